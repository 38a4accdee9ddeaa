import { z } from 'zod';
import { addressSchema, idSchema, traceLineSchema } from './common.ts';

/**
 * POST /api/mailboxes/dry-run → DryRun: what would become of a mail that reached this mailbox now (SPEC §3 dry run). Nothing is written and the server is not
 * asked. Administrators only. multipart/form-data: part `form` = JSON of `dryRunFormSchema` (the values in the form, also unsaved), then one file, the `.eml`.
 */
export const dryRunFormSchema = z.object({
  /** The stored mailbox whose form it is; absent for a new one. */
  id: idSchema.optional(),
  values: z.record(z.string(), z.unknown()),
});

/** What a ticket would get, by names as people read them; null where it would get none. */
const planSchema = z.object({
  contact: z.object({ name: z.string(), isNew: z.boolean() }).nullable(),
  customer: z.object({ name: z.string(), isNew: z.boolean() }).nullable(),
  team: z.string().nullable(),
  category: z.string().nullable(),
  priority: z.string().nullable(),
  status: z.string().nullable(),
  labels: z.array(z.string()),
});

export const dryRunSchema = z.object({
  /** `copy`: the mail is already here and would add nothing. */
  outcome: z.enum(['newTicket', 'ticket', 'copy', 'unfiled']),
  /** The ticket that it would join, or is in already. */
  ticket: z.object({ id: idSchema, reference: z.string(), subject: z.string() }).nullable(),
  /** The ticket that a new one would be linked to. */
  linkedTo: z.object({ id: idSchema, reference: z.string(), subject: z.string() }).nullable(),
  /** A closed ticket would be opened again. */
  reopens: z.boolean(),
  /** The mailbox that the mail belongs to by its addresses; often the one of the form. */
  mailbox: z.string(),
  /** Null unless a new ticket would be opened. */
  plan: planSchema.nullable(),
  automatic: z.boolean(),
  flags: z.array(z.string()),
  trace: z.array(traceLineSchema),
  message: z.object({
    from: addressSchema.nullable(),
    subject: z.string(),
    date: z.string().nullable(),
    attachments: z.number().int(),
    defects: z.number().int(),
  }),
});
export type DryRun = z.infer<typeof dryRunSchema>;

/**
 * POST /api/inbound/:id/dry-run → ReplayPreview: the same for a mail that is stored already, as if it came anew, beside what happened before. With the saved
 * settings of its mailbox, or (administrators only) with those of `form`.
 */
export const replayQuestionSchema = z.object({ form: dryRunFormSchema.optional() });
export const replayPreviewSchema = z.object({
  now: dryRunSchema,
  before: z.object({
    state: z.string(),
    ticket: dryRunSchema.shape.ticket,
    trace: z.array(traceLineSchema),
  }),
  /** Whether it would end elsewhere than it did: another outcome or another ticket. */
  differs: z.boolean(),
});
export type ReplayPreview = z.infer<typeof replayPreviewSchema>;
