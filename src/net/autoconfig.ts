import { Parser } from 'htmlparser2';
import type { Server, SettingsFinder } from './find-settings.ts';

/** Whose settings are looked for; fills in the placeholders of the file. */
export type Person = { address: string; local: string; domain: string };

/** A server of the file, the user name filled in. */
export type AutoconfigServer = Server & { username: string; provider: string | undefined };

/** A file of this kind has a few kilobytes. */
const largestBytes = 128 * 1024;
const longestMs = 6_000;
const mostRedirects = 3;
const mostServers = 20;

/** Reads the servers from Mozilla's autoconfig file at an https address. Throws when it is not there, too large, or redirects away from https. */
export async function autoconfigServers(
  url: string,
  person: Person,
  finder: Pick<SettingsFinder, 'fetch'>,
  signal: AbortSignal,
): Promise<AutoconfigServer[]> {
  return readAutoconfig(await download(url, finder, AbortSignal.any([signal, AbortSignal.timeout(longestMs)])), person);
}

/** The servers that such a file names, in its order; what is incomplete or of a kind that we do not speak is left out. Never throws. */
export function readAutoconfig(xml: string, person: Person): AutoconfigServer[] {
  const servers: AutoconfigServer[] = [];
  let fields: Record<string, string> | undefined;
  let text = '';
  let provider: string | undefined;
  const parser = new Parser(
    {
      onopentag: (name, { type = '' }) => {
        text = '';
        if (name === 'incomingServer' || name === 'outgoingServer') fields = { type };
      },
      ontext: (piece) => {
        if (text.length < 1000) text += piece;
      },
      onclosetag: (name) => {
        const value = text.trim();
        text = '';
        if (name === 'incomingServer' || name === 'outgoingServer') {
          const server = fields && serverOf(fields, name === 'incomingServer', person, provider);
          if (server && servers.length < mostServers) servers.push(server);
          fields = undefined;
        } else if (fields) fields[name] ??= value;
        else if (name === 'displayShortName') provider ??= value.slice(0, 100);
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(xml);
  return servers;
}

const socketTypes = new Map<string | undefined, Server['encryption']>([
  ['SSL', 'tls'],
  ['STARTTLS', 'starttls'],
  ['plain', 'none'],
]);

function serverOf(
  { type, hostname = '', port, socketType, username = '%EMAILADDRESS%' }: Record<string, string>,
  isIncoming: boolean,
  person: Person,
  provider: string | undefined,
): AutoconfigServer | undefined {
  const protocol = (isIncoming ? (['imap', 'pop3'] as const) : (['smtp'] as const)).find((each) => each === type);
  const encryption = socketTypes.get(socketType);
  const host = filledIn(hostname, person).toLowerCase().replace(/\.$/, '');
  const number = Number(port);
  if (!protocol || !encryption) return undefined;
  if (!Number.isInteger(number) || number < 1 || number > 65_535) return undefined;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they must not get into a protocol line
  const user = filledIn(username, person).replace(/[\u0000-\u001f\u007f]/g, '');
  return { protocol, host, port: number, encryption, username: user, provider };
}

const filledIn = (text: string, { address, local, domain }: Person) =>
  text
    .replaceAll('%EMAILADDRESS%', () => address)
    .replaceAll('%EMAILLOCALPART%', () => local)
    .replaceAll('%EMAILDOMAIN%', () => domain);

async function download(url: string, finder: Pick<SettingsFinder, 'fetch'>, signal: AbortSignal): Promise<string> {
  let next = new URL(url);
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    if (next.protocol !== 'https:' || next.username !== '') throw new Error(`not an https address: ${next.origin}`);
    const response = await finder.fetch(next.href, { redirect: 'manual', signal });
    const location = response.headers.get('location');
    if (response.status >= 300 && response.status < 400 && location !== null) {
      await response.body?.cancel();
      next = new URL(location, next);
      continue;
    }
    if (response.status === 200) return readBounded(response);
    await response.body?.cancel();
    throw new Error(`HTTP ${response.status}`);
  }
  throw new Error('too many redirects');
}

async function readBounded(response: Response): Promise<string> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of response.body ?? []) {
    bytes += piece.length;
    if (bytes > largestBytes) throw new Error('larger than such a file may be');
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}
