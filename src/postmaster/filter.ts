import type { ReportKind } from '../desk/reports.ts';
import type { ReportedRecipient } from '../mail/mail-report.ts';
import type { Message } from '../mail/message.ts';
import type { Lookups } from './lookups.ts';

/** One line of a trace: which filter said what, by key `trace.<key>` of desk/texts with its values. `decided` marks the line that settled where the mail goes. */
export type TraceLine = { filter: string; key: string; params: Record<string, string | number>; decided: boolean };

/** The mailbox through which a mail came, as far as judging needs it. */
export type Recipient = {
  id: number;
  name: string;
  addresses: readonly string[];
  /** What becomes of new tickets and of replies (SPEC §2.3, §2.4); null or empty where nothing is set. */
  teamId: number | null;
  categoryId: number | null;
  priorityId: number | null;
  labelIds: readonly number[];
  newTicketStatusId: number | null;
  replyStatusId: number | null;
  noNewTickets: boolean;
  createContact: boolean;
  createCustomer: boolean;
  fallbackContactId: number | null;
  bundle: boolean;
  autoReplyTemplateId: number | null;
};

/** The desk's own marks and rules. */
export type DeskRules = {
  serverId: string;
  signingKey: Buffer;
  /** Words before a reference in subjects, the one we write first. */
  keywords: readonly string[];
  /** A reply to a done ticket reopens it for this many days (SPEC §3.7). */
  reopenDays: number;
  /** What becomes of a follow-up from somebody who was never on the ticket (SPEC §3.6). */
  strangers: 'append' | 'newTicket';
  /** Whether a mail that reached several mailboxes makes one ticket or one in each (SPEC §3.4). */
  ticketsPer: 'desk' | 'mailbox';
  /** Ids of incoming mailboxes, paused ones too, by each of their addresses (as `addressKey` spells it): whom a mail belongs to (SPEC §3.4). */
  owners: ReadonlyMap<string, readonly number[]>;
  /** Domains under which strangers share a roof, in lower case. */
  freemail: ReadonlySet<string>;
};

/** What a filter may look at. */
export type Judged = {
  message: Message;
  contentHash: string;
  /** When the server received it. */
  receivedAt: Date;
  recipient: Recipient;
  rules: DeskRules;
  /** Somebody asked for a ticket from a mail that was left unfiled: no filter leaves it there again. */
  anyway?: { by: string };
  /** The bundling window of the run that brought it (SPEC §2.4); absent for a mail that came by no run, which is never bundled. */
  bundlingWindow?: number;
};

/** How a mail was matched to its ticket. */
export type FollowUpBy = 'signedMessageId' | 'replyAddress' | 'knownMessageId' | 'reference';

/** What a mail reports about one of ours (SPEC §3.5). */
export type FoundReport = {
  kind: ReportKind;
  /** The mail in the outbox; null if only its ticket is known. */
  outboundId: number | null;
  /** Recipients of that mail as they stand in the outbox, with what became of it there. */
  recipients: readonly ReportedRecipient[];
};

/** What the filters found out, filled step by step. */
export type Facts = {
  /** Our own mail came back, or an own address wrote: SPEC §3.5. */
  own: boolean;
  /** Written by a machine: never answered, changes no status, creates no contact. */
  automatic: boolean;
  followUp: { ticketId: number; by: FollowUpBy } | null;
  /** The new ticket continues this closed one. */
  linkTo: number | null;
  /** The reply opens the ticket again. */
  reopen: boolean;
  /** The mailbox that the mail belongs to: whose rules hold and through which it is answered. Not always the one it was fetched from. */
  recipient: Recipient;
  /** `isFallback`: the sender is unknown, and the contact is the one that the mailbox names for that (SPEC §2.4). */
  contact: { id: number; isFallback?: boolean } | 'create' | null;
  customer: { id: number } | { createForDomain: string } | null;
  teamId: number | null;
  categoryId: number | null;
  priorityId: number | null;
  labelIds: readonly number[];
  /** The status that a new ticket starts with, or that a follow-up sets; null = the first of the fitting group, or no change. */
  statusId: number | null;
  /** Why an agent should look twice: keys `flag.<name>`. */
  flags: string[];
  /** The mail reports about one of ours: it is noted there and at the addresses, and becomes a quiet step. */
  report: FoundReport | null;
  /** It joined its ticket as one like the last (SPEC §2.4): no answer to it. */
  bundled: boolean;
};

/** Why a mail is kept in the intake log only: a code of desk/failures.ts, whose text the log shows. */
export type UnfiledReason = 'report-foreign' | 'report-without-ticket' | 'no-new-tickets';

/**
 * Where a mail goes. `copy`: it is already here, as the given entry; nothing is added. `unfiled`: kept in the intake log only.
 */
export type Disposition =
  | { to: 'newTicket' }
  | { to: 'ticket'; ticketId: number }
  | { to: 'copy'; ticketId: number; entryId: number }
  | { to: 'unfiled'; reason?: UnfiledReason };

/** What one filter found: facts to set, why, and perhaps the decision, after which no later filter runs. */
export type Finding = {
  set?: Partial<Facts>;
  why: { key: string; params?: Record<string, string | number> };
  decide?: Disposition;
};

/** A step of judging: data plus a function that reads only. Throwing fails the mail, which stays kept and visible. */
export type Filter = {
  name: string;
  /** One sentence: what it recognises and what follows. */
  about: string;
  run(
    judged: Judged,
    facts: Readonly<Facts>,
    lookups: Lookups,
  ): Promise<Finding | readonly Finding[] | undefined> | Finding | readonly Finding[] | undefined;
};

/** Keeps the shape of a filter literal checked where it is written. */
export function defineFilter(filter: Filter): Filter {
  return filter;
}
