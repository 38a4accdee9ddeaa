import { z } from 'zod';
import { autoMailEvents, autoMailRecipients, templateKinds } from '../../desk/auto-mail-events.ts';
import { lineSchema } from '../../settings/shared-fields.ts';
import { idSchema, instant, localeSchema } from './common.ts';

export const autoMailEventSchema = z.enum(autoMailEvents);
export const templateKindSchema = z.enum(templateKinds);

/**
 * GET /api/auto-mails (admin) → all events in order; PUT /api/auto-mails {events, noMailForOwnAction} → the same. Names of events and recipients:
 * `autoMail.<event>` and `autoMail.to.<recipients>` of desk/texts. 422 at `events.<n>.templateId` for a template that is gone or of another kind.
 */
export const autoMailsSchema = z.object({
  events: z.array(
    z.object({
      event: autoMailEventSchema,
      /** Who gets the mail. */
      recipients: z.enum(autoMailRecipients),
      /** Which templates it may use. */
      kind: templateKindSchema,
      active: z.boolean(),
      templateId: idSchema,
    }),
  ),
  /** Who does something gets no mail about it. */
  noMailForOwnAction: z.boolean(),
});
export type AutoMails = z.infer<typeof autoMailsSchema>;
export const autoMailsPutSchema = z.object({
  /** Events left out stay as they are. */
  events: z.array(z.object({ event: autoMailEventSchema, active: z.boolean(), templateId: idSchema })),
  noMailForOwnAction: z.boolean(),
});

/** One language of a template. `html` '' = made from the text. Length limits are those of desk/templates/limits. */
export const templateTextSchema = z.object({
  subject: z.string().max(1_000),
  text: z.string().max(50_000),
  html: z.string().max(200_000).default(''),
});
export type TemplateText = z.infer<typeof templateTextSchema>;
const textsSchema = z.partialRecord(localeSchema, templateTextSchema);

/**
 * GET /api/templates?kind= (every agent; pickers) → { rows }. POST /api/templates → row (201), PUT /api/templates/:id → row, DELETE → 204 (admin):
 * 409 `in-use` while an event or a mailbox uses it, 409 `built-in` for a built-in one. At least one language. Mistakes are 422 with one problem each at
 * `texts.<locale>.<subject|text|html>`: `template-*` of settings/texts, with `line`, `column` (from 1) and what is wrong in `params`.
 * POST /api/templates/:id/reset (admin) → row: a built-in one reads again as it came; 409 `not-built-in` for another.
 */
export const templateSchema = z.object({
  id: idSchema,
  name: z.string(),
  kind: templateKindSchema,
  /** The event whose built-in template it is, null for one's own. Built-in ones cannot be deleted; their names follow the language of the request. */
  builtIn: autoMailEventSchema.nullable(),
  /** A built-in one was changed and can be reset. */
  changed: z.boolean(),
  texts: textsSchema,
  usedBy: z.object({
    events: z.array(autoMailEventSchema),
    mailboxes: z.array(z.object({ id: idSchema, name: z.string() })),
  }),
});
export type Template = z.infer<typeof templateSchema>;
export const newTemplateSchema = z.object({ name: lineSchema(100), kind: templateKindSchema, texts: textsSchema });
/** `name` of a built-in one is ignored. */
export const templatePatchSchema = z.object({ name: lineSchema(100), texts: textsSchema });
export const templateQuerySchema = z.object({ kind: templateKindSchema.optional() });

/**
 * POST /api/templates/preview (admin) → what the template makes of a real ticket (the newest if none is named; sample values if there is none), unsaved.
 * `problems` as when saving, at `subject`, `text`, `html`; the texts are null if there is one. `html` is safe for a sandboxed frame.
 */
export const previewSchema = z.object({
  kind: templateKindSchema,
  locale: localeSchema,
  text: templateTextSchema,
  ticketId: idSchema.optional(),
});
export const previewAnswerSchema = z.object({
  problems: z.array(
    z.object({
      field: z.enum(['subject', 'text', 'html']),
      problem: z.string(),
      params: z.record(z.string(), z.union([z.string(), z.number()])),
      /** In the language of the request. */
      text: z.string(),
    }),
  ),
  subject: z.string().nullable(),
  text: z.string().nullable(),
  html: z.string().nullable(),
  ticketId: idSchema.nullable(),
  ticketReference: z.string().nullable(),
});
export type TemplatePreview = z.infer<typeof previewAnswerSchema>;

/** GET /api/templates/vocabulary?kind= (every agent) → what may stand in a template: for the editor's list. */
export const vocabularySchema = z.object({
  /** Either name may be used in any template; `about` is in the language of the request. */
  placeholders: z.array(z.object({ de: z.string(), en: z.string(), about: z.string(), sample: z.string() })),
  filters: z.array(z.object({ names: z.array(z.string()), about: z.string(), example: z.string() })),
  tags: z.array(z.object({ name: z.string(), about: z.string(), example: z.string() })),
});
export type Vocabulary = z.infer<typeof vocabularySchema>;

/**
 * GET /api/loop-guard?state=&after= (admin, dispatcher) → page: addresses with which automatic mails went to and fro. While a circuit is open the
 * address gets no automatic mail. DELETE /api/loop-guard/:id closes it by hand → row; by itself it closes at `openUntil`.
 */
export const circuitSchema = z.object({
  id: idSchema,
  address: z.string(),
  open: z.boolean(),
  openedAt: instant,
  openUntil: instant,
  closedAt: instant.nullable(),
  /** Who closed it by hand. */
  closedBy: z.string().nullable(),
  /** Why, in the language of the request. */
  reason: z.string(),
  ticketId: idSchema.nullable(),
  ticketReference: z.string().nullable(),
});
export type Circuit = z.infer<typeof circuitSchema>;
export const circuitQuerySchema = z.object({
  state: z.enum(['open', 'all']).default('open'),
  after: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** GET /api/auto-mails/log?ticketId=&after= (admin, dispatcher) → page, newest first: every automatic mail to a person outside, sent or held back. Kept for 90 days. */
export const autoMailLogSchema = z.object({
  id: idSchema,
  at: instant,
  event: autoMailEventSchema,
  address: z.string(),
  outcome: z.enum(['sent', 'held']),
  /** Why it was held back, in the language of the request; null for a sent one. */
  reason: z.string().nullable(),
  ticketId: idSchema.nullable(),
  ticketReference: z.string().nullable(),
});
export type AutoMailLogRow = z.infer<typeof autoMailLogSchema>;
export const autoMailLogQuerySchema = z.object({
  ticketId: idSchema.optional(),
  after: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
// PATCH /api/tickets/:id { resubmitAt: instant | null }: resubmission (Wiedervorlage); the ticket carries `resubmitAt` and `resubmitTold`. A change step has the field `resubmission`.
// Steps of automatic mails: kind `mailOut`, `automatic` true, `agentName` null.
// GET /api/health carries `openCircuits`, their number.
