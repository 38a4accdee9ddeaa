import { z } from 'zod';
import { addressSchema, idSchema, instant } from './common.ts';
import { ticketRowSchema, uploadSchema } from './tickets.ts';

const textSchema = z.string().max(2_000_000);

/**
 * What a person has begun to write on one ticket, or as a new mail. Reply and note keep separate texts, so that a note never becomes a mail by a click on
 * the wrong tab. Nothing is checked that sending checks: a draft may be as unfinished as it is. A new field is one line here, with a default, since drafts
 * of yesterday lack it.
 */
export const draftSchema = z.object({
  /** Made up once: names the draft for the server. */
  key: z.string().regex(/^[\w-]{8,40}$/),
  mode: z.enum(['reply', 'replyAll', 'forward', 'note']),
  to: z.array(addressSchema).max(500),
  cc: z.array(addressSchema).max(500),
  /** Who gets it without the others seeing. */
  bcc: z.array(addressSchema).max(500).default([]),
  subject: z.string().max(10_000),
  outgoingId: z.number().int().min(0),
  /** What was typed, as plain text; with `html` what it says without its form. */
  text: textSchema,
  /** What was typed with its form; null while one writes plain text. Its pictures are `/api/uploads/<id>`. */
  html: textSchema.nullable().default(null),
  /** Whether the signature of the chosen identity goes below the text. */
  signed: z.boolean().default(true),
  note: textSchema,
  /** The text of the mail that is answered, put below `text` when sending; '' once taken out or taken over. */
  quote: textSchema,
  files: z.array(uploadSchema).max(200),
  answersEntryId: idSchema.nullable(),
  /** The newest step of the ticket when the draft was begun, or that its writer has seen since; null = not known. */
  seenEntryId: idSchema.nullable().default(null),
});
export type Draft = z.infer<typeof draftSchema>;

/** A draft as the server has it. `version` changes with each saving. */
export const savedDraftSchema = z.object({ draft: draftSchema, version: z.string(), changedAt: instant });
export type SavedDraft = z.infer<typeof savedDraftSchema>;

/** GET /api/tickets/:id/draft and /api/drafts/new → the own one; `saved` is null if there is none. */
export const ownDraftSchema = z.object({ saved: savedDraftSchema.nullable() });

/**
 * PUT /api/tickets/:id/draft and /api/drafts/new → SavedDraft. `base` is the version one has changed, null for none: 409 `draft-changed` if another device
 * or tab saved, sent or discarded it since.
 */
export const draftPutSchema = z.object({ draft: draftSchema, base: z.string().max(64).nullable() });

/** DELETE /api/tickets/:id/draft?base= and /api/drafts/new?base= → 204, gone already too; 409 `draft-changed` as for PUT. */
export const draftDeleteSchema = z.object({ base: z.string().max(64) });

/** GET /api/drafts → the own ones on tickets one sees, last changed first; `ticket` is null for a new mail. */
export const draftListSchema = z.object({
  rows: z.array(
    z.object({
      ticket: ticketRowSchema.pick({ id: true, reference: true, subject: true, contactName: true }).nullable(),
      version: z.string(),
      changedAt: instant,
    }),
  ),
});

/** Who else has the ticket open. `writing` once one of their pages writes. */
export const presenceSchema = z.object({
  others: z.array(z.object({ agentId: idSchema, name: z.string(), state: z.enum(['viewing', 'writing']) })),
});
export type Presence = z.infer<typeof presenceSchema>;

/** POST /api/tickets/:id/presence → Presence: what the page `page` (a name it made up) is doing, every `presenceBeatMs`; `left` when it closes. */
export const presenceBeatSchema = z.object({
  page: z.string().regex(/^[\w-]{8,64}$/),
  state: z.enum(['viewing', 'writing', 'left']),
});
