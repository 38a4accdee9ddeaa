import { useEffect, useRef, useSyncExternalStore } from 'react';

/** Something that can be done on the page that is open; the commands offer it. `key` is shown beside it. */
export type PageAct = { id: string; name: string; key?: string; run: () => void };

let offered: readonly PageAct[] = [];
const listeners = new Set<() => void>();

/** Offers the acts for as long as the page is shown. */
export function useOfferActs(acts: readonly PageAct[]): void {
  const latest = useRef(acts);
  useEffect(() => {
    latest.current = acts;
  });
  const names = acts.map(({ id, name }) => `${id} ${name}`).join('\n');
  useEffect(() => {
    const mine = latest.current.map((act) => ({
      ...act,
      run: () => latest.current.find(({ id }) => id === act.id)?.run(),
    }));
    offer(mine);
    return () => {
      if (offered === mine) offer([]);
    };
  }, [names]);
}

/** What the open page offers. */
export function usePageActs(): readonly PageAct[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => offered,
  );
}

function offer(acts: readonly PageAct[]): void {
  offered = acts;
  for (const listener of listeners) listener();
}
