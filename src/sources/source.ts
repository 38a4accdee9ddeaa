/** What to look at on the server. Both are hints to search narrowly; the caller filters exactly. */
export type ListOptions = {
  /** Only mail received at or after this instant (day granularity is enough), null for all. */
  since: Date | null;
  unseenOnly: boolean;
  /** Tells which of the refs are known already; those may be left out. Asked where listing a mail costs a round trip of its own (POP3). */
  known?: (refs: readonly string[]) => Promise<ReadonlySet<string>>;
};

/** One mail as the server lists it, before any download. */
export type Candidate = {
  /** Names the mail on this mailbox for ever: IMAP `INBOX;UIDVALIDITY=7;UID=42` (after RFC 5092), folder: the file name. */
  ref: string;
  /** The server's receipt time (INTERNALDATE, RFC 9051 §2.3.3). */
  receivedAt: Date;
  /** Bytes as the server tells them (RFC822.SIZE). */
  size: number;
  seen: boolean;
};

/** What becomes of the server's copy once the mail is safe here (SPEC §2.1 afterImport). */
export type AfterImport =
  | { action: 'delete' }
  | { action: 'move'; folder: string }
  | { action: 'markRead' }
  | { action: 'keep' };

/** Result of `wait`: something may be new, the time is up, or the line is gone (then close and open anew). */
export type Waited = 'changed' | 'timeout' | 'closed';

/** Told now and then how many bytes of a mail are there; false if nobody wants it any more: then it is left out. */
export type Coming = (ref: string, bytes: number) => Promise<boolean>;

/**
 * A way in. One instance is one connection; after a Failure or `closed` it is closed and a new one opened.
 * All methods throw Failure; `temporary` tells whether trying again without a change makes sense.
 */
export type Source = {
  /** Lists what is there, oldest first (server receipt order). Changes nothing on the server. */
  list(options: ListOptions): Promise<Candidate[]>;
  /**
   * Downloads the raw bytes of the given mails in the given order; a mail that is gone meanwhile is left out. PEEK: no flag changes. Gives what came
   * whole before it throws. `settle` may be called meanwhile. `coming` hears of large mails that come in pieces.
   */
  fetch(refs: readonly string[], coming?: Coming): AsyncIterable<{ ref: string; raw: Buffer }>;
  /**
   * The header of the given mails, at least its From and Subject fields, as raw bytes; more of the mail may follow. Of a mail
   * that is gone nothing. PEEK. For a look at mails that are not taken: a server may be asked for each of them by itself.
   */
  headers(refs: readonly string[]): Promise<Map<string, Buffer>>;
  /**
   * Settles the server's copies; a mail that is gone counts as settled. Repeating it is harmless; `again` says that it may be a repeat, so that nothing is done
   * twice that cannot be seen to be done. Not with `again` while a fetch is under way. Returns the refs settled.
   */
  settle(refs: readonly string[], after: AfterImport, again?: boolean): Promise<string[]>;
  /** Waits until new mail may be there (IDLE, RFC 2177, where offered). Ends early with `timeout` when the signal aborts. */
  wait(timeoutMs: number, signal: AbortSignal): Promise<Waited>;
  /** True if what is settled counts only once the session ends (POP3): then all of a run is settled in one go, at its end. */
  readonly settlesAtEnd?: boolean;
  /** True if `wait` can notice new mail by itself. */
  readonly push: boolean;
  /** Says goodbye; never throws. */
  close(): Promise<void>;
  /** Ends the line without a word, also while something is under way: that throws, and nothing works afterwards but `close`. */
  end(): void;
};
