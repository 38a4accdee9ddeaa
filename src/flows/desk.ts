import type { Clock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import type { Keyring } from '../lib/seal.ts';
import type { Identity } from '../store/identity.ts';
import type { Store } from '../store/open.ts';

/** What a flow needs of the process it runs in; made once by main.ts and passed down as a plain object. */
export type Desk = {
  store: Store;
  ring: Keyring;
  identity: Identity;
  clock: Clock;
  log: Log;
  /** Where sandbox mailboxes keep their folders. */
  dataDir: string;
  /** Largest mail in bytes that is fetched or accepted. */
  maxMailBytes: number;
  /** Where people reach the page, for links in mails; absent where nobody knows. */
  publicUrl?: string;
};

/** Who does something: an agent by id, with the network address where that is known; or null for the desk itself. */
export type Actor = { agentId: number; address?: string } | null;
