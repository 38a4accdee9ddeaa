import { isLoose, type StoredLink, type TieKind, tieFrom } from '../desk/ties.ts';
import type { Db, Trx } from './schema.ts';

/** Links two tickets, one row for both directions: the first is related to, continues or was split off the second. What ties them already stays. */
export async function linkTickets(
  trx: Trx,
  ticketId: number,
  otherId: number,
  kind: Exclude<StoredLink['kind'], 'merged'> = 'related',
): Promise<boolean> {
  const there = await linksBetween(trx, ticketId, otherId);
  if (there.length > 0) return false;
  await trx
    .insertInto('ticket_link')
    .values({ ticket_id: ticketId, other_id: otherId, kind })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return true;
}

/** Takes away what agents may take away between two tickets; gives whether there was such a link. */
export async function unlinkTickets(trx: Trx, ticketId: number, otherId: number): Promise<boolean> {
  const loose = (await linksBetween(trx, ticketId, otherId)).filter((link) => isLoose(tieFrom(link, ticketId)));
  for (const link of loose) {
    await trx
      .deleteFrom('ticket_link')
      .where('ticket_id', '=', link.ticketId)
      .where('other_id', '=', link.otherId)
      .execute();
  }
  return loose.length > 0;
}

/** Every tie of a ticket, told from it, each other ticket once: a merger says more than a link. */
export async function tiesOf(db: Db, ticketId: number): Promise<{ id: number; kind: TieKind }[]> {
  const links = await db
    .selectFrom('ticket_link')
    .select(['ticket_id as ticketId', 'other_id as otherId', 'kind'])
    .where((eb) => eb.or([eb('ticket_id', '=', ticketId), eb('other_id', '=', ticketId)]))
    .execute();
  const mergers = await db
    .selectFrom('ticket')
    .select(['id', 'merged_into'])
    .where('merged_into', 'is not', null)
    .where((eb) => eb.or([eb('id', '=', ticketId), eb('merged_into', '=', ticketId)]))
    .execute();
  const ties = new Map<number, TieKind>();
  for (const link of links) {
    ties.set(link.ticketId === ticketId ? link.otherId : link.ticketId, tieFrom(link, ticketId));
  }
  for (const { id, merged_into } of mergers) {
    const link: StoredLink = { ticketId: id, otherId: merged_into ?? 0, kind: 'merged' };
    ties.set(id === ticketId ? link.otherId : id, tieFrom(link, ticketId));
  }
  return [...ties].map(([id, kind]) => ({ id, kind })).toSorted((a, b) => a.id - b.id);
}

/** Where a ticket's mail goes: itself, or the last of the tickets that it and its targets were merged into. */
export async function mergerTarget(db: Db, ticketId: number): Promise<number> {
  let id = ticketId;
  for (const seen = new Set<number>(); !seen.has(id); ) {
    seen.add(id);
    const row = await db.selectFrom('ticket').select('merged_into').where('id', '=', id).executeTakeFirst();
    if (!row || row.merged_into === null) return id;
    id = row.merged_into;
  }
  return id;
}

/** Notes the merger, and the status that taking it back restores; null takes the merger off. */
export async function setMerger(
  trx: Trx,
  ticketId: number,
  merger: { into: number; statusBefore: number } | null,
): Promise<void> {
  await trx
    .updateTable('ticket')
    .set({ merged_into: merger?.into ?? null, status_before_merger: merger?.statusBefore ?? null })
    .where('id', '=', ticketId)
    .execute();
}

async function linksBetween(db: Db, ticketId: number, otherId: number): Promise<StoredLink[]> {
  return db
    .selectFrom('ticket_link')
    .select(['ticket_id as ticketId', 'other_id as otherId', 'kind'])
    .where((eb) =>
      eb.or([
        eb.and([eb('ticket_id', '=', ticketId), eb('other_id', '=', otherId)]),
        eb.and([eb('ticket_id', '=', otherId), eb('other_id', '=', ticketId)]),
      ]),
    )
    .execute();
}
