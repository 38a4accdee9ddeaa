import { z } from 'zod';
import { reportKinds } from '../../desk/reports.ts';
import { statusGroups } from '../../desk/ticket-filter.ts';
import { tieFields } from '../../desk/ties.ts';
import { lineSchema } from '../../settings/shared-fields.ts';
import { addressMarkSchema, addressSchema, idSchema, instant, traceLineSchema } from './common.ts';
import { ticketFilterSchema, ticketSortSchema, ticketViewSchema } from './list-views.ts';
import { categoryRowSchema, labelRowSchema, teamRowSchema } from './master-data.ts';
import { mergedIntoSchema, tieKindSchema } from './ticket-ties.ts';
import { mailSchema, quoteSchema, uploadSchema } from './writing.ts';

export const statusGroupSchema = z.enum(statusGroups);
const namesSchema = z.object({ de: z.string(), en: z.string() });

/**
 * GET /api/master-data: what pickers and chips need. Names of statuses and priorities are per language. Everything that a ticket may still name is here;
 * offer only what is `active`.
 */
export const masterDataSchema = z.object({
  teams: z.array(teamRowSchema),
  categories: z.array(categoryRowSchema),
  labels: z.array(labelRowSchema),
  statuses: z.array(
    z.object({
      id: idSchema,
      group: statusGroupSchema,
      names: namesSchema,
      rank: z.number().int(),
      active: z.boolean(),
      builtIn: z.boolean(),
    }),
  ),
  priorities: z.array(
    z.object({
      id: idSchema,
      names: namesSchema,
      rank: z.number().int(),
      isDefault: z.boolean(),
      active: z.boolean(),
    }),
  ),
  agents: z.array(z.object({ id: idSchema, name: z.string() })),
  /** Mailboxes through which tickets come in. */
  incoming: z.array(z.object({ id: idSchema, name: z.string() })),
  /** Identities from which one can write: active outgoing mailboxes. */
  outgoing: z.array(
    z.object({ id: idSchema, name: z.string(), address: z.string(), senderName: z.string(), isDefault: z.boolean() }),
  ),
});
export type MasterData = z.infer<typeof masterDataSchema>;

/**
 * GET /api/tickets?view=&q=&sort=&after=&limit= and the fields of a filter → page of rows; `q` searches subject, sender, number, reference and text in every
 * view: with it, `view` does not narrow, and done tickets are found, too. All words must occur, the last may be unfinished. `sort`: `changed` last changed
 * first, `waiting` longest unchanged first, `created` newest first, `priority` most urgent first. With a filter a page may have few rows or none and still
 * a `next`: what is sought is rare, and the search goes on from there.
 */
export const ticketQuerySchema = ticketFilterSchema.extend({
  view: ticketViewSchema.default('all'),
  q: z.string().trim().max(200).default(''),
  sort: ticketSortSchema.default('changed'),
  after: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const ticketRowSchema = z.object({
  id: idSchema,
  /** As people write it, e.g. `500OOJ`. */
  reference: z.string(),
  subject: z.string(),
  /** Name or address of the person it is for. */
  contactName: z.string(),
  /** The first new words of the last mail, at most 200 characters. */
  preview: z.string(),
  teamId: idSchema.nullable(),
  statusId: idSchema,
  statusGroup: statusGroupSchema,
  priorityId: idSchema,
  categoryId: idSchema.nullable(),
  customerId: idSchema.nullable(),
  customerName: z.string().nullable(),
  mailboxId: idSchema.nullable(),
  labelIds: z.array(idSchema),
  createdAt: instant,
  changedAt: instant,
  /** Resubmission (Wiedervorlage). */
  resubmitAt: instant.nullable(),
  /** A mail came in that no agent has opened yet. */
  unread: z.boolean(),
});
export type TicketRow = z.infer<typeof ticketRowSchema>;

/** GET /api/tickets/counts → number of tickets per view; counting ends at 10,000, which stands for that many or more. */
export const ticketCountsSchema = z.object({
  inquiries: z.number().int(),
  mine: z.number().int(),
  all: z.number().int(),
  done: z.number().int(),
});

export const attachmentSchema = z.object({
  id: idSchema,
  name: z.string(),
  type: z.string(),
  size: z.number().int(),
  inline: z.boolean(),
});

export const deliverySchema = z.object({
  outboundId: idSchema,
  state: z.enum(['queued', 'sending', 'sent', 'deferred', 'failed', 'partly', 'uncertain', 'cancelled']),
  attempts: z.number().int(),
  nextAttemptAt: instant.nullable(),
  /** An answer that did not get through and may be the start of a new one: POST /api/outbound/:id/draft. */
  writableAgain: z.boolean(),
  recipients: z.array(
    z.object({
      address: z.string(),
      state: z.enum(['queued', 'sent', 'deferred', 'failed']),
      status: z.string().nullable(),
      reply: z.string().nullable(),
      at: instant.nullable(),
      /** What servers further on reported later, e.g. a bounce (then `state` is `failed`); `entryId` is the step that brought it. */
      report: z
        .object({
          action: z.enum(['failed', 'delayed', 'delivered', 'relayed', 'expanded']),
          status: z.string().nullable(),
          text: z.string(),
          at: instant,
          entryId: idSchema.nullable(),
        })
        .nullable(),
      /** A read receipt came: `displayed` was opened, `deleted` was thrown away unread. */
      read: z.object({ at: instant, as: z.string() }).nullable(),
    }),
  ),
  /** Why the last attempt failed as a whole, in the language of the request. */
  error: z.object({ code: z.string(), text: z.string(), serverReply: z.string().nullable() }).nullable(),
});
export type Delivery = z.infer<typeof deliverySchema>;

export { type AddressMark } from './common.ts';

/** One step of the history. `change` carries what changed in `change`; mails carry addresses, bodies, attachments. */
export const entrySchema = z.object({
  id: idSchema,
  kind: z.enum(['mailIn', 'mailOut', 'note', 'change']),
  at: instant,
  /** The agent who did it, null for mail and the desk itself. */
  agentName: z.string().nullable(),
  from: addressSchema.nullable(),
  to: z.array(addressSchema),
  cc: z.array(addressSchema),
  /** Who got a mail of ours without the others seeing. */
  bcc: z.array(addressSchema),
  subject: z.string(),
  /** Full plain text; the page folds what is quoted: `segments` cover it without gap. */
  segments: z.array(z.object({ kind: z.enum(['fresh', 'quoted', 'signature']), text: z.string() })),
  /** Sanitised HTML with remote images blocked (data-remote-src), null if the mail brought none. */
  html: z.string().nullable(),
  remoteImages: z.number().int(),
  attachments: z.array(attachmentSchema),
  automatic: z.boolean(),
  /** Raw source is at GET /api/entries/:id/source when true. */
  hasSource: z.boolean(),
  trace: z.array(traceLineSchema),
  change: z
    .object({
      field: z.enum([
        'team',
        'status',
        'priority',
        'subject',
        'category',
        'labels',
        'contact',
        'resubmission',
        ...tieFields,
      ]),
      from: z.string(),
      to: z.string(),
    })
    .nullable(),
  delivery: deliverySchema.nullable(),
  /** Why one should look twice, keys `flag.<name>` of desk/texts, e.g. `unknown-sender`. */
  flags: z.array(z.string()),
  /** What the step reports about a mail that was sent, keys `report.<name>` of desk/texts; null if it is no report. `delayed`, `delivered`, `read` and `deleted` are quiet. */
  report: z.enum(reportKinds).nullable(),
});
export type Entry = z.infer<typeof entrySchema>;

/** GET /api/tickets/:id → Ticket, marks it as read. */
export const ticketSchema = ticketRowSchema.extend({
  /** The team was told that the time of resubmission has come. */
  resubmitTold: z.boolean(),
  /** What stands in subjects: `[TicketID 500OOJ]`. */
  tag: z.string(),
  contact: z.object({
    id: idSchema.nullable(),
    name: z.string(),
    addresses: z.array(z.string()),
    /** Those of the addresses that mail does not reach or whose owner complained, keys `address.<kind>` of desk/texts. DELETE /api/address-marks/:address → 204 takes the marks off. */
    addressMarks: z.array(addressMarkSchema),
    /** Up to 10 other tickets of the contact, newest first. */
    tickets: z.array(
      z.object({ id: idSchema, reference: z.string(), subject: z.string(), statusGroup: statusGroupSchema }),
    ),
  }),
  mailboxName: z.string().nullable(),
  entries: z.array(entrySchema),
  /** A prepared answer to the last mail: recipients for reply and reply all, subject, identity to use, quote. Null if no outgoing mailbox exists. */
  answer: z
    .object({
      entryId: idSchema.nullable(),
      to: z.array(addressSchema),
      allTo: z.array(addressSchema),
      allCc: z.array(addressSchema),
      subject: z.string(),
      outgoingId: idSchema,
      /** What stands in From while `outgoingId` is kept; another one writes as itself. */
      from: addressSchema,
      quote: z.string(),
    })
    .nullable(),
  /** Where its mail goes since it was merged. */
  mergedInto: mergedIntoSchema,
  linked: z.array(
    z.object({
      id: idSchema,
      reference: z.string(),
      subject: z.string(),
      statusGroup: statusGroupSchema,
      kind: tieKindSchema,
    }),
  ),
  /** False for who may only read: PATCH, replies and notes are refused with 403 `not-allowed`. */
  mayWrite: z.boolean(),
});
export type Ticket = z.infer<typeof ticketSchema>;

/** PATCH /api/tickets/:id → Ticket. Assigning a team authorises an inquiry. */
export const ticketPatchSchema = z.object({
  teamId: idSchema.nullable().optional(),
  statusId: idSchema.optional(),
  priorityId: idSchema.optional(),
  subject: lineSchema(500).optional(),
  categoryId: idSchema.nullable().optional(),
  /** All labels it has afterwards. */
  labelIds: z.array(idSchema).max(50).optional(),
  /** The person it is for; brings the customer. */
  contactId: idSchema.nullable().optional(),
  /** Resubmission: when the team is told to look at it again; null = not at all. */
  resubmitAt: instant.nullable().optional(),
});

const draftKeySchema = z.string().regex(/^[\w-]{8,64}$/);

/** POST /api/tickets/:id/replies → Ticket (201). Leaves after `undoSeconds`; until then DELETE /api/outbound/:id takes it back. */
export const replySchema = mailSchema.extend({
  /** The entry that is answered or forwarded, for In-Reply-To and References. */
  answersEntryId: idSchema.nullable().default(null),
  quote: quoteSchema.nullable().default(null),
  /** The newest step its writer has seen: 409 `answered-meanwhile` if somebody has answered since. Left out, nobody asks. */
  seenEntryId: idSchema.nullable().optional(),
  /** Set this status with the reply, e.g. for "send and close". */
  statusId: idSchema.optional(),
});
export { uploadSchema };
/** POST /api/tickets/:id/notes → Ticket (201). `draftKey` names the draft it was written in, whose note is then taken out. */
export const noteSchema = z.object({
  text: z.string().trim().min(1).max(1_000_000),
  draftKey: draftKeySchema.optional(),
});

/** GET /api/events: server-sent events, data = LiveEvent as JSON. Ids only; the page reads what it shows again. `draft` names the agent, `presence` the ticket. */
export const liveEventSchema = z.object({
  kind: z.enum(['ticket', 'mailbox', 'inbound', 'outbound', 'settings', 'draft', 'presence', 'audit']),
  id: idSchema,
});
export type LiveEvent = z.infer<typeof liveEventSchema>;
// Files: GET /api/entries/:id/source (.eml), GET /api/attachments/:id (as download; `?inline=1` shows images and PDF).
