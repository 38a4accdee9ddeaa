import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import type { Account } from '../../src/net/account.ts';
import { openImap } from '../../src/net/imap.ts';
import { openPop3 } from '../../src/net/pop3.ts';
import { testCertificates } from '../support/servers/certificates.ts';
import { accountOn, failureOf, play } from './play.ts';

// Whom the other side must be before it gets a credential: by IMAP and POP3, with TLS from the first byte and behind STARTTLS.

const dialogs = {
  'imap tls': ['S: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready'],
  'imap starttls': [
    'S: * OK [CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN] ready',
    'C: {tag} STARTTLS',
    'S: {tag} OK',
    'TLS',
  ],
  'pop3 tls': ['S: +OK ready'],
  'pop3 starttls': ['S: +OK ready', 'C: CAPA', 'S: +OK', 'S: STLS', 'S: .', 'C: STLS', 'S: +OK', 'TLS'],
};
const behind = {
  imap: ['C: {tag} AUTHENTICATE PLAIN {words}', 'S: {tag} NO [AUTHENTICATIONFAILED] no'],
  pop3: ['C: CAPA', 'S: -ERR', 'C: USER user', 'S: -ERR [AUTH] no'],
};
const capability = ['C: {tag} CAPABILITY', 'S: * CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN', 'S: {tag} OK'];
const ways = (['imap', 'pop3'] as const).flatMap((protocol) =>
  (['tls', 'starttls'] as const).map((encryption) => ({ protocol, encryption })),
);

async function signIn({ protocol, encryption }: (typeof ways)[number], trust: Partial<Account>) {
  const more = protocol === 'imap' && encryption === 'starttls' ? capability : [];
  const steps = [...dialogs[`${protocol} ${encryption}`], ...more, ...behind[protocol]];
  const server = await play(`${steps.join('\n')}\n`, encryption === 'tls');
  const account = accountOn(server, protocol, { encryption, host: 'localhost', ...trust });
  const opening = protocol === 'imap' ? openImap(account, { log: () => undefined }) : openPop3(account);
  return { code: (await failureOf(opening)).code, lines: server.lines() };
}

test.each(ways)('$protocol, $encryption: a server that is not trusted is told nothing', async (way) => {
  const { otherCa } = await testCertificates();
  const untrusted: [Partial<Account>, string][] = [
    [{}, 'tls-untrusted'],
    [{ privateCa: otherCa }, 'tls-untrusted'],
    [{ privateCa: 'kein Zertifikat' }, 'tls-untrusted'],
    [{ pinnedFingerprint: Array.from({ length: 32 }, () => '00').join(':') }, 'tls-wrong-fingerprint'],
  ];
  for (const [trust, expected] of untrusted) {
    const { code, lines } = await signIn(way, trust);
    expect(code).toBe(expected);
    expect(lines.filter((line) => !/^(CAPA|STLS|A1 STARTTLS)$/.test(line))).toEqual([]);
  }
});

test.each(ways)('$protocol, $encryption: a private authority is trusted, and a fingerprint alone', async (way) => {
  const { ca, server } = await testCertificates();
  const pinnedFingerprint = new X509Certificate(await readFile(server.certificate)).fingerprint256;
  expect((await signIn(way, { privateCa: ca })).code).toBe('sign-in-refused');
  expect((await signIn(way, { pinnedFingerprint })).code).toBe('sign-in-refused');
});
