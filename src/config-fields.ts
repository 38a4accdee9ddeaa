import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { z } from 'zod';
import { largestMailMiB } from './lib/limits.ts';
import { logLevels } from './lib/log.ts';

/** One setting of the process: its variable, older or common other names, how its text is read, and what it is for. */
export type ConfigField<T> = {
  variable: string;
  aliases?: readonly string[];
  /** Reads the text; its messages complete the sentence "<variable> …". */
  schema: z.ZodType<T, string>;
  /** The text that stands for it when nothing is set; '' is "not set". */
  default: string;
  /** Never shown: not by `poststelle config`, not in a problem. */
  secret?: boolean;
  about: string;
};

/** Keeps the type of each field. */
function field<T>(definition: ConfigField<T>): ConfigField<T> {
  return definition;
}

/** Every setting of the process, in the order of the documentation. What an administrator changes while it runs is not here but in settings/. */
export const configFields = {
  dataFolder: field({
    variable: 'POSTSTELLE_DATA',
    schema: z.string().transform((path) => resolve(path)),
    default: './data',
    about: 'Folder for the embedded database, the raw mails and the key file. Made at the first start.',
  }),
  databaseUrl: field({
    variable: 'DATABASE_URL',
    schema: z
      .string()
      .refine(isPostgresUrl, 'is not a PostgreSQL address like postgres://user:password@host:5432/name')
      .transform(orNull),
    default: '',
    secret: true,
    about: 'PostgreSQL instead of the embedded database: `postgres://user:password@host:5432/name`.',
  }),
  host: field({
    variable: 'POSTSTELLE_HOST',
    schema: z.string().regex(/^[^\s/]+$/, 'is not a host name or address'),
    default: '127.0.0.1',
    about: 'Address to listen on. `0.0.0.0` or `::` for all; then put a proxy with TLS in front.',
  }),
  port: field({
    variable: 'POSTSTELLE_PORT',
    aliases: ['PORT'],
    schema: wholeNumber(0, 65_535),
    default: '8250',
    about: 'Port to listen on. `0` takes a free one and prints it.',
  }),
  publicUrl: field({
    variable: 'POSTSTELLE_PUBLIC_URL',
    schema: z
      .string()
      .refine(isWebUrl, 'is not an address like https://desk.example.org')
      .transform((url) => orNull(url.replace(/\/+$/, ''))),
    default: '',
    about:
      'Address under which people reach the page, for links in mails and for the check of foreign origins. Default: host and port.',
  }),
  trustedProxies: field({
    variable: 'POSTSTELLE_TRUSTED_PROXIES',
    schema: z
      .string()
      .transform(asList)
      .refine((list) => list.every(isNetwork), 'is not a list of addresses or networks like 127.0.0.1, 10.0.0.0/8'),
    default: '',
    about: 'Proxies whose `X-Forwarded-For` is believed: addresses or networks, separated by commas.',
  }),
  masterKey: field({
    variable: 'POSTSTELLE_KEY',
    schema: z.string().transform(orNull),
    default: '',
    secret: true,
    about:
      'Key that seals passwords and tokens: 32 bytes in base64. Several, separated by commas: the first seals, all open. Default: the file `key` in the data folder, made at the first start.',
  }),
  web: field({
    variable: 'POSTSTELLE_WEB',
    schema: onOrOff(),
    default: 'on',
    about: 'Whether `serve` answers the page and the API.',
  }),
  worker: field({
    variable: 'POSTSTELLE_WORKER',
    schema: onOrOff(),
    default: 'on',
    about: 'Whether `serve` also fetches, files and sends mail. Off where separate `worker` processes do.',
  }),
  sandbox: field({
    variable: 'POSTSTELLE_SANDBOX',
    schema: onOrOff(),
    default: 'on',
    about: 'Whether an administrator may open the sandbox mailbox to try the desk without a mail server.',
  }),
  settingsDirectory: field({
    variable: 'POSTSTELLE_SETTINGS_DIRECTORY',
    schema: z
      .string()
      .refine((url) => url === '' || (isWebUrl(url) && url.startsWith('https:')), 'is not an https address')
      .transform((url) => (url === '' || url.endsWith('/') ? url : `${url}/`)),
    default: '',
    about:
      'Public directory of mail server settings in Mozilla’s format, asked with the domain when settings are searched, e.g. `https://autoconfig.thunderbird.net/v1.1/`. Default: none is asked.',
  }),
  maxMailBytes: field({
    variable: 'POSTSTELLE_MAX_MAIL_MB',
    schema: wholeNumber(1, largestMailMiB).transform((megabytes) => megabytes * 1024 * 1024),
    default: '50',
    about: 'Largest mail that is taken in, in MiB. A larger one stays on its server and is reported.',
  }),
  logLevel: field({
    variable: 'POSTSTELLE_LOG_LEVEL',
    schema: z.enum(logLevels, { error: `is none of ${logLevels.join(', ')}` }),
    default: 'info',
    about: `What is logged: ${logLevels.map((level) => `\`${level}\``).join(', ')}.`,
  }),
  logFormat: field({
    variable: 'POSTSTELLE_LOG_FORMAT',
    schema: z.enum(['auto', 'json', 'text'], { error: 'is none of auto, json, text' }),
    default: 'auto',
    about: '`json`: one object a line. `text`: for a person. `auto`: text on a terminal, else JSON.',
  }),
};

function orNull(text: string): string | null {
  return text === '' ? null : text;
}

function asList(text: string): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean);
}

function wholeNumber(min: number, max: number) {
  const problem = `is not a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, problem)
    .transform(Number)
    .refine((value) => value >= min && value <= max, problem);
}

function onOrOff() {
  const words: Readonly<Record<string, boolean>> = {
    on: true,
    true: true,
    yes: true,
    1: true,
    off: false,
    false: false,
    no: false,
    0: false,
  };
  return z
    .string()
    .toLowerCase()
    .refine((word) => word in words, 'is neither on nor off')
    .transform((word) => words[word] === true);
}

function isPostgresUrl(text: string): boolean {
  if (text === '') return true;
  return /^postgres(ql)?:$/.test(URL.parse(text)?.protocol ?? '');
}

function isWebUrl(text: string): boolean {
  if (text === '') return true;
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && url.search === '' && url.hash === '' && url.username === '';
}

function isNetwork(text: string): boolean {
  const [address = '', prefix, ...more] = text.split('/');
  const version = isIP(address);
  if (version === 0 || more.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128));
}
