import type { MasterData } from '../../../../src/api/contract/tickets.ts';
import { ageOf, type FilterField, statusGroups } from '../../../../src/desk/ticket-filter.ts';
import type { useTexts } from '../../i18n/index.ts';
import type { Locale } from '../../i18n/locale.ts';
import { inTreeOrder } from '../../parts/tree.ts';

type T = ReturnType<typeof useTexts>['t'];
export type Option = { value: string; name: string; depth?: number };

/** Fields of which several values can be chosen from a list. */
export const listFields = ['group', 'status', 'team', 'category', 'priority', 'label', 'mailbox'] as const;
/** Fields whose values only the server can search. */
export const searchedFields = ['customer', 'contact'] as const;
/** Fields with one value at a time. */
export const singleFields = ['unread', 'created', 'changed', 'resubmit', 'draft'] as const;

export const isListField = isOneOf(listFields);
export const isSearchedField = isOneOf(searchedFields);

/** Ages that are offered; an address may tell others. */
const offeredAges = ['24h', '7d', '30d', 'over-24h', 'over-3d', 'over-7d', 'over-14d', 'over-30d', 'over-90d'];

/** What can be chosen in a field, in the order in which it is offered; nothing for what only the server can search. */
export function optionsOf(field: FilterField, data: MasterData, t: T, locale: Locale): Option[] {
  const tree = (rows: MasterData['categories'] | MasterData['labels'] | MasterData['teams']): Option[] =>
    inTreeOrder<{ id: number; name: string; parentId: number | null }>(rows, locale).map(({ id, name, depth }) => ({
      value: String(id),
      name,
      depth,
    }));
  const ranked = (rows: readonly { id: number; names: Record<Locale, string>; rank: number }[], order: 1 | -1) =>
    rows
      .toSorted((one, other) => order * (one.rank - other.rank))
      .map(({ id, names }) => ({ value: String(id), name: names[locale] }));
  switch (field) {
    case 'group':
      return statusGroups.map((group) => ({ value: group, name: t(`lists.groups.${group}`) }));
    case 'status':
      return ranked(data.statuses, 1);
    case 'priority':
      return ranked(data.priorities, -1);
    case 'team':
      return [
        { value: 'mine', name: t('lists.mine') },
        { value: 'none', name: t('lists.none.team') },
        ...tree(data.teams),
      ];
    case 'category':
      return [{ value: 'none', name: t('lists.none.category') }, ...tree(data.categories)];
    case 'label':
      return [{ value: 'none', name: t('lists.none.label') }, ...tree(data.labels)];
    case 'mailbox':
      return data.incoming.map(({ id, name }) => ({ value: String(id), name }));
    case 'unread':
      return [
        { value: '1', name: t('lists.unread.yes') },
        { value: '0', name: t('lists.unread.no') },
      ];
    case 'resubmit':
      return (['due', 'planned', 'none'] as const).map((value) => ({ value, name: t(`lists.resubmit.${value}`) }));
    case 'draft':
      return [{ value: 'mine', name: t('lists.ownDraft') }];
    case 'created':
    case 'changed':
      return offeredAges.map((value) => ({ value, name: ageName(value, t) }));
    case 'customer':
    case 'contact':
      return [];
  }
}

/** An age in words: “within the last 7 days”. */
export function ageName(text: string, t: T): string {
  const { ms, over } = ageOf(text);
  const hours = ms / 3_600_000;
  const [unit, count] = hours % 24 === 0 ? (['days', hours / 24] as const) : (['hours', hours] as const);
  return over ? t(`lists.over.${unit}`, { count }) : t(`lists.within.${unit}`, { count });
}

/** A text with one value more or less; undefined when none is left. */
export function withValue(text: string | undefined, value: string, chosen: boolean): string | undefined {
  const others = (text ?? '').split(',').filter((each) => each !== '' && each !== value);
  const all = chosen ? [...others, value] : others;
  return all.length === 0 ? undefined : all.join(',');
}

function isOneOf<Name extends FilterField>(names: readonly Name[]) {
  return (field: FilterField): field is Name => (names as readonly FilterField[]).includes(field);
}
