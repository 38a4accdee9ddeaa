import type { TicketRow } from '../../../../src/api/contract/tickets.ts';
import { call } from '../../api.ts';
import type { TicketPatch } from './queries.ts';

/** What is done to one ticket, and how that is taken back. */
export type Step = { row: TicketRow; run: () => Promise<unknown>; undo: () => Promise<unknown> };
export type Outcome = { done: Step[]; failed: { row: TicketRow; error: unknown }[]; stopped: boolean };

/** Changes fields; taken back, each ticket has its own former values. */
export function changing(row: TicketRow, patch: TicketPatch): Step {
  const send = (body: TicketPatch) => call('PATCH /api/tickets/:id', { id: row.id, body });
  return { row, run: () => send(patch), undo: () => send(formerValues(row, patch)) };
}

/** Sets or takes off the unread mark. */
export function marking(row: TicketRow, unread: boolean): Step {
  const send = (to: boolean) =>
    call(to ? 'PUT /api/tickets/:id/unread' : 'DELETE /api/tickets/:id/unread', { id: row.id });
  return { row, run: () => send(unread), undo: () => send(row.unread) };
}

/** Makes the ticket part of another. */
export function merging(row: TicketRow, into: number): Step {
  const { id } = row;
  return {
    row,
    run: () => call('PUT /api/tickets/:id/merger', { id, body: { into } }),
    undo: () => call('DELETE /api/tickets/:id/merger', { id }),
  };
}

/** What a patch changes, as it was. Team and status go together: either may change the other (SPEC §1). */
export function formerValues(row: TicketRow, patch: TicketPatch): TicketPatch {
  const { teamId, statusId, priorityId, categoryId, labelIds, resubmitAt } = row;
  const former: TicketPatch = {};
  if (patch.teamId !== undefined || patch.statusId !== undefined) Object.assign(former, { teamId, statusId });
  if (patch.priorityId !== undefined) former.priorityId = priorityId;
  if (patch.categoryId !== undefined) former.categoryId = categoryId;
  if (patch.labelIds !== undefined) former.labelIds = labelIds;
  if (patch.resubmitAt !== undefined) former.resubmitAt = resubmitAt;
  return former;
}

/** Does all steps, a few at a time; those that fail do not hold up the others. No further one begins once `signal` is aborted. */
export async function doAll(
  steps: readonly Step[],
  act: 'run' | 'undo',
  options: { atOnce: number; signal: AbortSignal; onProgress: (done: number) => void },
): Promise<Outcome> {
  const outcome: Outcome = { done: [], failed: [], stopped: false };
  const waiting = steps.values();
  const work = async () => {
    for (const step of waiting) {
      if (options.signal.aborted) {
        outcome.stopped = true;
        return;
      }
      try {
        await step[act]();
        outcome.done.push(step);
      } catch (error) {
        outcome.failed.push({ row: step.row, error });
      }
      options.onProgress(outcome.done.length + outcome.failed.length);
    }
  };
  await Promise.all(Array.from({ length: options.atOnce }, work));
  return outcome;
}
