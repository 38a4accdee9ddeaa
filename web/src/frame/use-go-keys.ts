import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { isBusy } from '../parts/use-keys.ts';

/** Where `g` and then a further key lead. */
export const goTo = {
  t: '/tickets',
  c: '/contacts',
  i: '/intake',
  o: '/outbox',
  m: '/admin/mailboxes',
  h: '/guide',
} as const;

/** How long the second key may take. */
const PATIENCE_MS = 1500;

/** Leads to a place when `g` and its key are pressed one after the other; the second key does then nothing else. */
export function useGoKeys(): void {
  const router = useRouter();
  useEffect(() => {
    let since = 0;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isBusy(event.target)) return;
      const waiting = event.timeStamp - since < PATIENCE_MS && since > 0;
      since = event.key === 'g' ? event.timeStamp : 0;
      const to = waiting ? goTo[event.key as keyof typeof goTo] : undefined;
      if (!to) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      void router.navigate({ to });
    };
    // Before the keys of the page hear of it.
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, [router]);
}
