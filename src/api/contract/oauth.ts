import { z } from 'zod';
import { idSchema, instant } from './common.ts';

const failureSchema = z.object({ code: z.string(), text: z.string(), serverReply: z.string().nullable() });

/** A mailbox that signs in through a connection. `state` `none`: nobody connected it yet; `signedOut`: the provider no longer accepts it, see `error`. */
export const connectedMailboxSchema = z.object({
  id: idSchema,
  name: z.string(),
  direction: z.enum(['incoming', 'outgoing']),
  state: z.enum(['ok', 'signedOut', 'none']),
  /** Who signed in at the provider ('' if it does not say), which agent had them do so, and when. */
  account: z.string(),
  authorisedBy: z.string().nullable(),
  authorisedAt: instant.nullable(),
  scopes: z.array(z.string()),
  /** Of the access token; it is renewed before. */
  expiresAt: instant.nullable(),
  refreshedAt: instant.nullable(),
  error: failureSchema.nullable(),
});

/**
 * GET /api/oauth/connections → { rows, redirectUrl, pasteRedirectUrl }; POST { values } → 201 OAuthConnection; PUT /api/oauth/connections/:id { values };
 * DELETE → 204, or 409 `oauth-in-use` with the names. Admin only. The values are those of settings/oauth-connection.ts.
 */
export const oauthConnectionSchema = z.object({
  id: idSchema,
  name: z.string(),
  values: z.record(z.string(), z.unknown()),
  /** Names of the secret fields that have a stored value; an empty one on PUT keeps it. */
  secretsSet: z.array(z.string()),
  /** Days until the client secret expires, negative afterwards; null if no date is entered. */
  secretExpiresInDays: z.number().int().nullable(),
  /** The protocols it can be used for. */
  protocols: z.array(z.enum(['imap', 'pop3', 'smtp'])),
  mailboxes: z.array(connectedMailboxSchema),
});
export type OAuthConnection = z.infer<typeof oauthConnectionSchema>;

/** `redirectUrl` is to be registered at the provider; `pasteRedirectUrl` as well for desks that the provider's page cannot lead back to. */
export const oauthConnectionsSchema = z.object({
  rows: z.array(oauthConnectionSchema),
  redirectUrl: z.string(),
  pasteRedirectUrl: z.string(),
});
export const oauthValuesSchema = z.object({ values: z.record(z.string(), z.unknown()) });

/** POST /api/oauth/connections/check: asks the provider with the values of the form, also unsaved; `id` fills in the secret. Its words come with the error. */
export const checkOAuthSchema = z.object({ id: idSchema.optional(), values: z.record(z.string(), z.unknown()) });
export const checkedOAuthSchema = z.object({
  issuer: z.string(),
  authorizationEndpoint: z.string(),
  tokenEndpoint: z.string(),
  /** Whether signing in on another device is offered. */
  device: z.boolean(),
});

/**
 * POST /api/mailboxes/:id/oauth-flows { kind } → 201: begins connecting a saved mailbox whose `auth` is `oauth`. `redirect`, `popup` and `paste`: open `url`
 * in the browser, for `popup` in a window of its own; for `paste` send the address at which it ends to PUT /api/oauth/flows/:id. `device`: show `url` and `userCode`, then ask GET /api/oauth/flows/:id
 * every `intervalSeconds`.
 */
export const beginFlowSchema = z.object({ kind: z.enum(['redirect', 'popup', 'paste', 'device']) });
export const begunFlowSchema = z.object({
  id: z.string(),
  kind: z.enum(['redirect', 'popup', 'paste', 'device']),
  url: z.string(),
  userCode: z.string().nullable(),
  expiresAt: instant,
  intervalSeconds: z.number().nullable(),
});

/**
 * GET /api/oauth/flows/:id: how it stands. 409 `oauth-flow-over` in any session but the one that began it. GET /api/oauth/callback is where the provider
 * sends the browser; it leads on to /admin/mailboxes/:mailboxId?flow=:id, in a window of its own to /connected?flow=:id, and to
 * /admin/mailboxes?problem=oauth-flow-over if nothing waits for it, whether or not one is still signed in. `account`: who signed in, once that is over; '' if the provider does not say.
 */
export const flowSchema = z.object({
  id: z.string(),
  mailboxId: idSchema,
  state: z.enum(['waiting', 'connected', 'failed', 'expired']),
  account: z.string(),
  error: failureSchema.nullable(),
});
export type OAuthFlow = z.infer<typeof flowSchema>;

/** PUT /api/oauth/flows/:id { address } → OAuthFlow: the pasted address. */
export const pastedSchema = z.object({ address: z.string().max(10_000) });
