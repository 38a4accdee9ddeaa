import { showListed } from '../mail/sanitise.ts';

/** Characters of bodies that are kept, as stored and as shown: some hundred tickets. */
const keptCharacters = 16_000_000;

const shownBodies = new Map<string, string>();
let kept = 0;

/** A stored body as it may be shown. A ticket is asked for again whenever something happens to it: bodies shown lately are remembered. */
export function shownHtml(stored: string): string {
  const known = shownBodies.get(stored);
  const shown = known ?? showListed(stored);
  // Re-inserted: the map's order is the order of last use.
  shownBodies.delete(stored);
  shownBodies.set(stored, shown);
  if (known === undefined) kept += stored.length + shown.length;
  for (const [oldest, itsShown] of shownBodies) {
    if (kept <= keptCharacters) break;
    shownBodies.delete(oldest);
    kept -= oldest.length + itsShown.length;
  }
  return shown;
}
