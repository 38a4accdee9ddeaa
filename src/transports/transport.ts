import type { Outcome } from '../desk/outcome.ts';

export type { Outcome };

/** The finished mail: bytes and envelope (RFC 5321 §2.3.1). `mailFrom` '' is the null reverse-path. */
export type Posting = {
  mailFrom: string;
  rcptTo: readonly string[];
  raw: Buffer;
  /** Asks for a delivery status notification that carries this id back (ENVID, RFC 3461 §4.4), on failure and delay. */
  envelopeId?: string;
  /** Asks to be told of the delivery, too (RFC 3461 §4.1 SUCCESS). */
  tellSuccess?: boolean;
};

/**
 * A way out. `send` gives one outcome per recipient; it throws a Failure only if no recipient was decided
 * (unknown host, refused sign-in, line lost before DATA was accepted). A Failure with code `send-uncertain`
 * means the line broke after the last byte of DATA and before the reply: the mail may have left.
 */
export type Transport = {
  send(posting: Posting, signal: AbortSignal): Promise<Outcome[]>;
  /** Says goodbye; never throws. */
  close(): Promise<void>;
};
