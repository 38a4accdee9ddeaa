import type { SavedDraft } from '../../../../src/api/contract/drafts.ts';
import { ApiError } from '../../api.ts';
import { type Answer, type Draft, emptyDraft, isBegun, isReplyTouched } from './draft.ts';
import type { DraftDesk } from './draft-desk.ts';
import { type Held, meet, otherDropped, otherTaken, sameDraft, unbegun } from './draft-merge.ts';
import { type DraftPlace, draftKeyOf, loadHeld, saveHeld } from './draft-storage.ts';

const LOCAL_MS = 400;
const DESK_MS = 1_500;
/** Somebody who never pauses is saved all the same. */
const AT_MOST_MS = 8_000;
const AGAIN_MS = 10_000;

/** The draft, whether this browser keeps it, and whether the desk could not be asked to. */
type Keeping = { held: Held; kept: boolean; failed: boolean };

/**
 * Keeps one draft: in this browser half a second after each change, at the desk after a pause. Whatever is written, sent or discarded elsewhere meanwhile
 * is met with it (draft-merge.ts).
 */
export function draftKeeper(place: DraftPlace, storage: Storage, desk: DraftDesk, answer: Answer | null) {
  const listeners = new Set<() => void>();
  let proposed = answer;
  let newestEntryId: number | null = null;
  let state: Keeping = { held: loadHeld(storage, place) ?? unbegun(empty()), kept: true, failed: false };
  /** The last states that came from here: what the desk has of these, nobody else wrote. */
  let own: Draft[] = [];
  let unsavedHere = false;
  let unsavedSince = 0;
  let busy = false;
  let questions = 0;
  let running = true;
  /** Somebody has typed since the composer is there. */
  let atWork = false;
  let localTimer: ReturnType<typeof setTimeout> | undefined;
  let deskTimer: ReturnType<typeof setTimeout> | undefined;

  function empty(): Draft {
    return emptyDraft(proposed, 'reply');
  }

  function show(next: Partial<Keeping>): void {
    state = { ...state, ...next };
    for (const listener of listeners) listener();
  }

  function hold(held: Held): void {
    unsavedHere = true;
    show({ held });
    clearTimeout(localTimer);
    localTimer = setTimeout(saveHere, LOCAL_MS);
    saveLater(DESK_MS);
  }

  function saveHere(): void {
    clearTimeout(localTimer);
    if (!unsavedHere) return;
    unsavedHere = false;
    const kept = saveHeld(storage, place, state.held);
    if (kept !== state.kept) show({ kept });
  }

  function saveLater(pause: number): void {
    clearTimeout(deskTimer);
    if (!running || !state.held.dirty || state.held.other) return;
    unsavedSince ||= Date.now();
    const patience = Math.max(0, unsavedSince + AT_MOST_MS - Date.now());
    deskTimer = setTimeout(() => void saveThere(), state.failed ? AGAIN_MS : Math.min(pause, patience));
  }

  async function saveThere(): Promise<void> {
    clearTimeout(deskTimer);
    if (busy || !state.held.dirty || state.held.other) return;
    busy = true;
    questions += 1;
    unsavedSince = 0;
    const { draft, base } = state.held;
    own = [...own.slice(-3), draft];
    try {
      const saved = await exchange(draft, base);
      // Typed on, sent or discarded while it was saved: that is still to be saved.
      const dirty = state.held.draft !== draft;
      hold({ ...state.held, base: saved?.version ?? null, savedAt: saved?.changedAt ?? null, dirty });
      show({ failed: false });
      saveHere();
    } catch (error) {
      const elsewhere = error instanceof ApiError && error.code === 'draft-changed';
      if (!elsewhere || !(await ask())) show({ failed: true });
    } finally {
      busy = false;
      saveLater(DESK_MS);
    }
  }

  async function exchange(draft: Draft, base: string | null): Promise<SavedDraft | null> {
    if (isBegun(place, draft)) return desk.put(draft, base);
    if (base !== null) await desk.remove(base);
    return null;
  }

  /** False if the desk could not be asked. */
  async function ask(): Promise<boolean> {
    const question = ++questions;
    const answered = await desk.read().then(
      (saved) => ({ saved }),
      () => null,
    );
    if (!answered) return false;
    // Older than what was saved meanwhile: the next look will tell.
    if (question !== questions) return true;
    const next = meet(state.held, answered.saved, own, empty(), atWork, isBegun(place, state.held.draft));
    if (next === state.held) return true;
    if (!next.dirty) own = [next.draft];
    hold(next);
    saveHere();
    return true;
  }

  return {
    state: () => state,
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    /** As long as nothing is written, the draft is what the ticket proposes; `newest` is the id of the newest step that can be seen. */
    follow: (now: Answer | null, newest: number | null) => {
      proposed = now;
      newestEntryId = newest;
      const { held } = state;
      if (isReplyTouched(held.draft) || (place === null && isBegun(place, held.draft))) return;
      const { mode, note, key } = held.draft;
      const draft = { ...emptyDraft(now, mode), note, key };
      if (!sameDraft(draft, held.draft)) show({ held: { ...held, draft } });
    },
    change: (part: Partial<Draft>) => {
      const { held } = state;
      atWork = true;
      const draft = { ...held.draft, ...part };
      if (!isReplyTouched(held.draft) && isReplyTouched(draft)) draft.seenEntryId = newestEntryId;
      hold({ ...held, draft, dirty: true, changedAt: new Date().toISOString() });
    },
    /** After an answer was sent, with which the desk has ended its draft: a fresh one; the note stays. */
    restart: () => {
      const { note } = state.held.draft;
      own = [];
      hold(unbegun({ ...empty(), note }));
      saveHere();
      void ask().then(() => {
        // The desk never had the note.
        if (state.held.base === null && isBegun(place, state.held.draft)) hold({ ...state.held, dirty: true });
      });
    },
    /** Ends the answer or the note that is written; the desk is told. */
    discard: (part: 'answer' | 'note') => {
      const { draft } = state.held;
      const left = part === 'note' ? { ...draft, note: '' } : { ...empty(), note: draft.note };
      hold({ ...state.held, draft: left, dirty: true, changedAt: new Date().toISOString(), other: null });
      saveHere();
      void saveThere();
    },
    /** Asks the desk what it has, unless that is what is held: `version`, null for none. */
    look: (version?: string | null) => {
      if (!busy && version !== state.held.base) void ask();
    },
    /** Takes what somebody on this page has put into the storage; false if there is nothing. */
    restored: (): boolean => {
      const stored = loadHeld(storage, place);
      if (!stored) return false;
      show({ held: stored });
      saveLater(0);
      return true;
    },
    /** Another tab of this browser has put its state into the storage under `key`. */
    heard: (key: string) => {
      const stored = key === draftKeyOf(place) ? loadHeld(storage, place) : null;
      const { held } = state;
      if (!stored || sameDraft(stored.draft, held.draft)) return;
      const { draft, base, changedAt: at } = stored;
      if (held.dirty && isBegun(place, held.draft))
        return show({ held: { ...held, other: { draft, base: base ?? held.base, at, unsaved: true } } });
      own = [draft];
      // That tab sees to it that the desk gets it.
      show({ held: { ...stored, dirty: false } });
    },
    takeOther: () => hold(otherTaken(state.held, empty())),
    keepOwn: () => hold(otherDropped(state.held)),
    /** Saves here, and at the desk, without waiting for a pause. */
    save: () => {
      saveHere();
      return saveThere();
    },
    /** The desk can be reached again. */
    retry: () => {
      show({ failed: false });
      saveLater(0);
    },
    start: () => {
      running = true;
      saveLater(DESK_MS);
    },
    /** The composer goes away: saves once more, and then leaves the draft to the next one. */
    stop: () => {
      saveHere();
      void saveThere();
      running = false;
    },
    /** The page goes away: what the desk does not have yet is sent on its way. */
    leave: () => {
      saveHere();
      const { draft, base, dirty, other } = state.held;
      if (dirty && !other && !busy && isBegun(place, draft)) desk.putLast(draft, base);
    },
  };
}
