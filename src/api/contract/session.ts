import { z } from 'zod';
import { idSchema, instant, localeSchema } from './common.ts';

export const roles = ['admin', 'dispatcher', 'agent'] as const;
export const roleSchema = z.enum(roles);

export const agentSchema = z.object({
  id: idSchema,
  name: z.string(),
  email: z.string(),
  role: roleSchema,
  locale: localeSchema,
  active: z.boolean(),
  teamIds: z.array(idSchema),
});
export type Agent = z.infer<typeof agentSchema>;

/** GET /api/agents: `invited` has no password yet; `lastSignInAt` is for administrators, null for everybody else. */
export const agentLineSchema = agentSchema.extend({ invited: z.boolean(), lastSignInAt: instant.nullable() });
export type AgentLine = z.infer<typeof agentLineSchema>;

/** GET /api/session — also without sign-in. `needsSetup` until the first administrator exists. */
export const sessionSchema = z.object({
  agent: agentSchema.nullable(),
  desk: z.object({ name: z.string(), locale: localeSchema, needsSetup: z.boolean(), version: z.string() }),
});
export type Session = z.infer<typeof sessionSchema>;

const passwordSchema = z.string().min(10).max(200);
/** POST /api/setup with the one-time token of the first start → Session, signed in. */
export const setupSchema = z.object({
  token: z.string(),
  name: z.string().trim().min(1).max(100),
  email: z.email(),
  password: passwordSchema,
  locale: localeSchema,
});
/** POST /api/session → Session; DELETE /api/session → 204. 401 `sign-in-wrong`, 429 `too-many-tries` with params.seconds. */
export const signInSchema = z.object({ email: z.string(), password: z.string() });
/** PATCH /api/session: the signed-in agent's own settings → Session. */
export const ownSettingsSchema = z.object({
  locale: localeSchema.optional(),
  name: z.string().trim().min(1).max(100).optional(),
});
/** PUT /api/session/password → 204. */
export const ownPasswordSchema = z.object({ current: z.string(), next: passwordSchema });

/** POST, PATCH /api/agents/:id (admin) → AgentLine. Without a password the agent sets it by a one-time link. */
export const newAgentSchema = z.object({
  name: z.string().trim().min(1).max(100),
  email: z.email(),
  password: passwordSchema.optional(),
  role: roleSchema,
  locale: localeSchema,
});
export const agentPatchSchema = newAgentSchema.partial().extend({ active: z.boolean().optional() });

/** POST /api/agents/:id/password-link (admin) → 201: a one-time link by which the agent sets a password, shown this once. An earlier one ends. */
export const madeLinkSchema = z.object({ url: z.string(), expiresAt: instant });
/** POST /api/password-link/look {token} → whose it is; POST /api/password-link {token, password} → Session, signed in. 403 `password-link-wrong`. */
export const linkTokenSchema = z.object({ token: z.string().max(200) });
export const linkOwnerSchema = z.object({ name: z.string(), email: z.string() });
export const linkPasswordSchema = linkTokenSchema.extend({ password: passwordSchema });

/** GET /api/session/list: where one is signed in. DELETE /api/session/list/:id ends one, `others` all but this one → 204. */
export const ownSessionSchema = z.object({
  id: z.string(),
  current: z.boolean(),
  signedInAt: instant,
  /** Exact to a day. */
  seenAt: instant,
  userAgent: z.string(),
});
export type OwnSession = z.infer<typeof ownSessionSchema>;
