import { settleDraft } from '../store/drafts.ts';
import type { Trx } from '../store/schema.ts';
import type { Announce } from '../store/transact.ts';
import type { Actor } from './desk.ts';

/**
 * Ends what the actor's draft on a ticket (null: of a new mail) holds of the answer or note that has just been written, in the transaction that writes it.
 * `draftKey` names the draft; without one, or if it is another one by now, it stays.
 */
export async function endDraft(
  trx: Trx,
  announce: Announce,
  actor: Actor,
  written: { ticketId: number | null; draftKey: string | undefined; part: 'answer' | 'note' },
  now: Date,
): Promise<void> {
  if (actor === null) return;
  const { ticketId, draftKey, part } = written;
  const changed = await settleDraft(trx, { agentId: actor.agentId, ticketId }, draftKey, part, now.getTime());
  if (changed) announce('draft', actor.agentId);
}
