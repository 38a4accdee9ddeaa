import { z } from 'zod';
import type { FormValues, SettingField } from './field.ts';

/** No control characters: a CR or LF here would end up in a protocol line or a mail header. */
const oneLine = (value: string) => !/[\u0000-\u001f\u007f]/.test(value);

/** A required single line, trimmed. */
export const lineSchema = (max: number) => z.string().trim().min(1).max(max).refine(oneLine, 'control-character');
/** An optional single line, trimmed, '' if absent. */
export const optionalLineSchema = (max: number) =>
  z.string().trim().max(max).refine(oneLine, 'control-character').default('');
/** Kept byte for byte: a blank or a backslash may belong to a user name or password. */
export const literalSchema = (max: number) => z.string().max(max).refine(oneLine, 'control-character');

// Deliberately loose (RFC 5321 §4.1.2 leaves more to the server than a form should second-guess), but no blanks and one @.
const looksLikeAddress = (value: string) => value === '' || /^[^\s@<>,;"]+@[^\s@<>,;"]+$/u.test(value);
export const addressSchema = z.string().trim().max(254).refine(looksLikeAddress, 'not-an-address');
export const optionalAddressSchema = addressSchema.default('');
export const addressListSchema = z.array(addressSchema.min(3)).min(1).max(50);

/** RFC 1123 names, IDN, IPv4, IPv6 with or without brackets; no scheme, no path, no port. */
const looksLikeHost = (value: string) => /^(\[?[0-9a-f:]+(%\w+)?\]?|[^\s/:@]+)$/iu.test(value);
const hostSchema = z.string().trim().min(1).max(253).refine(looksLikeHost, 'not-a-host');

const encryptions = ['tls', 'starttls', 'none'] as const;

/** The port by which a protocol is reached by default (RFC 8314 §7.3 prefers the first column, implicit TLS). */
export const defaultPorts: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  imap: { tls: 993, starttls: 143, none: 143 },
  pop3: { tls: 995, starttls: 110, none: 110 },
  smtp: { tls: 465, starttls: 587, none: 25 },
};

const suggestPort = (values: FormValues) => defaultPorts[String(values.protocol)]?.[String(values.encryption)];

/** SPEC §2.1: what a chosen OAuth connection replaces. The values are kept for switching back, and never block saving. */
export const hiddenByOAuth = (values: FormValues) => values.auth === 'oauth';

const authChoices = ['password', 'oauth'] as const;

/** What both directions share: how to reach and sign in to the server. `protocols` are the ones that work in this direction. */
export function serverFields<const P extends readonly [string, ...string[]]>(protocols: P) {
  return {
    name: { schema: lineSchema(100), section: 'server', widget: 'text', required: true },
    auth: {
      schema: z.enum(authChoices).default('password'),
      section: 'server',
      widget: 'choice',
      choices: authChoices,
      apart: true,
    },
    oauthConnection: {
      schema: z.number().int().nullable().default(null),
      section: 'server',
      widget: 'connection',
      requiredWhen: hiddenByOAuth,
      hiddenWhen: (values: FormValues) => !hiddenByOAuth(values),
      apart: true,
    },
    protocol: {
      schema: z.enum(protocols).default(protocols[0] as P[number]),
      section: 'server',
      widget: 'choice',
      choices: protocols,
    },
    host: { schema: hostSchema, section: 'server', widget: 'text', required: true, hiddenWhen: hiddenByOAuth },
    encryption: {
      schema: z.enum(encryptions).default('tls'),
      section: 'server',
      widget: 'choice',
      choices: encryptions,
      hiddenWhen: hiddenByOAuth,
    },
    port: {
      schema: z.coerce.number().int().min(1).max(65535),
      section: 'server',
      widget: 'number',
      required: true,
      suggest: suggestPort,
      hiddenWhen: hiddenByOAuth,
    },
    privateCa: {
      schema: z.string().trim().max(20_000).default(''),
      section: 'server',
      widget: 'multiline',
      rare: true,
    },
    pinnedFingerprint: { schema: fingerprintSchema, section: 'server', widget: 'text', rare: true },
  } as const satisfies Record<string, SettingField>;
}

const fingerprintSchema = z
  .string()
  .trim()
  .transform((value) => value.replaceAll(':', '').toUpperCase())
  .refine((value) => value === '' || /^[0-9A-F]{64}$/.test(value), 'not-a-fingerprint')
  .transform((value) => value.match(/../g)?.join(':') ?? '')
  .default('');

/** How user name and password are turned into bytes. */
const credentialCharsets = ['utf8', 'latin1'] as const;

/** SPEC §4: which sign-in mechanisms must not be used, and for old servers the charset. */
export const signInFields = {
  preventPlain: { schema: z.boolean().default(false), section: 'signIn', widget: 'switch', hiddenWhen: hiddenByOAuth },
  preventNtlm: { schema: z.boolean().default(false), section: 'signIn', widget: 'switch', hiddenWhen: hiddenByOAuth },
  credentialCharset: {
    schema: z.enum(credentialCharsets).default('utf8'),
    section: 'signIn',
    widget: 'choice',
    choices: credentialCharsets,
    rare: true,
    hiddenWhen: hiddenByOAuth,
  },
} as const satisfies Record<string, SettingField>;
