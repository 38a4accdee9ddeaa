import type { Server } from './find-settings.ts';
import type { HintName } from './hints.ts';

/**
 * Large providers by the domains of their own addresses and by the mail exchangers of customers' domains. `{mx}` in a host stands for the exchanger's own
 * name, where each customer has a server of his own. From the providers' instructions; `hint` is what to know about signing in there.
 */
export type MailProvider = {
  name: string;
  domains: readonly string[];
  /** Ends of exchanger names, tried in the order of the table. */
  exchangers: readonly string[];
  servers: readonly Server[];
  hint?: HintName;
};

type Hosts = { imap?: string; pop3?: string; smtp: string };

/** The provider whose own domain this is; undefined if none. */
export function providerOfDomain(domain: string): MailProvider | undefined {
  return providers.find(({ domains }) => domains.includes(domain));
}

/** The provider whose server this is, by the domain of the host; undefined if none is known. */
export function providerOfHost(host: string): MailProvider | undefined {
  const name = host.toLowerCase().replace(/\.$/, '');
  return providers.find(({ domains, servers }) =>
    [...domains, ...servers.map((server) => server.host.split('.').slice(-2).join('.'))].some((end) =>
      isWithin(name, end),
    ),
  );
}

/** The provider that one of the exchangers belongs to, and the servers as they are called for it; undefined if none is known. */
export function providerOfExchangers(exchangers: readonly string[]): MailProvider | undefined {
  for (const provider of providers) {
    const exchanger = exchangers.find((name) => provider.exchangers.some((end) => isWithin(name, end)));
    if (exchanger === undefined) continue;
    const servers = provider.servers.map((server) => ({ ...server, host: server.host.replace('{mx}', exchanger) }));
    return { ...provider, servers };
  }
  return undefined;
}

const isWithin = (name: string, end: string) => name === end || name.endsWith(`.${end}`);

/** RFC 8314 §3: implicit TLS on 993, 995, 465. */
function secure({ imap, pop3, smtp }: Hosts): Server[] {
  return [
    ...(imap ? [{ protocol: 'imap', host: imap, port: 993, encryption: 'tls' } as const] : []),
    ...(pop3 ? [{ protocol: 'pop3', host: pop3, port: 995, encryption: 'tls' } as const] : []),
    { protocol: 'smtp', host: smtp, port: 465, encryption: 'tls' },
  ];
}

/** The same where mail is handed in by STARTTLS on 587 only. */
function submission(hosts: Hosts): Server[] {
  return [
    ...secure(hosts).filter(({ protocol }) => protocol !== 'smtp'),
    { protocol: 'smtp', host: hosts.smtp, port: 587, encryption: 'starttls' },
  ];
}

/** The same by both ways. */
function both(hosts: Hosts): Server[] {
  return [...secure(hosts), ...submission(hosts).filter(({ protocol }) => protocol === 'smtp')];
}

const everywhere = (host: string): Hosts => ({ imap: host, pop3: host, smtp: host });

const microsoft = { imap: 'outlook.office365.com', pop3: 'outlook.office365.com' };

/** All of them; customers' domains are found by the exchanger. */
export const providers: readonly MailProvider[] = [
  {
    name: 'GMX',
    domains: ['gmx.de', 'gmx.net', 'gmx.at', 'gmx.ch', 'gmx.eu', 'gmx.info', 'gmx.biz', 'gmx.org'],
    exchangers: ['gmx.net'],
    servers: both({ imap: 'imap.gmx.net', pop3: 'pop.gmx.net', smtp: 'mail.gmx.net' }),
    hint: 'access-switched-off',
  },
  {
    name: 'WEB.DE',
    domains: ['web.de', 'email.de'],
    exchangers: ['web.de'],
    servers: both({ imap: 'imap.web.de', pop3: 'pop3.web.de', smtp: 'smtp.web.de' }),
    hint: 'access-switched-off',
  },
  {
    name: 'T-Online',
    domains: ['t-online.de', 'magenta.de'],
    exchangers: ['t-online.de'],
    servers: secure({
      imap: 'secureimap.t-online.de',
      pop3: 'securepop.t-online.de',
      smtp: 'securesmtp.t-online.de',
    }),
    hint: 'mail-password',
  },
  {
    name: 'IONOS',
    domains: ['online.de'],
    exchangers: ['ionos.de', 'ionos.com', 'kundenserver.de', '1und1.de', '1and1.com'],
    servers: both({ imap: 'imap.ionos.de', pop3: 'pop.ionos.de', smtp: 'smtp.ionos.de' }),
  },
  {
    name: 'Strato',
    domains: [],
    exchangers: ['rzone.de', 'strato.de'],
    servers: both({ imap: 'imap.strato.de', pop3: 'pop3.strato.de', smtp: 'smtp.strato.de' }),
  },
  {
    name: 'mailbox.org',
    domains: ['mailbox.org'],
    exchangers: ['mailbox.org'],
    servers: both({ imap: 'imap.mailbox.org', pop3: 'pop3.mailbox.org', smtp: 'smtp.mailbox.org' }),
  },
  {
    name: 'Posteo',
    domains: ['posteo.de', 'posteo.net'],
    exchangers: ['posteo.de'],
    servers: both(everywhere('posteo.de')),
  },
  { name: 'ALL-INKL', domains: [], exchangers: ['kasserver.com'], servers: both(everywhere('{mx}')) },
  { name: 'Hetzner', domains: [], exchangers: ['your-server.de'], servers: both(everywhere('mail.your-server.de')) },
  {
    name: 'freenet',
    domains: ['freenet.de'],
    exchangers: ['freenet.de'],
    servers: submission(everywhere('mx.freenet.de')),
  },
  {
    name: 'Outlook.com',
    domains: ['outlook.com', 'outlook.de', 'hotmail.com', 'hotmail.de', 'live.com', 'live.de', 'msn.com'],
    exchangers: ['olc.protection.outlook.com'],
    servers: submission({ ...microsoft, smtp: 'smtp-mail.outlook.com' }),
    hint: 'basic-auth-off',
  },
  {
    name: 'Microsoft 365',
    domains: [],
    exchangers: ['mail.protection.outlook.com', 'mx.microsoft'],
    servers: submission({ ...microsoft, smtp: 'smtp.office365.com' }),
    hint: 'basic-auth-off',
  },
  {
    name: 'Gmail',
    domains: ['gmail.com', 'googlemail.com'],
    exchangers: ['google.com', 'googlemail.com'],
    servers: both({ imap: 'imap.gmail.com', pop3: 'pop.gmail.com', smtp: 'smtp.gmail.com' }),
    hint: 'app-password',
  },
  {
    name: 'AOL',
    domains: ['aol.com', 'aol.de'],
    exchangers: ['mx-aol.mail.gm0.yahoodns.net'],
    servers: secure({ imap: 'imap.aol.com', pop3: 'pop.aol.com', smtp: 'smtp.aol.com' }),
    hint: 'app-password',
  },
  {
    name: 'Yahoo',
    domains: ['yahoo.com', 'yahoo.de', 'ymail.com'],
    exchangers: ['yahoodns.net'],
    servers: both({ imap: 'imap.mail.yahoo.com', pop3: 'pop.mail.yahoo.com', smtp: 'smtp.mail.yahoo.com' }),
    hint: 'app-password',
  },
  {
    name: 'iCloud',
    domains: ['icloud.com', 'me.com', 'mac.com'],
    exchangers: ['mail.icloud.com'],
    servers: submission({ imap: 'imap.mail.me.com', smtp: 'smtp.mail.me.com' }),
    hint: 'app-password',
  },
  {
    name: 'Fastmail',
    domains: ['fastmail.com', 'fastmail.fm'],
    exchangers: ['messagingengine.com'],
    servers: both({ imap: 'imap.fastmail.com', pop3: 'pop.fastmail.com', smtp: 'smtp.fastmail.com' }),
    hint: 'app-password',
  },
  ...['eu', 'com'].map((end) => ({
    name: 'Zoho',
    domains: end === 'com' ? ['zoho.com', 'zohomail.com'] : ['zohomail.eu'],
    exchangers: [`zoho.${end}`],
    servers: both({ imap: `imap.zoho.${end}`, pop3: `pop.zoho.${end}`, smtp: `smtp.zoho.${end}` }),
    hint: 'access-switched-off' as const,
  })),
  {
    name: 'OVHcloud',
    domains: [],
    exchangers: ['mail.ovh.net', 'mx.ovh.net'],
    servers: both(everywhere('ssl0.ovh.net')),
  },
  {
    name: 'Gandi',
    domains: [],
    exchangers: ['mail.gandi.net'],
    servers: both(everywhere('mail.gandi.net')),
  },
  {
    name: 'Infomaniak',
    domains: ['ik.me'],
    exchangers: ['infomaniak.ch', 'infomaniak.com'],
    servers: both(everywhere('mail.infomaniak.com')),
  },
];
