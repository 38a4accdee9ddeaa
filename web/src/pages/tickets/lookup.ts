import type { MasterData } from '../../../../src/api/contract/tickets.ts';

/** Master data by id, for rows that name teams, statuses and priorities. */
export type Lookup = {
  teams: ReadonlyMap<number, MasterData['teams'][number]>;
  statuses: ReadonlyMap<number, MasterData['statuses'][number]>;
  priorities: ReadonlyMap<number, MasterData['priorities'][number]>;
  labels: ReadonlyMap<number, MasterData['labels'][number]>;
  categories: ReadonlyMap<number, MasterData['categories'][number]>;
  mailboxes: ReadonlyMap<number, MasterData['incoming'][number]>;
  /** How many steps a priority is more urgent than the default one, negative if less. */
  urgency: ReadonlyMap<number, number>;
};

/** The lookup of the desk's master data. */
export function lookupOf(data: MasterData): Lookup {
  return {
    teams: byId(data.teams),
    statuses: byId(data.statuses),
    priorities: byId(data.priorities),
    labels: byId(data.labels),
    categories: byId(data.categories),
    mailboxes: byId(data.incoming),
    urgency: urgencyOf(data.priorities),
  };
}

function urgencyOf(priorities: MasterData['priorities']): ReadonlyMap<number, number> {
  const sorted = priorities.toSorted((a, b) => a.rank - b.rank);
  const normal = sorted.findIndex(({ isDefault }) => isDefault);
  return new Map(sorted.map(({ id }, at) => [id, at - normal]));
}

function byId<T extends { id: number }>(rows: readonly T[]): ReadonlyMap<number, T> {
  return new Map(rows.map((row) => [row.id, row]));
}
