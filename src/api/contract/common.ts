import { z } from 'zod';

/** Row ids are positive integers. */
export const idSchema = z.coerce.number().int().positive();
/** Instants travel as ISO 8601 in UTC. */
export const instant = z.iso.datetime();
export const locales = ['de', 'en'] as const;
export const localeSchema = z.enum(locales);
export type Locale = z.infer<typeof localeSchema>;
export const addressSchema = z.object({ name: z.string(), addr: z.string() });

/** Every error answer. `problems` name fields of the request; `serverReply` is another server's words, verbatim. */
export const errorSchema = z.object({
  error: z.object({
    code: z.string(),
    params: z.record(z.string(), z.union([z.string(), z.number()])),
    /** The text in the language of the request (Accept-Language, else the agent's). */
    text: z.string(),
    problems: z
      .array(
        z.object({
          field: z.string(),
          problem: z.string(),
          params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
        }),
      )
      .optional(),
    serverReply: z.string().optional(),
  }),
});
export type ErrorAnswer = z.infer<typeof errorSchema>;

/** One line of a trace (SPEC §3): key `trace.<key>` of desk/texts with its values; `decided` marks the deciding line. */
export const traceLineSchema = z.object({
  filter: z.string(),
  key: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  decided: z.boolean(),
});

/** A page of rows; `next` is given back as `after` for the following page, null at the end. */
export const page = <T extends z.ZodType>(row: T) => z.object({ rows: z.array(row), next: z.string().nullable() });

/** An address that does not work (`failing`) or wants no more mail of ours (`complained`): nothing is sent to it automatically. `text` is the server's words. */
export const addressMarkSchema = z.object({
  address: z.string(),
  kind: z.enum(['failing', 'complained']),
  at: instant,
  status: z.string().nullable(),
  text: z.string(),
});
export type AddressMark = z.infer<typeof addressMarkSchema>;
