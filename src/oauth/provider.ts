/** What a token is for: one of the protocols by which a mailbox is read or written. */
export type Purpose = 'imap' | 'pop3' | 'smtp';

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
  clientId: string;
  /** '' for a public client. */
  clientSecret: string;
  /** Custom: separated by blanks. */
  scopes: string;
};

export type ProviderKind = (typeof providerKinds)[number];

export const providerKinds = ['microsoft', 'google', 'custom'] as const;

/** Where mail servers of a provider are reached. */
export type MailServer = { host: string; port: number; encryption: 'tls' | 'starttls' };

/** The servers of Microsoft 365 and Google for a purpose; those of a custom provider stand in its connection. */
export function presetServer(kind: 'microsoft' | 'google', purpose: Purpose): MailServer {
  return servers[kind][purpose];
}

/** The scopes to ask for (RFC 6749 §3.3), so that the token opens mailboxes by this protocol and can be renewed without a person. */
export function scopesFor(provider: Pick<Provider, 'kind' | 'scopes'>, purpose: Purpose): string[] {
  if (provider.kind === 'custom') return provider.scopes.split(/\s+/).filter((scope) => scope !== '');
  return [...identityScopes[provider.kind], mailScopes[provider.kind][purpose]];
}

/** The scopes of the mailbox itself that were not granted; a person may untick them. What a custom provider calls its scopes in the answer is its own matter. */
export function missingScopes(
  { kind }: Pick<Provider, 'kind'>,
  purpose: Purpose,
  granted: readonly string[],
): string[] {
  if (kind === 'custom') return [];
  const wanted = mailScopes[kind][purpose];
  return granted.some((scope) => lastPart(scope) === lastPart(wanted)) ? [] : [wanted];
}

/** The issuer whose metadata describe the provider (OpenID Connect Discovery 1.0 §4); '' if its endpoints are given one by one. */
export function issuerOf({ kind, tenant, issuer }: Provider): string {
  if (kind === 'google') return 'https://accounts.google.com';
  if (kind === 'custom') return issuer;
  return `https://login.microsoftonline.com/${encodeURIComponent(tenant || 'organizations')}/v2.0`;
}

// Microsoft answers with the resource under whichever of its host names.
const lastPart = (scope: string) => (/^https:\/\/outlook\.office/i.test(scope) ? scope.split('/').at(-1) : scope);

const servers: Readonly<Record<'microsoft' | 'google', Readonly<Record<Purpose, MailServer>>>> = {
  microsoft: {
    imap: { host: 'outlook.office365.com', port: 993, encryption: 'tls' },
    pop3: { host: 'outlook.office365.com', port: 995, encryption: 'tls' },
    smtp: { host: 'smtp.office365.com', port: 587, encryption: 'starttls' },
  },
  google: {
    imap: { host: 'imap.gmail.com', port: 993, encryption: 'tls' },
    pop3: { host: 'pop.gmail.com', port: 995, encryption: 'tls' },
    smtp: { host: 'smtp.gmail.com', port: 465, encryption: 'tls' },
  },
};

// OpenID tells who signed in. Google knows no scope offline_access; there a parameter asks for it (sign-in.ts).
const identityScopes = { microsoft: ['openid', 'email', 'profile', 'offline_access'], google: ['openid', 'email'] };

const mailScopes: Readonly<Record<'microsoft' | 'google', Readonly<Record<Purpose, string>>>> = {
  microsoft: {
    imap: 'https://outlook.office.com/IMAP.AccessAsUser.All',
    pop3: 'https://outlook.office.com/POP.AccessAsUser.All',
    smtp: 'https://outlook.office.com/SMTP.Send',
  },
  google: { imap: 'https://mail.google.com/', pop3: 'https://mail.google.com/', smtp: 'https://mail.google.com/' },
};
