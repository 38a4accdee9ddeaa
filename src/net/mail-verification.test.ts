import { generateKeyPairSync } from 'node:crypto';
import { dkimSign, sealMessage } from 'mailauth';
import { expect, test } from 'vitest';
import type { DnsRecord, RecordType, Resolver } from './dns-lookup.ts';
import { verifyMail } from './mail-verification.ts';

const key = generateKeyPairSync('rsa', { modulusLength: 2048 });
const privateKey = key.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const keyRecord = `v=DKIM1; k=rsa; p=${key.publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`;

type Zone = Record<string, DnsRecord[] | string>;

const zone: Zone = {
  'TXT s1._domainkey.kunde.test': [[keyRecord]],
  'TXT _dmarc.kunde.test': [['v=DMARC1; p=reject']],
  'TXT kunde.test': [['v=spf1 ip4:192.0.2.0/24 mx -all']],
  'MX kunde.test': [{ priority: 10, exchange: 'mx.kunde.test' }],
  'A mx.kunde.test': ['198.51.100.7'],
  'TXT weich.test': [['v=spf1 ip4:192.0.2.0/24 ~all']],
  'TXT s1._domainkey.fremd.test': [[keyRecord]],
  'TXT fremd.test': [['v=spf1 ip4:203.0.113.9 -all']],
  'TXT s1._domainkey.liste.test': [[keyRecord]],
};

/** Answers from a zone; a text there is the code of a failure. Keeps what it was asked. */
function resolverOf(records: Zone): { resolver: Resolver; asked: string[] } {
  const asked: string[] = [];
  const resolver = async (name: string, type: RecordType) => {
    const question = `${type} ${name}`;
    asked.push(question);
    const found = records[question] ?? 'ENOTFOUND';
    if (typeof found === 'string') throw Object.assign(new Error(found), { code: found });
    return found;
  };
  return { resolver, asked };
}

const verify = (mail: Buffer | string, more: Partial<Parameters<typeof verifyMail>[1]> = {}, records = zone) =>
  verifyMail(Buffer.from(mail), { resolver: resolverOf(records).resolver, ...more });

const plain = 'From: Eva <eva@kunde.test>\r\nTo: hilfe@desk.test\r\nSubject: Drucker\r\n\r\nEr druckt nicht.\r\n';

async function signed(mail: string, domain = 'kunde.test'): Promise<string> {
  const signature = { signingDomain: domain, selector: 's1', privateKey };
  // The library takes a list of signatures, its types know only one.
  const options = { ...signature, signatureData: [signature] };
  const { signatures, errors } = await dkimSign(mail, options);
  expect(errors).toEqual([]);
  return signatures + mail;
}

test('a signature of the From domain passes, and DMARC with it, without any address known', async () => {
  const found = await verify(await signed(plain));
  expect(found).toEqual({
    dkim: [{ domain: 'kunde.test', selector: 's1', result: 'pass', comment: null }],
    uncheckedSignatures: 0,
    spf: { result: 'none', domain: null, client: null, comment: expect.stringContaining('not known') },
    dmarc: { result: 'pass', policy: 'reject', alignedFrom: 'kunde.test', comment: expect.any(String) },
    arc: { result: 'none', sealers: [], comment: null },
  });
});

test('a mail saved with LF and the From line of an mbox verifies as it was sent', async () => {
  const mail = await signed(plain);
  const found = await verify(`From x Mon Mar  2 06:00:37 2026\n${mail.replaceAll('\r\n', '\n')}`);
  expect(found.dkim).toMatchObject([{ result: 'pass' }]);
});

test('a changed body fails; without SPF DMARC is not decided, with a foreign address it fails', async () => {
  const tampered = (await signed(plain)).replace('nicht', 'doch');
  const unknown = await verify(tampered);
  expect(unknown.dkim).toMatchObject([{ result: 'fail', comment: 'body hash did not verify' }]);
  expect(unknown.dmarc).toMatchObject({ result: 'neutral', policy: 'reject', alignedFrom: null });
  const known = await verify(tampered, { ip: '203.0.113.9', helo: 'x.test', mailFrom: 'eva@kunde.test' });
  expect(known).toMatchObject({ spf: { result: 'fail' }, dmarc: { result: 'fail', policy: 'reject' } });
});

test('a changed signed header fails', async () => {
  const found = await verify((await signed(plain)).replace('Drucker', 'Rechnung'));
  expect(found.dkim).toMatchObject([{ result: 'fail', comment: 'bad signature' }]);
});

test('signature and SPF of another domain do not prove the From', async () => {
  const found = await verify(await signed(plain, 'fremd.test'), {
    ip: '203.0.113.9',
    helo: 'mx.fremd.test',
    mailFrom: 'x@fremd.test',
  });
  expect(found).toMatchObject({
    dkim: [{ domain: 'fremd.test', result: 'pass' }],
    spf: { result: 'pass', domain: 'fremd.test' },
    dmarc: { result: 'fail', policy: 'reject', alignedFrom: null },
  });
});

test.each([
  ['pass', '192.0.2.5', 'eva@kunde.test', 'pass'],
  ['pass', '198.51.100.7', 'eva@kunde.test', 'pass'],
  ['fail', '203.0.113.9', 'eva@kunde.test', 'fail'],
  ['softfail', '203.0.113.9', 'eva@weich.test', 'fail'],
  ['none', '203.0.113.9', 'eva@ohne.test', 'fail'],
])('SPF %s for %s as %s', async (result, ip, mailFrom, dmarc) => {
  const found = await verify(plain, { ip, helo: 'mx.kunde.test', mailFrom });
  expect(found.spf).toMatchObject({ result, client: ip, domain: mailFrom.split('@')[1] });
  expect(found.spf.comment).not.toContain('poststelle');
  expect(found.dmarc.result).toBe(dmarc);
});

const received = (from: string) =>
  `Received: from ${from} by mx.desk.test with ESMTP; Mon, 2 Mar 2026 06:00:37 +0000\r\n`;

test('the address comes from the Received field of our outermost server, never from below it', async () => {
  const own = `Return-Path: <eva@kunde.test>\r\n${received('mx.desk.test (mx.desk.test [10.0.0.1])')}`;
  const edge = received('mx.kunde.test (mx.kunde.test [192.0.2.5])');
  const forged = received('[192.0.2.9] (evil.test [192.0.2.9])');
  const two = await verify(own + edge + plain, { trustedReceivedHops: 2 });
  expect(two.spf).toMatchObject({ result: 'pass', client: '192.0.2.5', domain: 'kunde.test' });
  expect(two.dmarc.result).toBe('pass');
  const foreign = received('mx.kunde.test (x [203.0.113.9])') + forged;
  const below = await verify(`${foreign}Return-Path: <eva@kunde.test>\r\n${plain}`, { trustedReceivedHops: 1 });
  expect(below.spf).toMatchObject({ client: '203.0.113.9', domain: 'mx.kunde.test', result: 'none' });
  expect((await verify(own + edge + plain)).spf).toMatchObject({ result: 'none', client: null });
});

async function forwarded(): Promise<string> {
  const mail = await signed(plain);
  const headers = await sealMessage(mail, {
    signingDomain: 'liste.test',
    selector: 's1',
    privateKey,
    cv: 'none',
    authResults: 'mx.liste.test; dkim=pass header.d=kunde.test; dmarc=pass header.from=kunde.test',
  });
  return headers.toString() + mail;
}

test('a forwarded mail keeps its ARC chain, and a chain that was changed fails', async () => {
  const mail = await forwarded();
  expect((await verify(mail)).arc).toMatchObject({ result: 'pass', sealers: ['liste.test'] });
  const changed = await verify(mail.replace('dmarc=pass', 'dmarc=fail'));
  expect(changed.arc).toMatchObject({ result: 'fail', sealers: ['liste.test'] });
});

test('no records at all: the key is missing, there is no policy', async () => {
  const found = await verify(await signed(plain), { ip: '192.0.2.5', mailFrom: 'eva@kunde.test' }, {});
  expect(found).toMatchObject({
    dkim: [{ result: 'neutral', comment: 'no key' }],
    spf: { result: 'none' },
    dmarc: { result: 'none', policy: null },
  });
});

test.each(['ETIMEOUT', 'ESERVFAIL', 'EREFUSED'])('%s is a temporary error everywhere', async (code) => {
  const failing = Object.fromEntries(Object.keys(zone).map((question) => [question, code]));
  const found = await verify(await forwarded(), { ip: '192.0.2.5', mailFrom: 'eva@kunde.test' }, failing);
  expect(found).toMatchObject({
    dkim: [{ result: 'temperror' }],
    spf: { result: 'temperror' },
    dmarc: { result: 'temperror' },
    arc: { result: 'temperror' },
  });
});

test('a key that could not be asked leaves DMARC undecided, not failed', async () => {
  const records = { ...zone, 'TXT s1._domainkey.kunde.test': 'ETIMEOUT' };
  const found = await verify(await signed(plain), { ip: '203.0.113.9', mailFrom: 'eva@kunde.test' }, records);
  expect(found).toMatchObject({
    dkim: [{ result: 'temperror' }],
    spf: { result: 'fail' },
    dmarc: { result: 'temperror', policy: 'reject' },
  });
});

test('a resolver that never answers ends with the time limit', async () => {
  const started = performance.now();
  const found = await verifyMail(Buffer.from(await forwarded()), {
    resolver: () => new Promise(() => undefined),
    ip: '192.0.2.5',
    mailFrom: 'eva@kunde.test',
    limits: { lookupMs: 60_000, totalMs: 100 },
  });
  expect(performance.now() - started).toBeLessThan(5_000);
  const result = 'temperror';
  expect(found).toMatchObject({ dkim: [{ result }], spf: { result }, dmarc: { result }, arc: { result } });
});

const fake = (i: number) =>
  `DKIM-Signature: v=1; a=rsa-sha256; d=d${i}.test; s=s; l=${i}; h=from; bh=${'A'.repeat(43)}=; b=AAAA\r\n`;

test('of 1,000 signatures the topmost ten are checked', async () => {
  const body = 'x'.repeat(70).concat('\r\n').repeat(20_000);
  const many = Array.from({ length: 1_000 }, (_, i) => fake(i)).join('');
  const started = performance.now();
  const found = await verify(`${many}From: eva@kunde.test\r\n\r\n${body}`);
  expect(performance.now() - started).toBeLessThan(10_000);
  expect(found.uncheckedSignatures).toBe(990);
  expect(found.dkim.map(({ domain }) => domain)).toEqual(Array.from({ length: 10 }, (_, i) => `d${i}.test`));
});

test('no mail causes more lookups than the limit', async () => {
  const includes = Array.from({ length: 9 }, (_, i) => `mx:m${i}.kunde.test`).join(' ');
  const records: Zone = { ...zone, 'TXT kunde.test': [[`v=spf1 ${includes} -all`]] };
  for (let i = 0; i < 9; i++) {
    records[`MX m${i}.kunde.test`] = Array.from({ length: 9 }, (_, j) => ({
      priority: j,
      exchange: `x${i}-${j}.kunde.test`,
    }));
  }
  const { resolver, asked } = resolverOf(records);
  const options = { resolver, ip: '203.0.113.9', mailFrom: 'eva@kunde.test' };
  await verifyMail(Buffer.from(await signed(plain)), options);
  expect(asked.length).toBeGreaterThan(20);
  expect(new Set(asked).size).toBe(asked.length);
  asked.length = 0;
  const found = await verifyMail(Buffer.from(await signed(plain)), { ...options, limits: { lookups: 12 } });
  expect(asked).toHaveLength(12);
  expect(found.spf.result).toBe('temperror');
});

const hostile: [string, string][] = [
  ['nothing', ''],
  ['no header', '\r\n\r\nx'],
  ['NUL bytes', '\0'.repeat(10_000)],
  ['two From fields', `From: a@fremd.test\r\n${plain}`],
  ['a From without domain', 'From: "\r\n\r\nx'],
  ['a signature that is none', `DKIM-Signature: ${';='.repeat(5_000)}\r\n${plain}`],
  ['an ARC set alone', `ARC-Seal: i=99; cv=pass\r\nARC-Message-Signature: i=x\r\n${plain}`],
  ['100,000 folded lines', `X: a\r\n${' b\r\n'.repeat(100_000)}${plain}`],
  ['50,000 blanks in a signature', `${fake(1).replace('AAAA\r\n', `A${' '.repeat(50_000)}A\r\n`)}${plain}`],
  ['a million bare line feeds', `${fake(1)}From: a@kunde.test\n\n${'\n'.repeat(1_000_000)}`],
  ['200 kB of words in Received', `Received: from ${'a '.repeat(100_000)}\r\n${plain}`],
  ['a line of 16 MB', `${fake(1)}${plain}${' '.repeat(16 * 1024 * 1024)}`],
  ['33 MB', `${plain}${'x'.repeat(33 * 1024 * 1024)}`],
];

test.each(hostile)('%s: ends soon with plain values, and nothing passes', async (_name, mail) => {
  const started = performance.now();
  const found = await verify(mail, { trustedReceivedHops: 1 });
  expect(performance.now() - started).toBeLessThan(5_000);
  const results = [found.spf, found.dmarc, found.arc, ...found.dkim].map(({ result }) => result);
  expect(results.length).toBeGreaterThanOrEqual(3);
  expect(results).not.toContain('pass');
  expect(JSON.parse(JSON.stringify(found))).toEqual(found);
});

test('a signature whose name stands on a line of its own counts, too', async () => {
  const many = Array.from({ length: 30 }, (_, i) => fake(i).replace(':', '\r\n :')).join('');
  const found = await verify(many + plain);
  expect(found.dkim).toHaveLength(10);
  expect(found.uncheckedSignatures).toBe(20);
});
