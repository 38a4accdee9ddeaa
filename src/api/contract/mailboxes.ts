import { z } from 'zod';
import { foundSources } from '../../net/find-settings.ts';
import { gapReasons } from '../../postmaster/gaps.ts';
import { addressSchema, idSchema, instant } from './common.ts';

export type { CheckStep } from '../../net/check-step.ts';

export const directionSchema = z.enum(['incoming', 'outgoing']);
/**
 * `new` = never run yet, `paused` by the switch, `error` = last run failed (text in lastError); `notConnected` and `signedOut` = a person has to connect it by
 * OAuth, for the first time or again.
 */
export const mailboxStateSchema = z.enum(['new', 'ok', 'running', 'error', 'notConnected', 'signedOut', 'paused']);

/** GET /api/mailboxes → { rows }; POST → Mailbox; PUT /api/mailboxes/:id → Mailbox; DELETE → 204. Admin only. */
export const mailboxSchema = z.object({
  id: idSchema,
  direction: directionSchema,
  /** `folder` is the sandbox: it cannot be edited, only deleted. */
  protocol: z.enum(['imap', 'pop3', 'smtp', 'folder']),
  name: z.string(),
  address: z.string(),
  state: mailboxStateSchema,
  /** Push (IDLE) is up at this moment. */
  listening: z.boolean(),
  lastRunAt: instant.nullable(),
  nextRunAt: instant.nullable(),
  lastError: z
    .object({
      code: z.string(),
      text: z.string(),
      serverReply: z.string().nullable(),
      at: instant,
      failures: z.number().int(),
    })
    .nullable(),
  /** When the administrators were told by mail that it cannot be fetched, for as long as that lasts. */
  outageToldAt: instant.nullable(),
  importedToday: z.number().int(),
  /** Mails filed per day, oldest first, 14 values, for the sparkline. */
  perDay: z.array(z.number().int()),
  /** The values of settings/incoming-mailbox.ts or outgoing-mailbox.ts; secrets are '' here. */
  values: z.record(z.string(), z.unknown()),
  /** Names of the secret fields that have a stored value. */
  secretsSet: z.array(z.string()),
});
export type Mailbox = z.infer<typeof mailboxSchema>;

/** Values are checked with `checkSettings`; 422 `invalid` with problems per field, 422 with field `name` = problem `name-taken`. An empty secret on PUT keeps the stored one. */
export const newMailboxSchema = z.object({ direction: directionSchema, values: z.record(z.string(), z.unknown()) });
export const mailboxValuesSchema = z.object({ values: z.record(z.string(), z.unknown()) });
/** PUT /api/mailboxes/:id/pause → Mailbox. */
export const pauseSchema = z.object({ paused: z.boolean() });

/** POST /api/mailboxes/:id/runs (fetch now) → 202; the result shows in GET /api/mailboxes/:id/runs → { rows: Run[] }, newest first, 50 at most. */
export const runSchema = z.object({
  number: z.number().int(),
  startedAt: instant,
  endedAt: instant.nullable(),
  listed: z.number().int(),
  imported: z.number().int(),
  skippedOld: z.number().int(),
  skippedLarge: z.number().int(),
  error: z.object({ code: z.string(), text: z.string(), serverReply: z.string().nullable() }).nullable(),
});
export type Run = z.infer<typeof runSchema>;

/**
 * POST /api/mailboxes/check: tests the values of the form, also unsaved → application/x-ndjson, one CheckStep (src/net/check-step.ts) a line as it happens,
 * at the end `{ "end": true, "ok": boolean, "total"?, "wouldImport"?, "older"?, "tooLarge"?, "read"? }` (numbers of mails). `id` of the stored mailbox fills in secrets left empty. Abort the request to cancel.
 */
export const checkMailboxSchema = z.object({
  direction: directionSchema,
  id: idSchema.optional(),
  values: z.record(z.string(), z.unknown()),
  /** Outgoing: where the test mail goes. */
  recipient: z.email().optional(),
});

/** POST /api/mailboxes/folders: the folders on the server that the form of an incoming mailbox names, also unsaved → { rows }. `id` as above. */
export const foldersSchema = z.object({ id: idSchema.optional(), values: z.record(z.string(), z.unknown()) });
export const remoteFolderSchema = z.object({
  path: z.string(),
  /** Attribute of RFC 6154 §2 such as `\Sent`, or `\Inbox`; null for an ordinary folder. */
  specialUse: z.string().nullable(),
  /** False for a name that only holds other folders. */
  selectable: z.boolean(),
});
export type RemoteFolder = z.infer<typeof remoteFolderSchema>;

/**
 * POST /api/mailboxes/:id/baseline: what lies on the server of a paused incoming mailbox is entered in the ledger as `skipped`, so that only mail that comes
 * from now on is imported. Repeating it is harmless. 409 `not-in-this-state` for an active one.
 */
export const baselineSchema = z.object({ skipped: z.number().int() });

const gapReasonSchema = z.enum(gapReasons);
/**
 * POST /api/mailboxes/:id/gaps: what the server has and this desk has not, and why. `rows` are the newest 200 of them; `from` and
 * `subject` come from their headers, null and '' where the server does not give them.
 * POST /api/mailboxes/:id/gaps/import { reasons } → 202 { asked }: has all those fetched by the next run, whatever the rules say.
 */
export const gapsSchema = z.object({
  total: z.number().int(),
  here: z.number().int(),
  counts: z.record(gapReasonSchema, z.number().int()),
  rows: z.array(
    z.object({
      receivedAt: instant,
      size: z.number().int(),
      reason: gapReasonSchema,
      from: addressSchema.nullable(),
      subject: z.string(),
    }),
  ),
});
export type Gaps = z.infer<typeof gapsSchema>;
export const importGapsSchema = z.object({ reasons: z.array(gapReasonSchema).min(1) });
export const askedSchema = z.object({ asked: z.number().int() });

/**
 * POST /api/mailboxes/find-settings { address }: the servers of an address → { rows }, best first, each with who says so. Names are asked for, nobody is signed
 * in to; a password is neither taken nor given.
 */
export const findSettingsSchema = z.object({ address: z.string().trim().max(254) });
export const foundServerSchema = z.object({
  protocol: z.enum(['imap', 'pop3', 'smtp']),
  host: z.string(),
  port: z.number().int(),
  encryption: z.enum(['tls', 'starttls', 'none']),
  username: z.string(),
  source: z.enum(foundSources),
  /** Its name, where one is known. */
  provider: z.string().nullable(),
  /** A name in desk/texts/hints.ts: what to know about this provider. */
  hint: z.string().nullable(),
});
export type FoundServer = z.infer<typeof foundServerSchema>;
