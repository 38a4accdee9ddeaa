/** The agent this page was opened by; what is kept in the browser is kept for them alone. */
export type Person = { id: number; name: string; email: string };

let person: Person | null = null;
let asking: Promise<boolean> | null = null;
let ask: (() => Promise<boolean>) | null = null;

/** Who works on this page, also while their session is over; null before anybody has signed in. */
export function knownPerson(): Person | null {
  return person;
}

/**
 * Takes note of who is signed in. A page on which somebody else turns up, because they signed in in another tab, is loaded anew: what it shows and has begun
 * is not theirs.
 */
export function meetPerson(now: Person | null): void {
  if (person && now && now.id !== person.id) return globalThis.location.reload();
  if (now) person = now;
}

/** Forgets who works on this page: they have signed out on purpose, or somebody signs in on the page made for that. */
export function forgetPerson(): void {
  person = null;
}

/**
 * Asks the person to sign in again over the page as it stands, when the desk no longer knows their session; however many requests find that out, they are
 * asked once. True once they are signed in: then the request is worth repeating. False if they gave up, or if this page does not ask.
 */
export function signInAgain(): Promise<boolean> {
  if (!person || !ask) return Promise.resolve(false);
  asking ??= ask().finally(() => {
    asking = null;
  });
  return asking;
}

/** Names what asks the person; gives back how to take it away. */
export function whenSignedOut(asker: () => Promise<boolean>): () => void {
  ask = asker;
  return () => {
    if (ask === asker) ask = null;
  };
}
