import { useEffect, useRef } from 'react';

/**
 * Calls the action of a pressed key, named as `KeyboardEvent.key` says it (`j`, `?`, `Enter`; letters in lower case also with Shift, which the event tells).
 * Silent while one types, while a dialog or menu is open, and with Ctrl, Alt or Meta. By character, not by place: `/` and `?` lie elsewhere on German keyboards.
 */
export function useKeys(actions: Record<string, (event: KeyboardEvent) => void>): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isBusy(event.target)) return;
      const action = latest.current[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (!action) return;
      event.preventDefault();
      action(event);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}

// A closed picker is a read-only input that keeps the focus after a choice: keys go on working there.
const TYPING = 'input:not([readonly]), input[aria-expanded="true"], textarea, select, [role="menu"], [role="listbox"]';

/** Whether keys belong to what has the focus, is about to take it (`data-typing-soon`), or to an open dialog. */
export function isBusy(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest(TYPING)) return true;
  return document.querySelector('[role="dialog"], [role="alertdialog"], [data-typing-soon]') !== null;
}
