import { statusFits } from '../desk/status-fit.ts';
import { Failure } from '../lib/failure.ts';
import { moveDrafts, returnDrafts } from '../store/drafts.ts';
import { insertEntry, noMail } from '../store/entries.ts';
import { movableEntries, moveBack, moveEntries } from '../store/moved-entries.ts';
import type { Trx } from '../store/schema.ts';
import { mergerTarget, setMerger } from '../store/ticket-ties.ts';
import { findStatus, firstStatus, getTicket, isDoneGroup, setStatus, touchTicket } from '../store/tickets.ts';
import { transact } from '../store/transact.ts';
import type { Actor, Desk } from './desk.ts';
import { holdTicket, holdTickets, type TicketRow } from './hold-ticket.ts';
import { noteTie, previewOf } from './tie-step.ts';

/**
 * Makes one ticket part of another: its mails and notes become steps there, what agents have begun to write on it goes along, its references and Message-IDs lead there from now on, and it is done. Both
 * histories say so. Throws Failure `not-found`, `ticket-merged` if either is merged already, or `invalid` at `into` if they are the same.
 */
export async function mergeTickets(desk: Desk, actor: Actor, ticketId: number, into: number): Promise<void> {
  if (ticketId === into)
    throw new Failure('invalid', { field: 'into', problems: [{ field: 'into', problem: 'same-ticket' }] });
  const now = desk.clock().getTime();
  await transact(desk.store, async (trx, announce) => {
    await holdTickets(trx, desk.store.dialect, [ticketId, into]);
    const ticket = await holdTicket(trx, desk.store.dialect, ticketId);
    const target = await holdTicket(trx, desk.store.dialect, into);
    const moved = (await movableEntries(trx, ticketId)).map(({ id }) => id);
    await moveEntries(trx, moved, ticketId, into, now);
    for (const agentId of await moveDrafts(trx, ticketId, into, now)) announce('draft', agentId);
    await finish(trx, desk, actor, ticket, now);
    await setMerger(trx, ticketId, { into, statusBefore: ticket.status_id });
    await noteTie(trx, desk, actor, ticketId, { field: 'mergedInto', otherId: into });
    await noteTie(trx, desk, actor, into, { field: 'mergedFrom', otherId: ticketId });
    await touchTicket(trx, ticketId, now, { unread: false });
    await showSteps(trx, into, now, ticket.unread === 1 || target.unread === 1);
    announce('ticket', ticketId);
    announce('ticket', into);
  });
}

/**
 * Takes a merger back: the steps that came with it return, as far as nobody has split them off since, and the ticket has its former status again. What came
 * in through its reference meanwhile stays. Throws Failure `not-found`, or `not-in-this-state` if it is not merged.
 */
export async function unmergeTicket(desk: Desk, actor: Actor, ticketId: number): Promise<void> {
  const now = desk.clock().getTime();
  await transact(desk.store, async (trx, announce) => {
    const target = await mergerTarget(trx, ticketId);
    await holdTickets(trx, desk.store.dialect, [ticketId, target]);
    const ticket = await getTicket(trx, ticketId);
    // Asked again, now that nobody else changes them.
    if (ticket.merged_into === null || (await mergerTarget(trx, ticketId)) !== target)
      throw new Failure('not-in-this-state');
    await moveBack(trx, ticketId, ticket.merged_into, target);
    for (const agentId of await returnDrafts(trx, target, ticketId)) announce('draft', agentId);
    await restoreStatus(trx, desk, actor, ticket, now);
    await setMerger(trx, ticketId, null);
    await noteTie(trx, desk, actor, ticketId, { field: 'mergedInto', otherId: ticket.merged_into, takenBack: true });
    await noteTie(trx, desk, actor, target, { field: 'mergedFrom', otherId: ticketId, takenBack: true });
    await showSteps(trx, ticketId, now);
    await showSteps(trx, target, now);
    announce('ticket', ticketId);
    announce('ticket', target);
  });
}

async function finish(trx: Trx, desk: Desk, actor: Actor, ticket: TicketRow, now: number): Promise<void> {
  if (isDoneGroup(ticket.status_group)) return;
  await changeStatus(trx, desk, actor, ticket, await firstStatus(trx, 'done'), now);
}

async function restoreStatus(trx: Trx, desk: Desk, actor: Actor, ticket: TicketRow, now: number): Promise<void> {
  const former = ticket.status_before_merger === null ? null : await findStatus(trx, ticket.status_before_merger);
  const hasTeam = ticket.team_id !== null;
  // SPEC §1: a status that was deleted, or a team that went with its replacement meanwhile.
  const status =
    former && statusFits(former.group, hasTeam) ? former : await firstStatus(trx, hasTeam ? 'open' : 'inquiry');
  if (status.id !== ticket.status_id) await changeStatus(trx, desk, actor, ticket, status, now);
}

async function changeStatus(
  trx: Trx,
  desk: Desk,
  actor: Actor,
  ticket: TicketRow,
  status: { id: number; group: string },
  now: number,
): Promise<void> {
  await insertEntry(trx, desk.store.dialect, {
    ...noMail,
    ticketId: ticket.id,
    kind: 'change',
    at: now,
    agentId: actor?.agentId ?? null,
    text: '',
    change: { field: 'status', from: String(ticket.status_id), to: String(status.id) },
  });
  await setStatus(trx, ticket.id, status, now);
}

async function showSteps(trx: Trx, ticketId: number, now: number, unread?: boolean): Promise<void> {
  const preview = previewOf(await movableEntries(trx, ticketId));
  await touchTicket(trx, ticketId, now, { preview, ...(unread === undefined ? {} : { unread }) });
}
