import type { MasterKind } from '../settings/master-data.ts';
import { categories } from './categories.ts';
import { contacts } from './contact-list.ts';
import { customers } from './customers.ts';
import { labels } from './labels.ts';
import type { AnyMasterStore } from './master-store.ts';
import { priorities } from './priorities.ts';
import { statuses } from './statuses.ts';
import { teams } from './teams.ts';

/** How each kind of master data is stored. */
export const masterStores: Readonly<Record<MasterKind, AnyMasterStore>> = {
  teams,
  categories,
  priorities,
  statuses,
  labels,
  customers,
  contacts,
};
