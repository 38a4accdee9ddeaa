/** What a token is for: one of the protocols by which a mailbox is read or written. */
export type Purpose = (typeof purposes)[number];

export const purposes = ['imap', 'pop3', 'smtp'] as const;

export const oauthProviders = ['microsoft', 'google', 'custom'] as const;

export type ProviderKind = (typeof oauthProviders)[number];

/** What is known of a provider: scopes of every sign-in, and for each purpose scopes (both separated by blanks) and mail server, `host:port`; '' where unknown. */
export type ProviderPreset = {
  scopes: string;
  purposes: Readonly<Record<Purpose, { scopes: string; server: string }>>;
};

/** The presets of Microsoft 365 and Google; of any other provider only what OpenID Connect says is known. */
export const oauthPresets: Readonly<Record<ProviderKind, ProviderPreset>> = {
  microsoft: {
    scopes: 'openid email profile offline_access',
    purposes: {
      imap: { scopes: 'https://outlook.office.com/IMAP.AccessAsUser.All', server: 'outlook.office365.com:993' },
      pop3: { scopes: 'https://outlook.office.com/POP.AccessAsUser.All', server: 'outlook.office365.com:995' },
      smtp: { scopes: 'https://outlook.office.com/SMTP.Send', server: 'smtp.office365.com:587' },
    },
  },
  google: {
    // Google knows no scope offline_access; there a parameter asks for it (src/oauth/sign-in.ts).
    scopes: 'openid email',
    purposes: {
      imap: { scopes: 'https://mail.google.com/', server: 'imap.gmail.com:993' },
      pop3: { scopes: 'https://mail.google.com/', server: 'pop.gmail.com:995' },
      smtp: { scopes: 'https://mail.google.com/', server: 'smtp.gmail.com:465' },
    },
  },
  custom: {
    scopes: 'openid email offline_access',
    purposes: {
      imap: { scopes: '', server: '' },
      pop3: { scopes: '', server: '' },
      smtp: { scopes: '', server: '' },
    },
  },
};

/** The preset of the provider that a form names. */
export function presetOf(provider: unknown): ProviderPreset {
  return oauthPresets[provider === 'google' || provider === 'custom' ? provider : 'microsoft'];
}
