import { type Draft, isBegun, newDraftKey } from './draft.ts';
import { type Held, unbegun } from './draft-merge.ts';

/** The ticket a draft is written on; null for a new mail. */
export type DraftPlace = number | null;

/** What drafts did not have at first. */
const later = { bcc: [], html: null, signed: true, seenEntryId: null } satisfies Partial<Draft>;

/** The draft kept in this browser, with what is known of it at the desk; null if there is none or it cannot be read. */
export function loadHeld(storage: Storage, place: DraftPlace): Held | null {
  try {
    const stored: unknown = JSON.parse(storage.getItem(draftKeyOf(place)) ?? 'null');
    if (!isDraft(stored)) return null;
    const { held, ...draft } = stored as Draft & { held?: Omit<Held, 'draft'> };
    // One of the time before drafts had all this gets it now.
    const whole = { ...later, ...draft, key: draft.key || newDraftKey() };
    return { ...unbegun(whole), dirty: true, ...held, draft: whole };
  } catch {
    return null;
  }
}

/** Keeps the draft in this browser, or removes it when nothing is left to say, here or to the desk. False if the browser refuses (storage full or switched off). */
export function saveHeld(storage: Storage, place: DraftPlace, { draft, ...held }: Held): boolean {
  try {
    if (isBegun(place, draft) || held.other || (held.dirty && held.base !== null))
      storage.setItem(draftKeyOf(place), JSON.stringify({ ...draft, held }));
    else storage.removeItem(draftKeyOf(place));
    return true;
  } catch {
    return false;
  }
}

/** The draft kept in this browser for the ticket, null if there is none or it cannot be read. */
export function loadDraft(storage: Storage, place: DraftPlace): Draft | null {
  return loadHeld(storage, place)?.draft ?? null;
}

/** Keeps a draft that the desk does not have in place of the one that is kept. False if the browser refuses. */
export function saveDraft(storage: Storage, place: DraftPlace, draft: Draft): boolean {
  const before = loadHeld(storage, place) ?? unbegun(draft);
  return saveHeld(storage, place, { ...before, draft, dirty: true, changedAt: new Date().toISOString() });
}

/** The name under which the storage has the draft. */
export function draftKeyOf(place: DraftPlace): string {
  return `poststelle.draft.${place ?? 'new'}`;
}

function isDraft(value: unknown): value is Draft {
  if (typeof value !== 'object' || value === null) return false;
  const draft = value as Partial<Record<keyof Draft, unknown>>;
  const texts = [draft.subject, draft.text, draft.note, draft.quote];
  return (
    ['reply', 'replyAll', 'forward', 'note'].includes(draft.mode as string) &&
    texts.every((text) => typeof text === 'string') &&
    [draft.to, draft.cc, draft.files].every(Array.isArray) &&
    typeof draft.outgoingId === 'number'
  );
}
