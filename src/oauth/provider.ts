import { oauthPresets, type ProviderKind, type Purpose } from '../settings/oauth-presets.ts';

export type { ProviderKind, Purpose } from '../settings/oauth-presets.ts';

/** An OAuth provider and our registration there, the secret in the clear: never log or store it as it is. Texts are '' where they do not apply. */
export type Provider = {
  kind: ProviderKind;
  /** Microsoft: a tenant's id or domain, or `organizations`, `consumers`, `common`. */
  tenant: string;
  /** Custom: found by OpenID discovery, or the endpoints one by one. */
  issuer: string;
  authorizationEndpoint: string;
  tokenEndpoint: string;
  deviceEndpoint: string;
  revocationEndpoint: string;
  clientId: string;
  /** '' for a public client. */
  clientSecret: string;
  /** Of every sign-in, and for each purpose; separated by blanks. '' = those of the provider's preset. */
  scopes: string;
  purposeScopes: Readonly<Record<Purpose, string>>;
};

/** Where a mail server is reached. */
export type MailServer = { host: string; port: number; encryption: 'tls' | 'starttls' };

/** What decides about scopes. */
type Scoped = Pick<Provider, 'kind' | 'scopes' | 'purposeScopes'>;

/** The scopes to ask for (RFC 6749 §3.3), so that the token opens mailboxes by this protocol and can be renewed without a person. */
export function scopesFor(provider: Scoped, purpose: Purpose): string[] {
  const common = words(provider.scopes || oauthPresets[provider.kind].scopes);
  // Not by RFC: Google refuses a sign-in that asks for it; there a parameter does (sign-in.ts).
  const known = provider.kind === 'google' ? common.filter((scope) => scope !== 'offline_access') : common;
  return [...new Set([...known, ...mailScopes(provider, purpose)])];
}

/** The scopes of the mailbox itself that were not granted; a person may untick them. What a custom provider calls its scopes in the answer is its own matter. */
export function missingScopes(provider: Scoped, purpose: Purpose, granted: readonly string[]): string[] {
  if (provider.kind === 'custom') return [];
  const got = new Set(granted.map(lastPart));
  return mailScopes(provider, purpose).filter((scope) => !got.has(lastPart(scope)));
}

/** The issuer whose metadata describe the provider (OpenID Connect Discovery 1.0 §4); '' if its endpoints are given one by one. */
export function issuerOf({ kind, tenant, issuer }: Provider): string {
  if (kind === 'google') return 'https://accounts.google.com';
  if (kind === 'custom') return issuer;
  return `https://login.microsoftonline.com/${encodeURIComponent(tenant || 'organizations')}/v2.0`;
}

function mailScopes({ kind, purposeScopes }: Scoped, purpose: Purpose): string[] {
  return words(purposeScopes[purpose] || oauthPresets[kind].purposes[purpose].scopes);
}

const words = (text: string) => text.split(/\s+/).filter((word) => word !== '');

// Microsoft answers with the resource under whichever of its host names.
const lastPart = (scope: string) => (/^https:\/\/outlook\.office/i.test(scope) ? scope.split('/').at(-1) : scope);
