import { z } from 'zod';
import { idSchema, instant } from './common.ts';

/** Something that needs attention, as a sentence; `to` is the place of the page where `action` is done, null where it is done elsewhere. */
export const findingSchema = z.object({
  key: z.string(),
  level: z.enum(['error', 'warning']),
  text: z.string(),
  action: z.string().nullable(),
  to: z.string().nullable(),
});
export type Finding = z.infer<typeof findingSchema>;

const expirySchema = z.object({ at: instant, days: z.number().int() });

/** GET /api/system (admin): how the desk runs, in the reader's language. Sizes in bytes. */
export const systemSchema = z.object({
  state: z.enum(['ok', 'warning', 'error']),
  findings: z.array(findingSchema),
  mailboxes: z.array(
    z.object({
      id: idSchema,
      name: z.string(),
      direction: z.enum(['incoming', 'outgoing']),
      state: z.enum(['ok', 'waiting', 'error', 'paused', 'signedOut']),
      lastRunAt: instant.nullable(),
      nextRunAt: instant.nullable(),
      error: z.string().nullable(),
      /** Mails that wait to be filed or sent. */
      backlog: z.number().int(),
      certificate: z
        .object({ host: z.string(), subject: z.string(), issuer: z.string(), expires: expirySchema })
        .nullable(),
      /** Set for a mailbox that signs in by OAuth: when the access token ends that is renewed by itself, and whose client secret ends. */
      oauth: z
        .object({ connection: z.string(), tokenExpiresAt: instant.nullable(), secretExpires: expirySchema.nullable() })
        .nullable(),
    }),
  ),
  queues: z.object({
    inbound: z.record(z.string(), z.number().int()),
    outbound: z.record(z.string(), z.number().int()),
    inboundSince: instant.nullable(),
    outboundSince: instant.nullable(),
  }),
  storage: z.object({
    database: z.number(),
    /** Null while they are being counted for the first time. */
    blobs: z.object({ bytes: z.number(), files: z.number().int(), at: instant }).nullable(),
    /** Null if the disk could not be asked. */
    free: z.number().nullable(),
    total: z.number().nullable(),
    low: z.boolean(),
    folder: z.string(),
  }),
  versions: z.object({ product: z.string(), node: z.string(), database: z.string(), schema: z.string() }),
  processes: z.array(
    z.object({
      id: z.string(),
      host: z.string(),
      pid: z.number().int(),
      roles: z.array(z.enum(['web', 'worker'])),
      version: z.string(),
      startedAt: instant,
      seenAt: instant,
      /** Not heard of for minutes. */
      silent: z.boolean(),
      memory: z.number(),
    }),
  ),
  switches: z.object({ fetchStopped: z.boolean(), noMailForOwnAction: z.boolean(), openCircuits: z.number().int() }),
  failures: z.array(
    z.object({
      kind: z.enum(['run', 'inbound', 'outbound']),
      at: instant,
      id: idSchema,
      mailboxId: idSchema,
      mailboxName: z.string(),
      subject: z.string(),
      text: z.string(),
    }),
  ),
});
export type System = z.infer<typeof systemSchema>;
