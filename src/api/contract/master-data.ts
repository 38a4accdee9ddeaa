import { z } from 'zod';
import type { SettingField } from '../../settings/field.ts';
import { labelColours, type MasterKind, masterKinds, statusGroupNames } from '../../settings/master-data.ts';
import { addressMarkSchema, idSchema, instant } from './common.ts';

/*
 * Master data (SPEC §1). The kinds, their fields, checks and texts stand in settings/master-data.ts; each has the same routes under its own word:
 * teams, categories, priorities, statuses, labels, customers, contacts.
 *
 * GET    /api/<kind>?q=&activeOnly=&customerId=&after=&limit=  → page of rows. Customers and contacts are filtered by the server and come in pages by name;
 *                                            the other kinds come complete (next = null). `customerId` narrows contacts.
 * GET    /api/<kind>/:id                     → row
 * GET    /api/<kind>/:id/uses                → Uses: what names it
 * POST   /api/<kind>                         → 201 row; body = the fields of the definition, missing ones take their default
 * PUT    /api/<kind>/:id                     → row; replaces all fields
 * DELETE /api/<kind>/:id?replacement=<id>    → 204. 409 `in-use` without a replacement while something names it: error.problems say what, one per kind of use
 *                                            (field tickets|contacts|customers|children|categories|mailboxes, problem used-by-…, params count and names).
 *                                            With a replacement all of that names the replacement afterwards.
 * POST   /api/<kind>/:id/merge { intoId }    → the row it was merged into. Categories, labels, customers, contacts.
 * GET    /api/<kind>/csv                     → text/csv, UTF-8 with BOM; separated by semicolon and titled in German for `Accept-Language: de`, by comma and in English else
 * POST   /api/<kind>/csv?preview=true        → CsvResult, nothing written; multipart field `file`. Without `preview` it is carried out as a whole: CsvResult, or 422
 *                                            `csv-wrong` with every problem (params.line) and nothing written.
 * Bad input: 422 `invalid` with problems per field; texts are `problem.<name>` of settings/texts.
 *
 * Rights: contacts and customers: agents read and create, dispatchers and administrators do everything. All other kinds: administrators. What every agent needs of
 * these (names, colours, trees) is in GET /api/master-data.
 */

export const teamRowSchema = z.object({
  id: idSchema,
  name: z.string(),
  parentId: idSchema.nullable(),
  /** Direct members who work on its tickets. */
  memberIds: z.array(idSchema),
  /** Direct members who only read. */
  readerIds: z.array(idSchema),
  active: z.boolean(),
});
export const categoryRowSchema = z.object({
  id: idSchema,
  name: z.string(),
  parentId: idSchema.nullable(),
  teamId: idSchema.nullable(),
  active: z.boolean(),
});
export const priorityRowSchema = z.object({
  id: idSchema,
  nameDe: z.string(),
  nameEn: z.string(),
  rank: z.number().int(),
  isDefault: z.boolean(),
  active: z.boolean(),
});
export const statusRowSchema = z.object({
  id: idSchema,
  nameDe: z.string(),
  nameEn: z.string(),
  group: z.enum(statusGroupNames),
  rank: z.number().int(),
  /** Can be renamed and translated, not deleted; its group is fixed. */
  builtIn: z.boolean(),
  active: z.boolean(),
});
export const labelRowSchema = z.object({
  id: idSchema,
  name: z.string(),
  parentId: idSchema.nullable(),
  colour: z.enum(labelColours),
  active: z.boolean(),
});
export const customerRowSchema = z.object({
  id: idSchema,
  name: z.string(),
  /** Lower case, ASCII form (IDNA). */
  domains: z.array(z.string()),
  priorityId: idSchema.nullable(),
  active: z.boolean(),
});
export const contactRowSchema = z.object({
  id: idSchema,
  name: z.string(),
  fullName: z.string(),
  addresses: z.array(z.string()),
  /** Those that mail does not reach, or whose owner complained: keys `address.<kind>` of desk/texts. The ticket tells more. */
  addressMarks: z.array(z.object({ address: z.string(), kind: z.enum(['failing', 'complained']) })),
  customerId: idSchema.nullable(),
  customerName: z.string().nullable(),
  /** `desk` = the language of the desk. */
  locale: z.enum(['desk', 'de', 'en']),
  active: z.boolean(),
});
export type TeamRow = z.infer<typeof teamRowSchema>;
export type CategoryRow = z.infer<typeof categoryRowSchema>;
export type PriorityRow = z.infer<typeof priorityRowSchema>;
export type StatusRow = z.infer<typeof statusRowSchema>;
export type LabelRow = z.infer<typeof labelRowSchema>;
export type CustomerRow = z.infer<typeof customerRowSchema>;
export type ContactRow = z.infer<typeof contactRowSchema>;

export const masterRowSchemas = {
  teams: teamRowSchema,
  categories: categoryRowSchema,
  priorities: priorityRowSchema,
  statuses: statusRowSchema,
  labels: labelRowSchema,
  customers: customerRowSchema,
  contacts: contactRowSchema,
} as const;

export const masterQuerySchema = z.object({
  /** Every word must occur in a name, an address or a domain. */
  q: z.string().trim().max(200).default(''),
  /** What is no longer offered is left out. */
  activeOnly: z.stringbool().default(false),
  customerId: idSchema.optional(),
  after: z.string().max(600).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
/** The fields of a kind, for the description of the API; they are checked by the definition itself, which names problems by field. */
export function masterValuesSchema(kind: MasterKind) {
  const fields = Object.entries<SettingField>(masterKinds[kind].fields).map(([name, { schema }]) => [name, schema]);
  const { properties, required } = z.toJSONSchema(z.object(Object.fromEntries(fields)), { io: 'input' });
  return z.record(z.string(), z.unknown()).meta({ properties, required });
}
export const mergeSchema = z.object({ intoId: idSchema });
export const replacementSchema = z.object({ replacement: idSchema.optional() });

/** What names an entry: how many of each, and the first ten names where they have one. Kinds that do not name it are left out. */
export const usesSchema = z.object({
  rows: z.array(
    z.object({
      by: z.enum(['tickets', 'contacts', 'customers', 'children', 'categories', 'mailboxes']),
      count: z.number().int(),
      names: z.array(z.string()),
    }),
  ),
});
export type Uses = z.infer<typeof usesSchema>;

/** One problem of a CSV file; `field` is a field of the definition, or '' for the line as a whole. */
const csvProblemSchema = z.object({
  field: z.string(),
  problem: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});
/**
 * What a CSV file would do, or did. Lines are counted as an editor counts them, the heading is line 1. `lines` are those that make, change or are wrong, in
 * the order of the file, 1000 at most.
 */
export const csvResultSchema = z.object({
  created: z.number().int(),
  changed: z.number().int(),
  unchanged: z.number().int(),
  wrong: z.number().int(),
  lines: z.array(
    z.object({
      line: z.number().int(),
      name: z.string(),
      outcome: z.enum(['created', 'changed', 'wrong']),
      /** Of a changed entry: as they stand in the file's cells. */
      changes: z.array(z.object({ field: z.string(), from: z.string(), to: z.string() })),
      problems: z.array(csvProblemSchema),
    }),
  ),
});
export type CsvResult = z.infer<typeof csvResultSchema>;
export const csvQuerySchema = z.object({ preview: z.stringbool().default(false) });

/**
 * GET /api/contacts/:id/activity, GET /api/customers/:id/activity: what happened, in the tickets that the reader may see. Tickets are counted up to 10,000,
 * mails over the 2,000 latest tickets; automatic mails count, too.
 */
const ticketCountsOfSchema = z.object({ open: z.number().int(), done: z.number().int() });
export const contactActivitySchema = z.object({
  tickets: ticketCountsOfSchema,
  mails: z.object({ received: z.number().int(), sent: z.number().int(), lastAt: instant.nullable() }),
  /** With the words of the server that they stem from. */
  addressMarks: z.array(addressMarkSchema),
});
export type ContactActivity = z.infer<typeof contactActivitySchema>;
export const customerActivitySchema = z.object({ tickets: ticketCountsOfSchema, contacts: z.number().int() });
export type CustomerActivity = z.infer<typeof customerActivitySchema>;
