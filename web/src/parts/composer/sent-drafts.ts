import { joinedWords, paragraphs } from '../../../../src/desk/draft-words.ts';
import { type Draft, isTouched } from './draft.ts';
import { type DraftPlace, loadDraft, saveDraft } from './draft-storage.ts';

/** A reply that has been handed over but can still be taken back; `sentAt` in ms. */
export type SentDraft = { ticketId: number; draft: Draft; sentAt: number };

const prefix = 'poststelle.sent.';
const KEPT_MS = 10 * 60_000;

/** Name of the window event that tells an open composer that the draft of ticket `detail` was put back. */
export const DRAFT_RESTORED = 'poststelle:draft-restored';

/** Keeps a sent draft until it cannot be taken back any more, and forgets older ones. */
export function keepSent(storage: Storage, outboundId: number, sent: SentDraft): void {
  try {
    forgetOld(storage, sent.sentAt);
    storage.setItem(`${prefix}${outboundId}`, JSON.stringify(sent));
  } catch {
    // Without storage taking back still stops the mail; its text is on the card.
  }
}

/**
 * Puts the draft of a mail that was taken back where the composer finds it, and gives what was kept. A newer draft is not overwritten: the old text
 * goes below it. Null if nothing was kept.
 */
export function restoreSent(storage: Storage, outboundId: number): SentDraft | null {
  try {
    const kept = JSON.parse(storage.getItem(`${prefix}${outboundId}`) ?? 'null') as SentDraft | null;
    if (!kept) return null;
    storage.removeItem(`${prefix}${outboundId}`);
    putBack(storage, kept.ticketId, kept.draft);
    return kept;
  } catch {
    return null;
  }
}

/** Puts a draft where the composer of its ticket finds it; a newer one that was begun there goes above it. */
export function putBack(storage: Storage, place: DraftPlace, draft: Draft): void {
  const newer = loadDraft(storage, place);
  saveDraft(storage, place, newer && isTouched(newer) ? joined(newer, draft) : draft);
}

/** The same for a draft whose answer or note (its mode tells) was discarded: only that part comes back, the other one was never gone. */
export function putBackDiscarded(storage: Storage, place: DraftPlace, draft: Draft): void {
  const newer = loadDraft(storage, place);
  if (draft.mode !== 'note' || !newer) return putBack(storage, place, draft);
  saveDraft(storage, place, { ...newer, mode: 'note', note: paragraphs(newer.note, draft.note) });
}

function joined(newer: Draft, old: Draft): Draft {
  return { ...old, ...joinedWords(newer, old), note: newer.note };
}

function forgetOld(storage: Storage, now: number): void {
  const names = Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? '');
  for (const name of names.filter((one) => one.startsWith(prefix))) {
    const kept = JSON.parse(storage.getItem(name) ?? 'null') as Partial<SentDraft> | null;
    if (!kept?.sentAt || now - kept.sentAt > KEPT_MS) storage.removeItem(name);
  }
}
