import { type AutoMailEvent, autoMailEvents, autoMailEventTable } from '../desk/auto-mail-events.ts';
import { eventNamed } from '../desk/templates/choose.ts';
import { cursorText, pageOf, readCursor } from './cursor.ts';
import type { Db } from './schema.ts';

type Page<T> = { rows: T[]; next: string | null };
type PageQuery = { after?: string; limit: number };

/** A circuit in one line; `params` are the values of its reason's text. */
export type CircuitLine = {
  id: number;
  address: string;
  open: boolean;
  openedAt: number;
  openUntil: number;
  closedAt: number | null;
  closedBy: string | null;
  reason: string;
  params: Record<string, string | number>;
  ticketId: number | null;
};

/** One page of circuits, newest first. */
export async function listCircuits(
  db: Db,
  query: PageQuery & { state: 'open' | 'all' },
  now: number,
): Promise<Page<CircuitLine>> {
  const { after, limit, state } = query;
  const rows = await circuitRows(db)
    .$if(state === 'open', (q) => q.where('closed_at', 'is', null).where('open_until', '>', now))
    .$if(after !== undefined, (q) => q.where('circuit.id', '<', readCursor(after ?? '', 1)[0] ?? 0))
    .orderBy('circuit.id', 'desc')
    .limit(limit + 1)
    .execute();
  return pageOf(
    rows.map((row) => toCircuit(row, now)),
    limit,
    (last) => cursorText([last.id]),
  );
}

/** One circuit; null if there is none. */
export async function circuitLine(db: Db, id: number, now: number): Promise<CircuitLine | null> {
  const row = await circuitRows(db).where('circuit.id', '=', id).executeTakeFirst();
  return row ? toCircuit(row, now) : null;
}

/** An automatic mail to a person outside, in one line. */
export type AutoMailLine = {
  id: number;
  at: number;
  event: AutoMailEvent;
  address: string;
  outcome: 'sent' | 'held';
  reason: string | null;
  params: Record<string, string | number>;
  ticketId: number | null;
};

const userEvents = autoMailEvents.filter((event) => autoMailEventTable[event].recipients === 'user');

/** One page of the log, newest first; of one ticket, if it is named. */
export async function listAutoMails(db: Db, query: PageQuery & { ticketId?: number }): Promise<Page<AutoMailLine>> {
  const { after, limit, ticketId } = query;
  const rows = await db
    .selectFrom('auto_mail_log')
    .select(['id', 'at', 'event', 'address', 'outcome', 'reason', 'params', 'ticket_id'])
    .where('event', 'in', userEvents)
    .$if(ticketId !== undefined, (q) => q.where('ticket_id', '=', ticketId ?? 0))
    .$if(after !== undefined, (q) => q.where('id', '<', readCursor(after ?? '', 1)[0] ?? 0))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  const lines = rows.map(({ ticket_id, event, params, ...row }) => ({
    ...row,
    params: JSON.parse(params) as AutoMailLine['params'],
    event: eventNamed(event) ?? 'newByMail',
    ticketId: ticket_id,
  }));
  return pageOf(lines, limit, (last) => cursorText([last.id]));
}

function circuitRows(db: Db) {
  return db
    .selectFrom('circuit')
    .leftJoin('agent', 'agent.id', 'circuit.closed_by')
    .selectAll('circuit')
    .select('agent.name as agent_name');
}

type CircuitRow = Awaited<ReturnType<ReturnType<typeof circuitRows>['execute']>>[number];

function toCircuit(row: CircuitRow, now: number): CircuitLine {
  return {
    id: row.id,
    address: row.address,
    open: row.closed_at === null && row.open_until > now,
    openedAt: row.opened_at,
    openUntil: row.open_until,
    closedAt: row.closed_at,
    closedBy: row.agent_name,
    reason: row.reason,
    params: JSON.parse(row.params) as CircuitLine['params'],
    ticketId: row.ticket_id,
  };
}
