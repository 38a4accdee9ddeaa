import { type AutoMailEvent, autoMailEvents, autoMailEventTable } from '../desk/auto-mail-events.ts';
import type { CircuitReason, Exchange, HoldReason } from '../desk/loop-guard.ts';
import { addressKey } from '../mail/addresses.ts';
import { prepared } from './prepared.ts';
import type { Db, Trx } from './schema.ts';

/** What went to agents because of an address is no exchange with it. */
const userEvents = autoMailEvents.filter((event) => autoMailEventTable[event].recipients === 'user');

/** What is remembered of an address. */
export type AnsweredAddress = { answeredAt: number | null; toldAt: number | null; ticketId: number | null };

const answeredSelect = prepared((db, { key }: { key: string }) =>
  db.selectFrom('answered_address').select(['answered_at', 'told_at', 'ticket_id']).where('address_key', '=', key),
);

/** The last automatic mail to an address, without waiting for others; null values if there was none. */
export async function answeredAddress(db: Db, address: string): Promise<AnsweredAddress> {
  const { rows } = await answeredSelect(db, { key: keyOf(address) });
  const row = rows[0];
  return { answeredAt: row?.answered_at ?? null, toldAt: row?.told_at ?? null, ticketId: row?.ticket_id ?? null };
}

/** The same, held against other transactions until this one ends: whoever decides about an automatic mail to the address does so alone. */
export async function lockAnsweredAddress(trx: Trx, address: string): Promise<AnsweredAddress> {
  const row = await trx
    .insertInto('answered_address')
    .values({ address_key: keyOf(address), answered_at: null, told_at: null, ticket_id: null })
    // Changes nothing, but holds the row, also one that is being tidied away just now.
    .onConflict((conflict) =>
      conflict.column('address_key').doUpdateSet((eb) => ({ address_key: eb.ref('excluded.address_key') })),
    )
    .returning(['answered_at', 'told_at', 'ticket_id'])
    .executeTakeFirstOrThrow();
  return { answeredAt: row.answered_at, toldAt: row.told_at, ticketId: row.ticket_id };
}

/** Notes an automatic mail to an address; `byMail`: it answers one. */
export async function noteAnswered(
  trx: Trx,
  address: string,
  { ticketId, byMail, now }: { ticketId: number; byMail: boolean; now: number },
): Promise<void> {
  await trx
    .updateTable('answered_address')
    .set({ told_at: now, ticket_id: ticketId, ...(byMail ? { answered_at: now } : {}) })
    .where('address_key', '=', keyOf(address))
    .execute();
}

/** One automatic mail, sent or held back. */
export type AutoMailNote = {
  at: number;
  event: AutoMailEvent;
  address: string;
  outcome: 'sent' | 'held';
  reason: HoldReason | null;
  /** Values of the reason's text. */
  params?: Record<string, string | number>;
  /** A mail asked for it, and not an agent. */
  byMail: boolean;
  ticketId: number;
};

export async function noteAutoMail(
  trx: Trx,
  { at, event, address, outcome, reason, params, byMail, ticketId }: AutoMailNote,
) {
  await trx
    .insertInto('auto_mail_log')
    .values({
      at,
      event,
      address_key: keyOf(address),
      address,
      outcome,
      reason,
      params: JSON.stringify(params ?? {}),
      by_mail: byMail ? 1 : 0,
      ticket_id: ticketId,
    })
    .execute();
}

/** What went to and fro with an address since then, in order; what an earlier, closed circuit was about does not count again. */
export async function exchangesWith(db: Db, address: string, since: number): Promise<Exchange[]> {
  const last = await db
    .selectFrom('circuit')
    .select(['open_until', 'closed_at'])
    .where('address_key', '=', keyOf(address))
    .orderBy('id', 'desc')
    .executeTakeFirst();
  const from = Math.max(since, last ? Math.min(last.closed_at ?? last.open_until, last.open_until) : 0);
  const rows = await db
    .selectFrom('auto_mail_log')
    .select(['at', 'outcome', 'reason', 'by_mail'])
    .where('address_key', '=', keyOf(address))
    .where('event', 'in', userEvents)
    .where('at', '>=', from)
    .orderBy('id')
    .execute();
  return rows.map(({ by_mail, ...row }) => ({ ...row, byMail: by_mail === 1 }));
}

/** How many mails of an event went out because of an address since then. */
export async function countAutoMails(db: Db, event: AutoMailEvent, address: string, since: number): Promise<number> {
  const { count } = await db
    .selectFrom('auto_mail_log')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('address_key', '=', keyOf(address))
    .where('at', '>', since)
    .where('event', '=', event)
    .where('outcome', '=', 'sent')
    .executeTakeFirstOrThrow();
  return count;
}

/** Whether a mail of this event went to the address for this ticket since then. */
export async function wasTold(
  db: Db,
  event: AutoMailEvent,
  ticketId: number,
  address: string,
  since: number,
): Promise<boolean> {
  const row = await db
    .selectFrom('auto_mail_log')
    .select('id')
    .where('ticket_id', '=', ticketId)
    .where('address_key', '=', keyOf(address))
    .where('event', '=', event)
    .where('outcome', '=', 'sent')
    .where('at', '>', since)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Until when the circuit of an address is open; null if it is closed. */
export async function openCircuit(db: Db, address: string, now: number): Promise<{ until: number } | null> {
  const row = await db
    .selectFrom('circuit')
    .select('open_until')
    .where('address_key', '=', keyOf(address))
    .where('closed_at', 'is', null)
    .where('open_until', '>', now)
    .orderBy('id', 'desc')
    .executeTakeFirst();
  return row ? { until: row.open_until } : null;
}

/** Opens a circuit; `params` are the values of its reason's text. */
export async function insertCircuit(
  trx: Trx,
  circuit: {
    address: string;
    reason: CircuitReason;
    params: Record<string, string | number>;
    ticketId: number | null;
    now: number;
    until: number;
  },
): Promise<number> {
  const { address, reason, params, ticketId, now, until } = circuit;
  const row = await trx
    .insertInto('circuit')
    .values({
      address_key: keyOf(address),
      address,
      opened_at: now,
      open_until: until,
      closed_at: null,
      closed_by: null,
      reason,
      params: JSON.stringify(params),
      ticket_id: ticketId,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** Closes an open circuit by hand. Gives false if it is not there or not open. */
export async function closeCircuit(trx: Trx, id: number, agentId: number | null, now: number): Promise<boolean> {
  const updated = await trx
    .updateTable('circuit')
    .set({ closed_at: now, closed_by: agentId })
    .where('id', '=', id)
    .where('closed_at', 'is', null)
    .where('open_until', '>', now)
    .executeTakeFirst();
  return updated.numUpdatedRows === 1n;
}

/** How many circuits are open. */
export async function countOpenCircuits(db: Db, now: number): Promise<number> {
  const { count } = await db
    .selectFrom('circuit')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('closed_at', 'is', null)
    .where('open_until', '>', now)
    .executeTakeFirstOrThrow();
  return count;
}

/** Forgets what is older: of the log, of circuits that are closed, of addresses told; and addresses that never were. */
export async function forgetAutoMails(trx: Trx, before: number): Promise<void> {
  await trx.deleteFrom('auto_mail_log').where('at', '<', before).execute();
  await trx.deleteFrom('circuit').where('open_until', '<', before).execute();
  await trx
    .deleteFrom('answered_address')
    .where((eb) => eb.or([eb('told_at', 'is', null), eb('told_at', '<', before)]))
    .execute();
}

/** A machine may write from another detail part for each mail (RFC 5233); it is one sender all the same. */
const keyOf = (address: string) => addressKey(address).replace(/\+[^@]*@/u, '@');
