import { Failure } from '../lib/failure.ts';
import type { Dialect } from '../store/dialect.ts';
import { lockRow } from '../store/lock-row.ts';
import type { Trx } from '../store/schema.ts';
import { getTicket } from '../store/tickets.ts';

export type TicketRow = Awaited<ReturnType<typeof getTicket>>;

/** The ticket, which nobody else changes until the transaction ends. Throws Failure `not-found`, or `ticket-merged`: work on it goes on at its target. */
export async function holdTicket(trx: Trx, dialect: Dialect, id: number): Promise<TicketRow> {
  await lockRow(trx, dialect, 'ticket', id);
  const ticket = await getTicket(trx, id);
  if (ticket.merged_into !== null) throw new Failure('ticket-merged');
  return ticket;
}

/** Several of them, always taken in the order of their numbers, so that two who want the same do not wait for each other for ever. */
export async function holdTickets(trx: Trx, dialect: Dialect, ids: readonly number[]): Promise<void> {
  for (const id of [...new Set(ids)].toSorted((a, b) => a - b)) await lockRow(trx, dialect, 'ticket', id);
}
