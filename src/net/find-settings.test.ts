import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { srvServers } from './mail-srv.ts';
import { findSettings, type SettingsFinder } from './find-settings.ts';

const never = new AbortController().signal;
const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

type Page = string | ((request: IncomingMessage, response: ServerResponse) => void);
type Zone = { srv?: Record<string, [number, number, number, string][]>; mx?: Record<string, string[]> };

/** A web and a name service of their own: `pages` by host and path on a local server, everything else is not there. */
async function world(pages: Record<string, Page>, { srv = {}, mx = {} }: Zone = {}, directory = '') {
  const asked: string[] = [];
  const fetched: { url: string; init: object }[] = [];
  const server = createServer((request, response) => {
    const page = pages[(request.url ?? '').slice(1).split('?')[0] ?? ''];
    asked.push(decodeURIComponent((request.url ?? '').slice(1)));
    if (typeof page === 'function') page(request, response);
    else response.writeHead(page === undefined ? 404 : 200, { 'content-type': 'text/xml' }).end(page);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  stops.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const bound = server.address();
  const port = typeof bound === 'object' && bound ? bound.port : 0;
  const missing = () => Promise.reject(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }));
  const finder: SettingsFinder = {
    srv: async (name) =>
      srv[name]?.map(([priority, weight, at, target]) => ({ priority, weight, port: at, name: target })) ?? missing(),
    mx: async (domain) => mx[domain]?.map((exchange, at) => ({ exchange, priority: at })) ?? missing(),
    // Also what should not be asked for is there to be found, whatever its scheme and whoever is named before the host.
    fetch: (url, init) => {
      fetched.push({ url, init });
      return fetch(url.replace(/^\w+:\/\/([^/@]*@)?/, `http://127.0.0.1:${port}/`), init);
    },
    directory,
  };
  return { asked, fetched, find: (address: string, signal = never) => findSettings(address, finder, signal) };
}

const server = (kind: string, type: string, host: string, port: number | string, socket: string, user = '') =>
  `<${kind} type="${type}"><hostname>${host}</hostname><port>${port}</port><socketType>${socket}</socketType>${user && `<username>${user}</username>`}<authentication>password-cleartext</authentication></${kind}>`;
const file = (...servers: string[]) =>
  `<?xml version="1.0"?><clientConfig version="1.1"><emailProvider id="firma.test"><displayShortName>Firma &amp; Co</displayShortName>${servers.join('\n')}</emailProvider></clientConfig>`;
const short = (found: Awaited<ReturnType<typeof findSettings>>) =>
  found.map(({ protocol, host, port, encryption, source }) => `${source}: ${protocol} ${host}:${port} ${encryption}`);

const autoconfigAt = 'autoconfig.firma.test/mail/config-v1.1.xml';
const wellKnownAt = 'firma.test/.well-known/autoconfig/mail/config-v1.1.xml';

test('the domain’s own autoconfig: placeholders filled in, best first, what we do not speak left out', async () => {
  const { asked, find } = await world({
    [autoconfigAt]: file(
      server('incomingServer', 'pop3', 'pop.firma.test', 110, 'STARTTLS', '%EMAILLOCALPART%'),
      server('incomingServer', 'imap', 'imap.firma.test', 143, 'plain', '%EMAILADDRESS%'),
      server('incomingServer', 'imap', 'imap.%EMAILDOMAIN%', 143, 'STARTTLS'),
      server('incomingServer', 'imap', 'imap.firma.test', 993, 'SSL', 'firma\\%EMAILLOCALPART%'),
      server('incomingServer', 'exchange', 'ews.firma.test', 443, 'SSL'),
      server('incomingServer', 'imap', 'bad host/', 993, 'SSL'),
      server('incomingServer', 'imap', 'imap.firma.test', 'many', 'SSL'),
      server('outgoingServer', 'smtp', 'smtp.firma.test', 587, 'STARTTLS'),
    ),
  });
  const found = await find('Max.Muster@Firma.test');
  expect(short(found)).toEqual([
    'autoconfig: imap imap.firma.test:993 tls',
    'autoconfig: imap imap.firma.test:143 starttls',
    'autoconfig: imap imap.firma.test:143 none',
    'autoconfig: pop3 pop.firma.test:110 starttls',
    'autoconfig: smtp smtp.firma.test:587 starttls',
  ]);
  expect(found.map(({ username }) => username)).toEqual([
    'firma\\Max.Muster',
    'Max.Muster@firma.test',
    'Max.Muster@firma.test',
    'Max.Muster',
    'Max.Muster@firma.test',
  ]);
  expect(found[0]?.provider).toBe('Firma & Co');
  expect(asked.toSorted()).toEqual([`${autoconfigAt}?emailaddress=Max.Muster@firma.test`, wellKnownAt]);
});

test('SRV records: priority before weight, the dot means not offered', async () => {
  const { find } = await world(
    {},
    {
      srv: {
        '_imaps._tcp.firma.test': [
          [20, 9, 993, 'spare.firma.test'],
          [10, 1, 993, 'light.firma.test'],
          [10, 5, 1993, 'Heavy.firma.test.'],
        ],
        '_imap._tcp.firma.test': [[0, 0, 0, '.']],
        '_pop3s._tcp.firma.test': [[0, 0, 995, 'pop.firma.test']],
        '_submissions._tcp.firma.test': [[0, 0, 465, 'out.firma.test']],
        '_submission._tcp.firma.test': [[0, 0, 587, 'out.firma.test']],
      },
    },
  );
  expect(short(await find('a@firma.test'))).toEqual([
    'srv: imap heavy.firma.test:1993 tls',
    'srv: imap light.firma.test:993 tls',
    'srv: imap spare.firma.test:993 tls',
    'srv: pop3 pop.firma.test:995 tls',
    'srv: smtp out.firma.test:465 tls',
    'srv: smtp out.firma.test:587 starttls',
  ]);
});

test('a service that is decidedly not there, or at no port, is none', async () => {
  const record = { priority: 0, weight: 0 };
  for (const none of [
    { ...record, name: '.', port: 993 },
    { ...record, name: '', port: 993 },
    { ...record, name: 'imap.firma.test', port: 0 },
  ])
    expect(await srvServers('firma.test', { srv: () => Promise.resolve([none]) })).toEqual([]);
});

test.each([
  ['firma-de.mail.protection.outlook.com', 'outlook.office365.com', 'smtp.office365.com:587', 'basic-auth-off'],
  ['firma-de.a-v1.mx.microsoft', 'outlook.office365.com', 'smtp.office365.com:587', 'basic-auth-off'],
  ['aspmx.l.google.com', 'imap.gmail.com', 'smtp.gmail.com:465', 'app-password'],
  ['mx00.ionos.de', 'imap.ionos.de', 'smtp.ionos.de:465', null],
  ['mx01.kundenserver.de', 'imap.ionos.de', 'smtp.ionos.de:465', null],
  ['smtpin.rzone.de', 'imap.strato.de', 'smtp.strato.de:465', null],
  ['W012345.kasserver.com.', 'w012345.kasserver.com', 'w012345.kasserver.com:465', null],
  ['mail.your-server.de', 'mail.your-server.de', 'mail.your-server.de:465', null],
  ['mx01.posteo.de', 'posteo.de', 'posteo.de:465', null],
  ['mxext1.mailbox.org', 'imap.mailbox.org', 'smtp.mailbox.org:465', null],
  ['mx00.gmx.net', 'imap.gmx.net', 'mail.gmx.net:465', 'access-switched-off'],
  ['in1-smtp.messagingengine.com', 'imap.fastmail.com', 'smtp.fastmail.com:465', 'app-password'],
  ['mx01.mail.icloud.com', 'imap.mail.me.com', 'smtp.mail.me.com:587', 'app-password'],
  ['mta5.am0.yahoodns.net', 'imap.mail.yahoo.com', 'smtp.mail.yahoo.com:465', 'app-password'],
  ['mx-aol.mail.gm0.yahoodns.net', 'imap.aol.com', 'smtp.aol.com:465', 'app-password'],
  ['mx.zoho.eu', 'imap.zoho.eu', 'smtp.zoho.eu:465', 'access-switched-off'],
])('a customer’s domain with the exchanger %s is read at %s', async (exchange, host, smtp, hint) => {
  const { find } = await world({}, { mx: { 'firma.test': [exchange] } });
  const found = await find('a@firma.test');
  expect(found[0]).toMatchObject({ protocol: 'imap', host, port: 993, encryption: 'tls', source: 'provider', hint });
  const out = found.find(({ protocol }) => protocol === 'smtp');
  expect([`${out?.host}:${out?.port}`, out?.encryption]).toEqual([smtp, smtp.endsWith(':465') ? 'tls' : 'starttls']);
});

test.each([
  ['max@gmx.de', 'imap.gmx.net', 'pop.gmx.net', 'mail.gmx.net'],
  ['max@web.de', 'imap.web.de', 'pop3.web.de', 'smtp.web.de'],
  ['max@t-online.de', 'secureimap.t-online.de', 'securepop.t-online.de', 'securesmtp.t-online.de'],
  ['max@mailbox.org', 'imap.mailbox.org', 'pop3.mailbox.org', 'smtp.mailbox.org'],
  ['max@posteo.de', 'posteo.de', 'posteo.de', 'posteo.de'],
  ['max@gmail.com', 'imap.gmail.com', 'pop.gmail.com', 'smtp.gmail.com'],
  ['max@outlook.de', 'outlook.office365.com', 'outlook.office365.com', 'smtp-mail.outlook.com'],
  // iCloud has no POP3.
  ['max@icloud.com', 'imap.mail.me.com', undefined, 'smtp.mail.me.com'],
  ['max@fastmail.com', 'imap.fastmail.com', 'pop.fastmail.com', 'smtp.fastmail.com'],
  ['max@yahoo.de', 'imap.mail.yahoo.com', 'pop.mail.yahoo.com', 'smtp.mail.yahoo.com'],
])('%s is known without asking anybody', async (address, imap, pop3, smtp) => {
  const { asked, find } = await world({});
  const found = await find(address);
  const at = (wanted: string) => found.find(({ protocol }) => protocol === wanted);
  expect([at('imap')?.host, at('pop3')?.host, at('smtp')?.host]).toEqual([imap, pop3, smtp]);
  expect([at('imap')?.port, at('pop3')?.port]).toEqual([993, pop3 && 995]);
  expect(new Set(found.map(({ username }) => username))).toEqual(new Set([address]));
  expect(asked).toEqual([]);
});

test('an exchanger that only looks like a provider’s is nobody’s', async () => {
  const { find } = await world({}, { mx: { 'firma.test': ['mx.notgoogle.com', 'google.com.evil.test'] } });
  expect(await find('a@firma.test')).toEqual([]);
});

test('the same server from several sources stands once, with the hint that one of them has', async () => {
  const imap = server('incomingServer', 'imap', 'imap.gmail.com', 993, 'SSL');
  const { find } = await world(
    { [autoconfigAt]: file(imap), [wellKnownAt]: file(imap) },
    { mx: { 'firma.test': ['aspmx.l.google.com'] } },
  );
  const found = await find('a@firma.test');
  expect(found.filter(({ host }) => host === 'imap.gmail.com')).toMatchObject([
    { source: 'autoconfig', hint: 'app-password' },
  ]);
});

test('the directory is asked only if one is configured, and learns the domain only', async () => {
  const page = { 'dir.test/v1.1/firma.test': file(server('incomingServer', 'imap', 'dir-imap.test', 993, 'SSL')) };
  const without = await world(page);
  expect(await without.find('a@firma.test')).toEqual([]);
  const { asked, find } = await world(page, {}, 'https://dir.test/v1.1/');
  expect(short(await find('a@firma.test'))).toEqual(['directory: imap dir-imap.test:993 tls']);
  expect(asked).toContain('dir.test/v1.1/firma.test');
});

const redirectTo =
  (location: string): Page =>
  (_request, response) =>
    void response.writeHead(302, { location }).end();
const good = file(server('incomingServer', 'imap', 'imap.firma.test', 993, 'SSL'));

test('redirects are followed to https only, and not for ever', async () => {
  const { find } = await world({ [autoconfigAt]: redirectTo('https://other.test/x.xml'), 'other.test/x.xml': good });
  expect(await find('a@firma.test')).toHaveLength(1);
  for (const location of ['http://other.test/x.xml', 'https://user:pw@other.test/x.xml', `https://${autoconfigAt}`]) {
    const bad = await world({ [autoconfigAt]: redirectTo(location), 'other.test/x.xml': good });
    expect(await bad.find('a@firma.test')).toEqual([]);
    expect(bad.asked.filter((path) => path.startsWith('other.test'))).toEqual([]);
    expect(bad.asked.length).toBeLessThan(6);
  }
});

test('what is too large, no XML, or hostile gives nothing and ends', async () => {
  const endless: Page = (_request, response) => {
    response.writeHead(200);
    const more = () => {
      while (!response.destroyed && response.write('<a>'.repeat(10_000)));
    };
    response.on('drain', more);
    more();
  };
  for (const page of [endless, '<html><body>404</body></html>', '<a>'.repeat(40_000), good.repeat(1000)]) {
    const { find } = await world({ [autoconfigAt]: page });
    expect(await find('a@firma.test')).toEqual([]);
  }
});

test('entities that grow or name a file are not even read', async () => {
  const levels = Array.from({ length: 12 }, (_, at) => `<!ENTITY e${at + 1} "${`&e${at};`.repeat(10)}">`);
  const bomb = `<!DOCTYPE c [<!ENTITY e0 "ha">${levels.join('')}<!ENTITY pass SYSTEM "file:///etc/passwd">]>`;
  const hostile = file(
    server('incomingServer', 'imap', '&e12;.firma.test', 993, 'SSL'),
    server('incomingServer', 'imap', '&pass;', 993, 'SSL'),
    server('incomingServer', 'imap', 'imap.firma.test', 993, 'SSL', '&e12;&pass;'),
  );
  const { find } = await world({ [autoconfigAt]: hostile.replace('?>', `?>${bomb}`) });
  expect(await find('a@firma.test')).toMatchObject([{ host: 'imap.firma.test', username: '&e12;&pass;' }]);
});

test('names that are none, and more servers than anybody has, are left out', async () => {
  const bad = ['imap.firma.test/x', 'imap firma.test', '<b>.test', 'x'.repeat(254), ''];
  const { find } = await world(
    {
      [autoconfigAt]: file(
        ...Array.from({ length: 300 }, (_, at) => server('incomingServer', 'imap', `a${at}.test`, 993, 'SSL')),
      ),
    },
    {
      srv: {
        '_imaps._tcp.firma.test': bad.map((name, at) => [at, 0, 993, name]),
        '_pop3s._tcp.firma.test': Array.from({ length: 300 }, (_, at) => [at, 0, 995, `p${at}.test`]),
      },
    },
  );
  const found = await find('a@firma.test');
  expect(found.map(({ host }) => host)).toEqual([
    ...Array.from({ length: 20 }, (_, at) => `a${at}.test`),
    ...Array.from({ length: 5 }, (_, at) => `p${at}.test`),
  ]);
});

test('nobody is told more than the address, and no server is connected to', async () => {
  const { fetched, find } = await world({ [autoconfigAt]: good }, {}, 'https://dir.test/v1.1/');
  await find('Max+x@firma.test');
  expect(fetched.map(({ url }) => url).toSorted()).toEqual([
    'https://autoconfig.firma.test/mail/config-v1.1.xml?emailaddress=Max%2Bx%40firma.test',
    'https://dir.test/v1.1/firma.test',
    'https://firma.test/.well-known/autoconfig/mail/config-v1.1.xml',
  ]);
  for (const { init } of fetched) expect(Object.keys(init).toSorted()).toEqual(['redirect', 'signal']);
});

test('a silent source does not hide the others, and hanging up ends it all', async () => {
  const { find } = await world({ [autoconfigAt]: () => undefined }, { mx: { 'firma.test': ['mx00.ionos.de'] } });
  const stop = new AbortController();
  const finding = find('a@firma.test', stop.signal);
  setTimeout(() => stop.abort(), 300);
  expect((await finding).length).toBeGreaterThan(0);
});

test.each([
  '',
  'max',
  '@firma.test',
  'max@',
  'max@localhost',
  'max@127.0.0.1:80/x',
  'max@127.0.0.1',
  'max@a b.test',
  'max@firma..test',
])('no address, no questions: %j', async (address) => {
  const { asked, find } = await world({});
  expect(await find(address)).toEqual([]);
  expect(asked).toEqual([]);
});

test('an international domain is asked for in its ASCII form', async () => {
  const { asked, find } = await world({});
  await find('info@müller.test');
  expect(asked[0]).toContain('xn--mller-kva.test');
});
