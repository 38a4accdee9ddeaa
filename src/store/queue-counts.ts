import { sql } from 'kysely';
import type { Db, Schema } from './schema.ts';

/** States that do not last; the others grow for ever and are not counted. */
const passing = {
  inbound: ['received', 'unfiled', 'quarantined', 'failed', 'tooLarge', 'wanted', 'fetching'],
  outbound: ['queued', 'sending', 'deferred', 'failed', 'partly', 'uncertain'],
} as const satisfies {
  inbound: readonly Schema['inbound']['state'][];
  outbound: readonly Schema['outbound']['state'][];
};

export type QueueCounts = {
  inbound: Record<string, number>;
  outbound: Record<string, number>;
  tickets: Record<string, number>;
};

/** Mails per passing state of both spools, and tickets that are not done per status group. */
export async function queueCounts(db: Db): Promise<QueueCounts> {
  const inbound = await db
    .selectFrom('inbound')
    .select((eb) => ['state', eb.fn.countAll<number>().as('n')])
    .where('state', 'in', passing.inbound)
    .groupBy('state')
    .execute();
  const outbound = await db
    .selectFrom('outbound')
    .select((eb) => ['state', eb.fn.countAll<number>().as('n')])
    .where('state', 'in', passing.outbound)
    .groupBy('state')
    .execute();
  const tickets = await db
    .selectFrom('ticket')
    .select((eb) => ['status_group', eb.fn.countAll<number>().as('n')])
    .where('is_done', '=', sql.lit(0 as const))
    .groupBy('status_group')
    .execute();
  return {
    inbound: { ...zeros(passing.inbound), ...Object.fromEntries(inbound.map((row) => [row.state, row.n])) },
    outbound: { ...zeros(passing.outbound), ...Object.fromEntries(outbound.map((row) => [row.state, row.n])) },
    tickets: Object.fromEntries(tickets.map((row) => [row.status_group, row.n])),
  };
}

const zeros = (states: readonly string[]) => Object.fromEntries(states.map((state) => [state, 0]));
