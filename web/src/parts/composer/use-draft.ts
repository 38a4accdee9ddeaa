import { useCallback, useEffect, useRef, useState } from 'react';
import { type Answer, type Draft, emptyDraft, isReplyTouched, loadDraft, saveDraft } from './draft.ts';
import { pageStorage } from './memory-storage.ts';
import { DRAFT_RESTORED } from './sent-drafts.ts';

const SAVE_MS = 400;

/**
 * The draft of one ticket, kept in this browser half a second after each change and when the page goes away. While nothing is typed it follows the
 * prepared answer; afterwards it keeps what it answers. `kept` is false if the browser refuses to keep drafts.
 */
export function useDraft(ticketId: number, answer: Answer | null, onRestored: () => void) {
  const storage = useRef(pageStorage()).current;
  const [draft, setDraft] = useState<Draft>(() => loadDraft(storage, ticketId) ?? emptyDraft(answer, 'reply'));
  const [kept, setKept] = useState(true);
  const latest = useRef(draft);
  const changed = useRef(false);
  const restored = useRef(onRestored);
  useEffect(() => {
    latest.current = draft;
    restored.current = onRestored;
  });

  const save = useCallback(() => {
    if (!changed.current) return;
    changed.current = false;
    setKept(saveDraft(storage, ticketId, latest.current));
  }, [storage, ticketId]);

  useEffect(() => {
    const timer = setTimeout(save, SAVE_MS);
    return () => clearTimeout(timer);
  }, [draft, save]);

  useEffect(() => {
    const onRestore = (event: Event) => {
      if ((event as CustomEvent<number>).detail !== ticketId) return;
      const stored = loadDraft(storage, ticketId);
      if (!stored) return;
      changed.current = false;
      setDraft(stored);
      restored.current();
    };
    globalThis.addEventListener('pagehide', save);
    globalThis.addEventListener(DRAFT_RESTORED, onRestore);
    return () => {
      save();
      globalThis.removeEventListener('pagehide', save);
      globalThis.removeEventListener(DRAFT_RESTORED, onRestore);
    };
  }, [save, storage, ticketId]);

  useEffect(() => {
    setDraft((known) => (isReplyTouched(known) ? known : { ...emptyDraft(answer, known.mode), note: known.note }));
  }, [answer]);

  const change = useCallback((part: Partial<Draft>) => {
    changed.current = true;
    setDraft((known) => ({ ...known, ...part }));
  }, []);
  /** After a reply was sent: a fresh one, the note stays. */
  const restart = useCallback(() => {
    changed.current = true;
    setDraft((known) => ({ ...emptyDraft(answer, 'reply'), note: known.note }));
  }, [answer]);
  return { draft, change, restart, save, kept };
}
