import { z } from 'zod';
import { auditActs, auditKinds } from '../../desk/audit.ts';
import { idSchema, instant } from './common.ts';

/** A field before and after, in the reader's language: of a secret only that it was changed; `count` is a number of things. */
export const auditChangeSchema = z.object({
  field: z.string(),
  label: z.string(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  secret: z.boolean(),
  count: z.number().int().nullable(),
});
export type AuditChange = z.infer<typeof auditChangeSchema>;

/** A line of the audit log. `agentId` null: the desk itself, or somebody who is not signed in; `who` is what to call them. */
export const auditLineSchema = z.object({
  id: idSchema,
  at: instant,
  agentId: idSchema.nullable(),
  who: z.string(),
  /** Network address; null for the desk, and by setting `auditAddresses`. */
  address: z.string().nullable(),
  act: z.enum(auditActs),
  actText: z.string(),
  kind: z.enum(auditKinds),
  kindText: z.string(),
  subjectId: z.number().int().nullable(),
  subject: z.string(),
  changes: z.array(auditChangeSchema),
});
export type AuditLine = z.infer<typeof auditLineSchema>;

/** GET /api/audit (admin) → page of AuditLine, newest first. `agentId` `desk`: what no agent did. GET /api/audit/csv: the same lines, all of them. */
export const auditExportSchema = z.object({
  agentId: z.union([z.literal('desk'), idSchema]).optional(),
  kind: z.enum(auditKinds).optional(),
  subjectId: idSchema.optional(),
  from: instant.optional(),
  to: instant.optional(),
  q: z.string().max(200).optional(),
});
export const auditQuerySchema = auditExportSchema.extend({
  after: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});
export type AuditQuery = z.input<typeof auditQuerySchema>;
