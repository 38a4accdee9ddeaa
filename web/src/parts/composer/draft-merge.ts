import type { SavedDraft } from '../../../../src/api/contract/drafts.ts';
import { type Draft, isTouched, newDraftKey } from './draft.ts';

/** A draft as this page has it, and as it is kept in this browser. */
export type Held = {
  draft: Draft;
  /** The version at the desk that it was made from; null: there was none. */
  base: string | null;
  /** Whether it was changed since the desk last saved it. */
  dirty: boolean;
  /** When it was last changed here (ISO 8601 by this machine's clock), null as long as it was not. */
  changedAt: string | null;
  /** When the desk last saved it, null as long as it has not. */
  savedAt: string | null;
  /** What was made of the same draft elsewhere; its writer chooses. */
  other: Other | null;
};

/** Another state of the draft: `draft` null means that it was sent or discarded there. `unsaved`: it is the one of this browser, which the desk does not have. */
export type Other = { draft: Draft | null; base: string | null; at: string | null; unsaved: boolean };

/** A draft that nobody has begun. */
export function unbegun(draft: Draft): Held {
  return { draft, base: null, dirty: false, changedAt: null, savedAt: null, other: null };
}

/**
 * What becomes of the held draft when the desk tells what it has (`saved`; null: none). `own` are states of it that came from here: if the desk has one of
 * these, nobody else changed it. `empty` is what there is to write after a draft has ended. Nothing typed is dropped: where both sides have words of
 * their own, the other one is offered; shown is the one that is being written (`atWork`), or else the newer. `begun`: the held one says something.
 */
export function meet(
  held: Held,
  saved: SavedDraft | null,
  own: readonly Draft[],
  empty: Draft,
  atWork: boolean,
  begun = isTouched(held.draft),
): Held {
  if ((saved?.version ?? null) === held.base) return held;
  if (saved && sameDraft(saved.draft, held.draft)) return taken(saved);
  if (!held.dirty || !begun) return saved ? taken(saved) : unbegun(empty);
  if (saved && own.some((state) => sameDraft(state, saved.draft)))
    return { ...held, base: saved.version, savedAt: saved.changedAt };
  if (!saved || atWork || (held.changedAt ?? '') >= saved.changedAt)
    return {
      ...held,
      // Another key, so that sending this one does not end the other one.
      draft: { ...held.draft, key: newDraftKey() },
      other: {
        draft: saved?.draft ?? null,
        base: saved?.version ?? null,
        at: saved?.changedAt ?? null,
        unsaved: false,
      },
    };
  const mine = { ...held.draft, key: newDraftKey() };
  return { ...taken(saved), other: { draft: mine, base: saved.version, at: held.changedAt, unsaved: true } };
}

/** The draft after its writer chose the other one; `empty` is what there is to write if that one has ended. */
export function otherTaken(held: Held, empty: Draft): Held {
  const { other } = held;
  if (!other) return held;
  if (!other.draft) return unbegun(empty);
  return { ...held, draft: other.draft, base: other.base, dirty: other.unsaved, changedAt: other.at, other: null };
}

/** The draft after its writer chose to keep the one that is shown. */
export function otherDropped(held: Held): Held {
  const { other } = held;
  if (!other) return held;
  return { ...held, base: other.base, dirty: held.dirty || !other.unsaved, other: null };
}

/** Whether two drafts say the same; their keys may differ. */
export function sameDraft(one: Draft, two: Draft): boolean {
  return JSON.stringify(ordered(one)) === JSON.stringify(ordered(two));
}

function taken(saved: SavedDraft): Held {
  const { draft, version, changedAt } = saved;
  return { draft, base: version, dirty: false, changedAt, savedAt: changedAt, other: null };
}

/** Fields in one order, without the key, and of what was looked at but not written nothing. */
function ordered(draft: Draft): unknown {
  const { key: _key, seenEntryId: _seen, ...said } = draft;
  return Object.entries(said).toSorted(([a], [b]) => (a < b ? -1 : 1));
}
