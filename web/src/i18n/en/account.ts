import type { account as german } from '../de/account.ts';
import type { SameShape } from '../shape.ts';

/** One's own sessions. */
export const account: SameShape<typeof german> = {
  since: 'Signed in',
  here: 'This device',
  unknown: 'Unknown browser',
  end: 'Sign out',
  endOne: 'Sign out {{name}}',
  endOthers: 'Sign out everywhere else',
  ended: 'You are signed out there now.',
};
