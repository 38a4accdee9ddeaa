import type { TablerIcon } from '@tabler/icons-react';
import {
  IconAddressBook,
  IconBuildingCommunity,
  IconCategory2,
  IconFlag3,
  IconProgressCheck,
  IconTag,
  IconUsersGroup,
} from '@tabler/icons-react';
import { type MasterKind, mergeableKinds, pagedKinds } from '../../../../src/settings/master-data.ts';
import type { MasterEntry } from '../../api-routes.ts';
import type { Locale } from '../../i18n/locale.ts';

/** How a kind of master data is shown; its fields stand in settings/master-data.ts. */
type KindLook = {
  icon: TablerIcon;
  /** Entries stand below one another. */
  tree: boolean;
  /** Entries have an order that one can change. `falling`: the largest number stands on top. */
  order?: 'rising' | 'falling';
};

export const kindLooks: Readonly<Record<MasterKind, KindLook>> = {
  contacts: { icon: IconAddressBook, tree: false },
  customers: { icon: IconBuildingCommunity, tree: false },
  teams: { icon: IconUsersGroup, tree: true },
  categories: { icon: IconCategory2, tree: true },
  priorities: { icon: IconFlag3, tree: false, order: 'falling' },
  statuses: { icon: IconProgressCheck, tree: false, order: 'rising' },
  labels: { icon: IconTag, tree: true },
};

export const isPaged = (kind: MasterKind): kind is (typeof pagedKinds)[number] =>
  (pagedKinds as readonly MasterKind[]).includes(kind);
export const isMergeable = (kind: MasterKind): boolean => (mergeableKinds as readonly MasterKind[]).includes(kind);

/** What an entry is called on the page. */
export function entryName(entry: MasterEntry, locale: Locale): string {
  const translated = entry[locale === 'de' ? 'nameDe' : 'nameEn'];
  return text(translated) || text(entry.name);
}

/** A field's text, '' if it is none. */
export const text = (value: unknown): string => (typeof value === 'string' ? value : '');
/** A field's number, null if it is none. */
export const number = (value: unknown): number | null => (typeof value === 'number' ? value : null);
/** A field's list of texts or ids. */
export const list = <T extends string | number>(value: unknown): T[] => (Array.isArray(value) ? (value as T[]) : []);
