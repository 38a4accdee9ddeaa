import type { MasterData } from '../../../../src/api/contract/tickets.ts';

/** Master data by id, for rows that name teams, statuses and priorities. */
export type Lookup = {
  teams: ReadonlyMap<number, MasterData['teams'][number]>;
  statuses: ReadonlyMap<number, MasterData['statuses'][number]>;
  priorities: ReadonlyMap<number, MasterData['priorities'][number]>;
  /** Rank of the default priority; a higher rank is more urgent. */
  normalRank: number;
};

/** The lookup of the desk's master data. */
export function lookupOf(data: MasterData): Lookup {
  return {
    teams: byId(data.teams),
    statuses: byId(data.statuses),
    priorities: byId(data.priorities),
    normalRank: data.priorities.find(({ isDefault }) => isDefault)?.rank ?? 0,
  };
}

function byId<T extends { id: number }>(rows: readonly T[]): ReadonlyMap<number, T> {
  return new Map(rows.map((row) => [row.id, row]));
}
