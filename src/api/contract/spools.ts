import { z } from 'zod';
import { findingSchema } from './system.ts';
import { isTimeZone } from '../../lib/time-zone.ts';
import { addressSchema, idSchema, instant, localeSchema, traceLineSchema } from './common.ts';
import { deliverySchema, uploadSchema } from './tickets.ts';

/** Every mail ever fetched. GET /api/inbound?state=&mailboxId=&q=&after= → page, newest first; without a state all but what was skipped on purpose. */
export const inboundSchema = z.object({
  id: idSchema,
  mailboxId: idSchema,
  mailboxName: z.string(),
  state: z.enum(['received', 'filed', 'unfiled', 'quarantined', 'failed', 'tooLarge', 'skipped', 'wanted', 'fetching']),
  from: z.string(),
  subject: z.string(),
  receivedAt: instant,
  fetchedAt: instant,
  size: z.number().int(),
  ticketId: idSchema.nullable(),
  ticketReference: z.string().nullable(),
  /** Why it failed or was left unfiled, in the language of the request. */
  reason: z.string().nullable(),
  /** The failure behind the reason, by which the guide explains it. */
  reasonCode: z.string().nullable(),
  trace: z.array(traceLineSchema),
  /** Whether the raw source can be read and judged again; false if only the server has it, or once it was removed by `keepSourceDays`. */
  hasSource: z.boolean(),
  /** How much of a large mail has come that is being fetched; null where nothing is known of it. */
  fetchedBytes: z.number().int().nullable(),
});
export type Inbound = z.infer<typeof inboundSchema>;
export const inboundQuerySchema = z.object({
  /** One state or several, with commas between them. */
  state: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(inboundSchema.shape.state).min(1))
    .optional(),
  mailboxId: idSchema.optional(),
  /** Part of the sender's address or of the subject. */
  q: z.string().trim().max(200).default(''),
  after: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
/** GET /api/inbound/csv?state=&mailboxId=&q= → the same lines as a table for spreadsheets, newest first, all of them. */
export const inboundExportSchema = inboundQuerySchema.omit({ after: true, limit: true });
// GET /api/inbound/:id/source (.eml); POST /api/inbound/:id/retry → Inbound: judges a failed or unfiled mail again;
// POST /api/inbound/:id/ticket → Inbound: makes a ticket of an unfiled mail all the same, at once and only once; 409 `not-in-this-state` for any other that is not filed.
// POST /api/inbound/:id/fetch → Inbound: has a mail that was left on the server (`tooLarge`, `skipped`) fetched by the next run, whatever its size up to 1 GiB;
// DELETE /api/inbound/:id/fetch → Inbound: calls that off, also while it is being downloaded; 409 `not-in-this-state` once it is here.

/** GET /api/outbound?state=&after= → page, newest first. POST /api/outbound/:id/retry → row; DELETE /api/outbound/:id cancels what has not left. */
export const outboundSchema = z.object({
  id: idSchema,
  mailboxId: idSchema,
  mailboxName: z.string(),
  ticketId: idSchema.nullable(),
  ticketReference: z.string().nullable(),
  subject: z.string(),
  createdAt: instant,
  delivery: deliverySchema,
});
export type Outbound = z.infer<typeof outboundSchema>;
export const outboundQuerySchema = z.object({
  state: deliverySchema.shape.state.optional(),
  mailboxId: idSchema.optional(),
  after: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
/** POST /api/outbound/:id/draft → Redraft (201): an answer that did not get through as the start of a new one; the files are uploads of the one who asks. */
export const redraftSchema = z.object({
  ticketId: idSchema,
  outgoingId: idSchema,
  to: z.array(addressSchema),
  cc: z.array(addressSchema),
  bcc: z.array(addressSchema),
  subject: z.string(),
  text: z.string(),
  /** Its pictures are uploads of the one who asks; null if it was written as text. */
  html: z.string().nullable(),
  files: z.array(uploadSchema),
  answersEntryId: idSchema.nullable(),
});
export type Redraft = z.infer<typeof redraftSchema>;
// GET /api/outbound/:id/source (.eml)

/** GET /api/sandbox → Sandbox; POST /api/sandbox {locale} opens it (makes both mailboxes, drops the sample mails); DELETE removes it, tickets stay. Admin. */
export const sandboxSchema = z.object({
  open: z.boolean(),
  incomingId: idSchema.nullable(),
  outgoingId: idSchema.nullable(),
  address: z.string().nullable(),
});
export type Sandbox = z.infer<typeof sandboxSchema>;
export const openSandboxSchema = z.object({ locale: localeSchema });
/** POST /api/sandbox/mails: writes a mail as a customer → 202. `answersOutboundId` makes it a reply to what the desk sent (In-Reply-To, Re: subject, quote). */
export const sandboxMailSchema = z.object({
  from: addressSchema,
  subject: z.string().trim().max(500),
  text: z.string().max(1_000_000),
  answersOutboundId: idSchema.optional(),
});
// POST /api/sandbox/files: multipart, any number of .eml files → 202 { dropped: number }.
// GET /api/sandbox/outbox → page of Outbound (those of the sandbox mailbox); GET /api/outbound/:id/source shows the finished mail;
/** GET /api/outbound/:id/content: the finished mail, read back for people. */
export const outboundContentSchema = z.object({
  from: addressSchema.nullable(),
  to: z.array(addressSchema),
  cc: z.array(addressSchema),
  subject: z.string(),
  text: z.string(),
  headers: z.array(z.object({ name: z.string(), value: z.string() })),
  attachments: z.array(z.object({ name: z.string(), type: z.string(), size: z.number().int() })),
});

const keywordSchema = z
  .string()
  .trim()
  .regex(/^[\p{L}\p{N}_-]{1,30}$/u);
/** Around a reference in subjects, e.g. brackets; may be empty. */
const tagEdgeSchema = z
  .string()
  .max(20)
  .regex(/^[^\p{L}\p{N}\p{Cc}]*$/u);
const domainSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(/^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+$/u);

/** GET /api/desk → DeskSettings (admin). */
export const deskSettingsSchema = z.object({
  name: z.string().trim().min(1).max(100),
  locale: localeSchema,
  /** SPEC §3.6: the word before the reference in subjects. */
  ticketKeyword: keywordSchema,
  ticketPrefix: tagEdgeSchema,
  ticketSuffix: tagEdgeSchema,
  /** Further words that are accepted there. */
  moreKeywords: z.array(keywordSchema).max(50),
  /** SPEC §3.7: days within which a reply reopens a done ticket. */
  reopenDays: z.number().int().min(0).max(3650),
  /** SPEC §3.6: a follow-up from a sender who was never on the ticket. */
  strangers: z.enum(['append', 'newTicket']),
  /** SPEC §3.4: one ticket for a mail that reached several mailboxes, or one in each. */
  ticketsPer: z.enum(['desk', 'mailbox']),
  /** SPEC §2.4: domains that never become a customer. */
  freemailDomains: z.array(domainSchema).max(5000),
  /** Days after which the raw source of a mail that is done with is removed, its line in the log stays; null = never. */
  keepSourceDays: z.number().int().min(1).max(36_500).nullable(),
  /** SPEC §2.3: nothing is fetched on the whole desk while this is on. */
  fetchStopped: z.boolean(),
  /** Seconds between "send" and the mail leaving. */
  undoSeconds: z.number().int().min(0).max(60),
  /** Name of the time zone (IANA) in which mails to people name times. */
  timeZone: z.string().refine(isTimeZone, 'time-zone-unknown'),
  /** Days after which lines of the audit log are removed; null = never. */
  auditDays: z.number().int().min(1).max(36_500).nullable(),
  /** Whether the audit log keeps network addresses. */
  auditAddresses: z.boolean(),
});
/** PUT /api/desk: what is left out stays as it is. */
export const deskInputSchema = deskSettingsSchema.partial({
  ticketPrefix: true,
  ticketSuffix: true,
  moreKeywords: true,
  reopenDays: true,
  strangers: true,
  ticketsPer: true,
  freemailDomains: true,
  keepSourceDays: true,
  timeZone: true,
  auditDays: true,
  auditAddresses: true,
});
export type DeskSettings = z.infer<typeof deskSettingsSchema>;

/** GET /api/health: the dot in the rail; worst mailbox first. GET /healthz is the same without sign-in but only { ok }. */
export const healthSchema = z.object({
  state: z.enum(['ok', 'warning', 'error']),
  /** `connect`: a person has to connect it with its OAuth provider. */
  mailboxesInError: z.array(z.object({ id: idSchema, name: z.string(), text: z.string(), connect: z.boolean() })),
  inboundFailed: z.number().int(),
  outboundFailed: z.number().int(),
  outboundQueued: z.number().int(),
  fetchStopped: z.boolean(),
  /** Addresses that get no automatic mail because a machine answers there: GET /api/loop-guard. */
  openCircuits: z.number().int(),
  /** Set when disk or database refuse writes. */
  storage: z.object({ code: z.string(), text: z.string() }).nullable(),
  /** Little room on the disk, and certificates and client secrets that expire soon. */
  findings: z.array(findingSchema),
});
export type Health = z.infer<typeof healthSchema>;
