import { z } from 'zod';
import { defineSettings, type FieldProblem, type FormValues, type SettingValues } from './field.ts';
import { oauthProviders, presetOf, type Purpose } from './oauth-presets.ts';
import { lineSchema, literalSchema, optionalLineSchema } from './shared-fields.ts';

/** https, or plain http on this very machine. */
const isSafeUrl = (value: string) =>
  value === '' ||
  /^https:\/\/[^\s/@]+(\/\S*)?$/i.test(value) ||
  /^http:\/\/(localhost|127(\.\d+){3}|\[::1\])[:/]/.test(value);
const urlSchema = z.string().trim().max(500).refine(isSafeUrl, 'not-https').default('');

/** A host with or without port; the port tells the encryption. */
const looksLikeServer = (value: string) => value === '' || /^(\[[0-9a-f:]+\]|[^\s/:@]+)(:\d{1,5})?$/iu.test(value);
const serverSchema = z.string().trim().max(260).refine(looksLikeServer, 'not-a-host').default('');

const isDay = (value: string) => value === '' || (/^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value)));

const unlessCustom = (values: FormValues) => values.provider !== 'custom';
const custom = { section: 'details', widget: 'text', hiddenWhen: unlessCustom } as const;
const endpoint = { schema: urlSchema, ...custom, rare: true } as const;

/** What is left empty is as the provider's preset has it. */
const scopes = { schema: z.string().trim().max(1000).default(''), section: 'oauthScopes', widget: 'text' } as const;
const server = { schema: serverSchema, section: 'oauthServers', widget: 'text' } as const;
const scopesOf = (purpose: Purpose) => (values: FormValues) => presetOf(values.provider).purposes[purpose].scopes;
const serverOf = (purpose: Purpose) => (values: FormValues) => presetOf(values.provider).purposes[purpose].server;

/** SPEC §5: how mailboxes sign in at one OAuth provider. */
export const oauthConnection = defineSettings({
  name: 'oauthConnection',
  sections: ['details', 'oauthScopes', 'oauthServers'],
  fields: {
    name: { schema: lineSchema(100), section: 'details', widget: 'text', required: true },
    provider: {
      schema: z.enum(oauthProviders).default('microsoft'),
      section: 'details',
      widget: 'choice',
      choices: oauthProviders,
    },
    tenant: {
      schema: optionalLineSchema(200),
      section: 'details',
      widget: 'text',
      hiddenWhen: (values: FormValues) => values.provider !== 'microsoft',
    },
    issuer: { schema: urlSchema, ...custom },
    clientId: { schema: lineSchema(500), section: 'details', widget: 'text', required: true },
    clientSecret: { schema: literalSchema(2000).default(''), section: 'details', widget: 'password', secret: true },
    secretExpiresOn: {
      schema: z.string().trim().refine(isDay, 'not-a-day').default(''),
      section: 'details',
      widget: 'day',
    },
    authorizationEndpoint: endpoint,
    tokenEndpoint: endpoint,
    deviceEndpoint: endpoint,
    revocationEndpoint: endpoint,
    scopes: { ...scopes, suggest: (values: FormValues) => presetOf(values.provider).scopes },
    imapScopes: { ...scopes, suggest: scopesOf('imap') },
    pop3Scopes: { ...scopes, suggest: scopesOf('pop3') },
    smtpScopes: { ...scopes, suggest: scopesOf('smtp') },
    imapServer: { ...server, suggest: serverOf('imap') },
    pop3Server: { ...server, suggest: serverOf('pop3') },
    smtpServer: { ...server, suggest: serverOf('smtp') },
  },
});

export type OAuthConnectionValues = SettingValues<typeof oauthConnection>;

/** What no single field can see: a custom provider needs its endpoints and a server. */
export function oauthConnectionProblems(values: FormValues): FieldProblem[] {
  if (values.provider !== 'custom') return [];
  const problems: FieldProblem[] = [];
  if (values.issuer === '' && (values.authorizationEndpoint === '' || values.tokenEndpoint === ''))
    problems.push({ field: 'issuer', problem: 'required' });
  if (values.imapServer === '' && values.pop3Server === '' && values.smtpServer === '')
    problems.push({ field: 'imapServer', problem: 'required' });
  return problems;
}
