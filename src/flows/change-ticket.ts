import { statusFits } from '../desk/status-fit.ts';
import { Failure } from '../lib/failure.ts';
import { type FieldChange, insertEntry, noMail } from '../store/entries.ts';
import { mustBeOffered } from '../store/offered.ts';
import type { Trx } from '../store/schema.ts';
import {
  findStatus,
  firstStatus,
  getTicket,
  setStatus,
  setTicketFields,
  teamName,
  touchTicket,
} from '../store/tickets.ts';
import { setResubmission } from '../store/resubmissions.ts';
import { transact } from '../store/transact.ts';
import type { Actor, Desk } from './desk.ts';
import { applyFiling, type FilingPatch } from './change-filing.ts';
import { tellOfChange } from './tell-of-change.ts';
import { holdTicket, type TicketRow } from './hold-ticket.ts';

/** What may be changed at once; a field left out stays. */
export type TicketPatch = FilingPatch & {
  teamId?: number | null;
  statusId?: number;
  priorityId?: number;
  subject?: string;
  /** When its team wants to look at it again, milliseconds since 1970; null = not at all. */
  resubmitAt?: number | null;
};

/**
 * Changes a ticket and writes one step per field. Giving an inquiry a team authorises it: it becomes open (SPEC §1). Taking the team away makes it an
 * inquiry again. What is as it was leaves no trace. Throws Failure `not-found`, `ticket-merged` or `invalid` naming the field.
 */
export async function changeTicket(desk: Desk, actor: Actor, ticketId: number, patch: TicketPatch): Promise<void> {
  await transact(desk.store, async (trx, announce) => {
    const before = await holdTicket(trx, desk.store.dialect, ticketId);
    await applyPatch(trx, desk, actor, ticketId, patch);
    await tellOfChange({ desk, trx, announce }, actor, before, await getTicket(trx, ticketId));
    announce('ticket', ticketId);
  });
}

/** The same within a transaction that does more, such as "send and close". */
export async function applyPatch(
  trx: Trx,
  desk: Desk,
  actor: Actor,
  ticketId: number,
  patch: TicketPatch,
): Promise<void> {
  const now = desk.clock().getTime();
  const ticket = await holdTicket(trx, desk.store.dialect, ticketId);
  let changed = false;
  const note = (change: FieldChange) => {
    changed = true;
    return insertEntry(trx, desk.store.dialect, {
      ...noMail,
      ticketId,
      kind: 'change',
      at: now,
      agentId: actor?.agentId ?? null,
      text: '',
      change,
    });
  };
  const status = await wantedStatus(trx, ticket, patch);
  if (patch.teamId !== undefined && patch.teamId !== ticket.team_id) {
    if (patch.teamId !== null) await mustBeOffered(trx, 'team', 'teamId', [patch.teamId]);
    await note({ field: 'team', from: await nameOf(trx, ticket.team_id), to: await nameOf(trx, patch.teamId) });
    await setTicketFields(trx, ticketId, { team_id: patch.teamId });
  }
  if (status && status.id !== ticket.status_id) {
    await note({ field: 'status', from: String(ticket.status_id), to: String(status.id) });
    await setStatus(trx, ticketId, status, now);
  }
  if (patch.priorityId !== undefined && patch.priorityId !== ticket.priority_id) {
    await mustBeOffered(trx, 'priority', 'priorityId', [patch.priorityId]);
    await note({ field: 'priority', from: String(ticket.priority_id), to: String(patch.priorityId) });
    await setTicketFields(trx, ticketId, { priority_id: patch.priorityId });
  }
  if (patch.subject !== undefined && patch.subject !== ticket.subject) {
    await note({ field: 'subject', from: ticket.subject, to: patch.subject });
    await setTicketFields(trx, ticketId, { subject: patch.subject });
  }
  await applyFiling(trx, ticket, patch, note);
  if (patch.resubmitAt !== undefined && patch.resubmitAt !== ticket.resubmit_at) {
    await note({ field: 'resubmission', from: instant(ticket.resubmit_at), to: instant(patch.resubmitAt) });
    await setResubmission(trx, ticketId, patch.resubmitAt);
  }
  if (changed) await touchTicket(trx, ticketId, now);
}

/** The status asked for, or the one that a change of team brings with it. */
async function wantedStatus(
  trx: Trx,
  ticket: TicketRow,
  patch: TicketPatch,
): Promise<{ id: number; group: string } | null> {
  const teamId = patch.teamId === undefined ? ticket.team_id : patch.teamId;
  if (patch.statusId !== undefined) {
    const status = await findStatus(trx, patch.statusId);
    if (!status) throw invalid('statusId');
    if (status.id !== ticket.status_id) await mustBeOffered(trx, 'status', 'statusId', [status.id]);
    if (!statusFits(status.group, teamId !== null))
      throw new Failure(teamId === null ? 'needs-team' : 'has-team', { field: 'statusId' });
    return status;
  }
  if (teamId !== null && ticket.status_group === 'inquiry') return firstStatus(trx, 'open');
  if (teamId === null && !statusFits(ticket.status_group, false)) return firstStatus(trx, 'inquiry');
  return null;
}

async function nameOf(trx: Trx, teamId: number | null): Promise<string> {
  if (teamId === null) return '';
  const name = await teamName(trx, teamId);
  if (name === null) throw invalid('teamId');
  return name;
}

const instant = (at: number | null) => (at === null ? '' : new Date(at).toISOString());
const invalid = (field: string) => new Failure('invalid', { field, problems: [{ field, problem: 'gone' }] });
