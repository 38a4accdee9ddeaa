/** What is known of a ticket that a mail may belong to. */
export type TicketState = {
  id: number;
  statusGroup: string;
  /** When it was done, null while it is not. */
  doneAt: Date | null;
};

/** Read-only questions that filters may ask; filled by store/lookups.ts. */
export type Lookups = {
  ticket(id: number): Promise<TicketState | null>;
  /** The newest entry that carries one of the Message-IDs, looked up in their order. */
  entryByMessageId(
    messageIds: readonly string[],
  ): Promise<{ ticketId: number; entryId: number; messageId: string } | null>;
  /** A mail with the same Message-ID and content that was filed before, through whichever mailbox. */
  sameMail(messageId: string, contentHash: string): Promise<{ ticketId: number; entryId: number } | null>;
  /** The same for a mail without Message-ID: only in this mailbox, and received at this instant. */
  sameNamelessMail(
    mailboxId: number,
    receivedAt: Date,
    contentHash: string,
  ): Promise<{ ticketId: number; entryId: number } | null>;
  contactByAddress(address: string): Promise<{ id: number; name: string } | null>;
  /** Whether the address wrote to or was written to on the ticket, or shares the domain of one that did (freemail domains do not count). */
  isParticipant(ticketId: number, address: string): Promise<boolean>;
  /** Whether the address is one of our mailboxes' or identities'. */
  isOwnAddress(address: string): Promise<boolean>;
};
