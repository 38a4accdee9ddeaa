import type { Recipient } from './filter.ts';

/** What is known of a ticket that a mail may belong to. */
export type TicketState = {
  id: number;
  statusGroup: string;
  /** Null for an inquiry. */
  teamId: number | null;
  /** When it was done, null while it is not. */
  doneAt: Date | null;
  /** The ticket that it was merged into: its mail goes there. */
  mergedInto: number | null;
};

/** A step that carries a Message-ID, and the ticket it is in now. */
export type FoundStep = { ticketId: number; entryId: number };

/** What deciding about follow-ups asks. */
export type FollowUpLookups = {
  ticket(id: number): Promise<TicketState | null>;
  /** The rules of another of our mailboxes. */
  recipient(mailboxId: number): Promise<Recipient>;
  /** The same as `ticket`, and nobody else changes the ticket until the mail is filed; a dry run holds nothing. */
  holdTicket(id: number): Promise<TicketState | null>;
  /** Which of the Message-IDs are known, and where; of several steps with one id that of a ticket of this mailbox, else the newest. */
  stepsByMessageId(messageIds: readonly string[], mailboxId: number): Promise<ReadonlyMap<string, FoundStep>>;
  /** Whether a ticket was split off another one or continues it, also by way of others. */
  comesFrom(ticketId: number, otherId: number): Promise<boolean>;
  /** A mail with the same Message-ID and content that was filed before, through whichever mailbox, or through this one. */
  sameMail(messageId: string, contentHash: string, mailboxId: number | null): Promise<FoundStep | null>;
  /** The same, in this ticket. */
  sameMailIn(ticketId: number, messageId: string, contentHash: string): Promise<FoundStep | null>;
  /**
   * Whether the address wrote to or was written to on the ticket, belongs to its contact or customer, or shares the domain of one that did (freemail
   * domains do not count).
   */
  isParticipant(ticketId: number, address: string): Promise<boolean>;
};

/** A mail of ours that left or may have left. */
export type SentMail = {
  outboundId: number;
  /** Where its step is now; null for a mail without ticket. */
  ticketId: number | null;
  subject: string;
  recipients: readonly string[];
};

/** A contact, with the customer that it belongs to. */
export type KnownContact = { id: number; name: string; customerId: number | null };

/** What rules may name of the master data; what is gone or switched off is answered with null, or left out. */
export type MasterLookups = {
  contactById(id: number): Promise<KnownContact | null>;
  /** Domain in lower-case A-labels. */
  customerByDomain(domain: string): Promise<{ id: number; name: string } | null>;
  category(id: number): Promise<{ id: number; name: string; teamId: number | null } | null>;
  team(id: number): Promise<{ id: number; name: string } | null>;
  priority(id: number): Promise<{ id: number } | null>;
  /** The priority that tickets of a customer get, with its name. */
  priorityOfCustomer(customerId: number): Promise<{ id: number; customer: string } | null>;
  labels(ids: readonly number[]): Promise<{ id: number; name: string }[]>;
  status(id: number): Promise<{ id: number; group: string; names: { de: string; en: string } } | null>;
};

/** Read-only questions that filters may ask; filled by store/lookups.ts. */
export type Lookups = MasterLookups &
  FollowUpLookups & {
    /** The newest entry that carries one of the Message-IDs, looked up in their order. */
    entryByMessageId(
      messageIds: readonly string[],
    ): Promise<{ ticketId: number; entryId: number; messageId: string } | null>;
    /** A mail with the same content without Message-ID: only in this mailbox, and received at this instant. */
    sameNamelessMail(
      mailboxId: number,
      receivedAt: Date,
      contentHash: string,
    ): Promise<{ ticketId: number; entryId: number } | null>;
    contactByAddress(address: string): Promise<KnownContact | null>;
    /** Whether the address is one of our mailboxes' or identities'. */
    isOwnAddress(address: string): Promise<boolean>;
    /** The mail that we sent under this envelope id (RFC 3461 §4.4). */
    sentByEnvelopeId(envelopeId: string): Promise<SentMail | null>;
    /** The mail that we sent under one of the Message-IDs, looked up in their order. */
    sentByMessageId(messageIds: readonly string[]): Promise<SentMail | null>;
    /** What we sent to any of the addresses between the two instants, newest first, at most 50. */
    sentTo(addresses: readonly string[], since: Date, until: Date): Promise<SentMail[]>;
    /** The ticket of the last mail that this mailbox took in with this bundling key in this window or the one before; `before` a row of the intake log, if given. */
    bundleTarget(mailboxId: number, key: string, window: number, before?: number): Promise<number | null>;
  };
