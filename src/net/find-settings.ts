import { domainToASCII } from 'node:url';
import { autoconfigServers } from './autoconfig.ts';
import { providerOfDomain, providerOfExchangers, providerOfHost } from './mail-providers.ts';
import { srvServers } from './mail-srv.ts';

/** One server of an account. */
export type Server = {
  protocol: 'imap' | 'pop3' | 'smtp';
  host: string;
  port: number;
  encryption: 'tls' | 'starttls' | 'none';
};

/**
 * One way to reach an account, and who says so: the domain's own autoconfig file, its SRV records, a provider known by its domain or mail exchanger, or
 * the configured directory. `hint` is a name in desk/texts/hints.ts.
 */
export type FoundServer = Server & {
  username: string;
  source: FoundSource;
  provider: string | null;
  hint: string | null;
};
export const foundSources = ['autoconfig', 'srv', 'provider', 'directory'] as const;
export type FoundSource = (typeof foundSources)[number];

/** How the network is asked. Nothing here is ever told a password. */
export type SettingsFinder = {
  srv(name: string): Promise<{ name: string; port: number; priority: number; weight: number }[]>;
  mx(domain: string): Promise<{ exchange: string; priority: number }[]>;
  fetch(url: string, init: { redirect: 'manual'; signal: AbortSignal }): Promise<Response>;
  /** Base of a directory in Mozilla's format, to which the domain is appended; '' asks none. */
  directory: string;
};

/** All questions together may take this long; what is known until then counts. */
const longestMs = 12_000;

/**
 * Finds the servers of an e-mail address (SPEC §2.6), best first: IMAP before POP3, TLS before STARTTLS before none, each server once. A large provider's own
 * domain is answered without asking anybody. Sources that do not answer are left out; never throws.
 */
export async function findSettings(
  address: string,
  finder: SettingsFinder,
  signal: AbortSignal,
): Promise<FoundServer[]> {
  const at = address.lastIndexOf('@');
  const domain = domainToASCII(
    address
      .slice(at + 1)
      .trim()
      .toLowerCase(),
  );
  if (at < 1 || !/^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z][a-z0-9-]*$/.test(domain)) return [];
  const person = { address: `${address.slice(0, at)}@${domain}`, local: address.slice(0, at), domain };
  const known = providerOfDomain(domain);
  if (known) return inOrder(known.servers.map((server) => named(server, address, 'provider', known.name)));
  const until = AbortSignal.any([signal, AbortSignal.timeout(longestMs)]);
  const own = [
    `https://autoconfig.${domain}/mail/config-v1.1.xml?emailaddress=${encodeURIComponent(person.address)}`,
    `https://${domain}/.well-known/autoconfig/mail/config-v1.1.xml`,
  ];
  const found = await Promise.all([
    ...own.map((url) => answered(until, fromAutoconfig(url, 'autoconfig'))),
    answered(
      until,
      srvServers(domain, finder).then((servers) => servers.map((server) => named(server, address, 'srv'))),
    ),
    answered(until, fromExchangers()),
    finder.directory === '' ? [] : answered(until, fromAutoconfig(`${finder.directory}${domain}`, 'directory')),
  ]);
  return inOrder(found.flat());

  async function fromAutoconfig(url: string, source: FoundSource): Promise<FoundServer[]> {
    const servers = await autoconfigServers(url, person, finder, until);
    return servers.map(({ username, provider, ...server }) => ({ ...named(server, username, source, provider) }));
  }

  async function fromExchangers(): Promise<FoundServer[]> {
    const records = (await finder.mx(domain)).toSorted((a, b) => a.priority - b.priority);
    const provider = providerOfExchangers(records.map(({ exchange }) => exchange.toLowerCase().replace(/\.$/, '')));
    return (provider?.servers ?? []).map((server) => named(server, address, 'provider', provider?.name));
  }
}

function named(server: Server, username: string, source: FoundSource, provider?: string): FoundServer {
  return { ...server, username, source, provider: provider ?? null, hint: providerOfHost(server.host)?.hint ?? null };
}

/** The answer, or none when it fails or the time is up: one silent source must not hide the others. */
function answered(until: AbortSignal, asking: Promise<FoundServer[]>): Promise<FoundServer[]> {
  return new Promise((resolve) => {
    const none = () => resolve([]);
    if (until.aborted) none();
    until.addEventListener('abort', none, { once: true });
    asking.then(resolve, none);
  });
}

const protocolOrder = ['imap', 'pop3', 'smtp'];
const encryptionOrder = ['tls', 'starttls', 'none'];

function inOrder(found: readonly FoundServer[]): FoundServer[] {
  const rank = ({ protocol, encryption, source }: FoundServer) =>
    protocolOrder.indexOf(protocol) * 100 + encryptionOrder.indexOf(encryption) * 10 + foundSources.indexOf(source);
  const once = new Map<string, FoundServer>();
  // A file or a name server may say anything: what cannot be the name or the address of a server is none.
  const usable = found.filter(({ host }) => /^[a-z0-9_.:-]{1,253}$/.test(host));
  for (const server of usable.toSorted((a, b) => rank(a) - rank(b))) {
    const key = [server.protocol, server.host, server.port, server.encryption].join(' ');
    if (!once.has(key)) once.set(key, server);
  }
  return [...once.values()];
}
