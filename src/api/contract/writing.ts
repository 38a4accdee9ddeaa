import { z } from 'zod';
import { addressSchema, idSchema } from './common.ts';

/**
 * What leaves: POST /api/tickets/:id/replies and POST /api/tickets. With `html` the mail is HTML and text: `html` is made safe, its pictures are
 * `<img src="/api/uploads/:id">`, and the text is made from it unless `text` is given. One of the two must say something, except when forwarding.
 */
export const mailSchema = z.object({
  outgoingId: idSchema,
  to: z.array(addressSchema).min(1).max(100),
  cc: z.array(addressSchema).max(100).default([]),
  /** They get it, and nobody else learns of it from the mail. */
  bcc: z.array(addressSchema).max(100).default([]),
  subject: z.string().trim().min(1).max(500),
  text: z.string().max(1_000_000).optional(),
  html: z.string().max(2_000_000).optional(),
  /** The signature of the identity goes below (GET /api/signatures). */
  signed: z.boolean().default(false),
  /** Files below the text, uploaded before by POST /api/uploads (multipart field `file`) → { id, name, type, size }. */
  uploadIds: z.array(z.string()).max(50).default([]),
  /** Made up by the page for each draft: sent again because the answer was lost, it makes no second mail. */
  draftKey: z
    .string()
    .regex(/^[\w-]{8,64}$/)
    .optional(),
});

/** A mail of the ticket that goes below the words: as a quote, or with its header as one that is forwarded. */
export const quoteSchema = z.object({ entryId: idSchema, as: z.enum(['reply', 'forward']) });

/** POST /api/tickets → Ticket (201): a first mail to a person makes a ticket of the team; null = an inquiry, for those who see them. */
export const newTicketSchema = mailSchema.extend({ teamId: idSchema.nullable() });

/** GET /api/uploads/:id: one's own upload, a picture to be shown and anything else to be saved. */
export const uploadSchema = z.object({ id: z.string(), name: z.string(), type: z.string(), size: z.number().int() });

/** POST /api/tickets/:id/forwards { entryId } → Forward (201): how forwarding a mail begins; its files are uploads of the one who asks. */
export const forwardQuerySchema = z.object({ entryId: idSchema });
export const forwardSchema = z.object({
  subject: z.string(),
  /** What goes below, as text. */
  quote: z.string(),
  files: z.array(uploadSchema),
});
export type Forward = z.infer<typeof forwardSchema>;

/** GET /api/signatures → { rows }: what stands below the words of the one who asks, by identity; those without a signature are missing. */
export const signatureSchema = z.object({ outgoingId: idSchema, text: z.string(), html: z.string() });

/**
 * POST /api/templates/:id/first-mail → FilledTemplate: a template of kind `answer` for a mail that will begin a ticket. Of the ticket there is only what is
 * chosen so far: to whom it goes first (null = not yet), whom it comes from, its team and its subject; all else that a template may name is empty.
 */
export const firstMailSchema = z.object({
  to: addressSchema.nullable(),
  outgoingId: idSchema,
  teamId: idSchema.nullable(),
  subject: z.string().max(10_000),
});

/**
 * POST /api/tickets/:id/templates/:templateId → FilledTemplate: a template of kind `answer` with the ticket's values, in the language of its person. `subject`
 * '' keeps the mail's; `html` is safe to show. GET /api/templates?kind=answer lists them.
 */
export const filledTemplateSchema = z.object({ subject: z.string(), text: z.string(), html: z.string() });
export type FilledTemplate = z.infer<typeof filledTemplateSchema>;
