import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { Failure } from '../lib/failure.ts';
import { startExchange } from './sasl.ts';
import { scramExchange } from './scram.ts';

const exchange = {
  username: 'Domain\\Max.Mustermann\\Shared.MailboxAlias',
  secret: 'Pässwörd ',
  host: 'mail.test',
  port: 993,
};

test('PLAIN carries user name and password byte for byte (RFC 4616)', () => {
  const { initial, respond } = startExchange('PLAIN', exchange);
  expect(initial?.toString('utf8')).toBe('\0Domain\\Max.Mustermann\\Shared.MailboxAlias\0Pässwörd ');
  expect(respond(Buffer.alloc(0))).toHaveLength(0);
});

test('LOGIN answers two questions whatever their words, and no third', () => {
  const { initial, respond } = startExchange('LOGIN', exchange);
  expect(initial).toBeUndefined();
  expect(respond(Buffer.from('Benutzername:')).toString()).toBe(exchange.username);
  expect(respond(Buffer.from('Kennwort:')).toString()).toBe(exchange.secret);
  expect(() => respond(Buffer.from('?'))).toThrow(Failure);
});

test('CRAM-MD5 gives the digest of RFC 2195 §2', () => {
  const { respond } = startExchange('CRAM-MD5', { ...exchange, username: 'tim', secret: 'tanstaaftanstaaf' });
  const challenge = Buffer.from('<1896.697170952@postoffice.reston.mci.net>');
  expect(respond(challenge).toString()).toBe('tim b913a602c7eda7a495b4e6e7334d3890');
});

test('Latin-1 where a mechanism leaves the charset open; SCRAM and tokens are UTF-8 all the same', () => {
  const latin1 = { ...exchange, username: 'Käthe', secret: 'Pässwörd', credentialCharset: 'latin1' } as const;
  expect(startExchange('PLAIN', latin1).initial?.toString('latin1')).toBe('\0Käthe\0Pässwörd');
  const login = startExchange('LOGIN', latin1);
  expect([1, 2].map(() => login.respond(Buffer.alloc(0)).toString('latin1'))).toEqual(['Käthe', 'Pässwörd']);
  const digest = createHmac('md5', Buffer.from('Pässwörd', 'latin1')).update('<1>').digest('hex');
  const cram = startExchange('CRAM-MD5', latin1).respond(Buffer.from('<1>'));
  expect(cram.toString('latin1')).toBe(`Käthe ${digest}`);
  expect(startExchange('SCRAM-SHA-256', latin1).initial?.toString('utf8')).toContain('n=Käthe,');
  expect(startExchange('XOAUTH2', latin1).initial?.toString('utf8')).toContain('user=Käthe\x01');
});

test('what Latin-1 lacks is named before anything is sent', () => {
  const euro = { ...exchange, secret: '5 €', credentialCharset: 'latin1' } as const;
  for (const mechanism of ['PLAIN', 'LOGIN', 'CRAM-MD5'] as const) {
    expect(() => startExchange(mechanism, euro)).toThrow(
      expect.objectContaining({ code: 'sign-in-charset', field: 'password', temporary: false }),
    );
  }
  const name = { ...euro, username: 'Łukasz', secret: 'x' };
  expect(() => startExchange('PLAIN', name)).toThrow(expect.objectContaining({ field: 'username' }));
});

test('SCRAM-SHA-1 gives the messages of RFC 5802 §5', () => {
  const scram = scramExchange(
    'SCRAM-SHA-1',
    { ...exchange, username: 'user', secret: 'pencil' },
    'fyko+d2lbbFgONRv9qkxdawL',
  );
  expect(scram.initial?.toString()).toBe('n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL');
  const first = 'r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096';
  expect(scram.respond(Buffer.from(first)).toString()).toBe(
    'c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=',
  );
  expect(scram.respond(Buffer.from('v=rmF9pqV8S7suAoZWja4dJRkFsKQ='))).toHaveLength(0);
  expect(() => scram.finish()).not.toThrow();
});

test('SCRAM-SHA-256 gives the messages of RFC 7677 §3', () => {
  const scram = scramExchange(
    'SCRAM-SHA-256',
    { ...exchange, username: 'user', secret: 'pencil' },
    'rOprNGfwEbeRWgbNEkqO',
  );
  const first = 'r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096';
  expect(scram.respond(Buffer.from(first)).toString()).toBe(
    'c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=',
  );
  scram.respond(Buffer.from('v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4='));
  expect(() => scram.finish()).not.toThrow();
});

test.each([
  ['a nonce that is not ours', 'r=other,s=QSXCR+Q6sek8bf92,i=4096'],
  ['our nonce unchanged', 'r=abc,s=QSXCR+Q6sek8bf92,i=4096'],
  ['a billion rounds', 'r=abcdef,s=QSXCR+Q6sek8bf92,i=1000000000'],
  ['no rounds', 'r=abcdef,s=QSXCR+Q6sek8bf92'],
  ['no salt', 'r=abcdef,i=4096'],
])('SCRAM refuses a server with %s', (_, first) => {
  const scram = scramExchange('SCRAM-SHA-256', exchange, 'abc');
  expect(() => scram.respond(Buffer.from(first))).toThrow('server-not-authentic');
});

test('SCRAM refuses a server that does not know the password, or that proves nothing', () => {
  const scram = scramExchange('SCRAM-SHA-1', { ...exchange, username: 'user', secret: 'pencil' }, 'abc');
  scram.respond(Buffer.from('r=abcdef,s=QSXCR+Q6sek8bf92,i=4096'));
  expect(() => scram.finish()).toThrow('server-not-authentic');
  expect(() => scram.respond(Buffer.from('v=AAAA'))).toThrow('server-not-authentic');
});

test('SCRAM escapes what would end the user name', () => {
  expect(scramExchange('SCRAM-SHA-1', { ...exchange, username: 'a=b,c' }, 'n').initial?.toString()).toBe(
    'n,,n=a=3Db=2Cc,r=n',
  );
});

test('OAUTHBEARER and XOAUTH2 carry the token and answer a refusal as their authors ask', () => {
  const bearer = startExchange('OAUTHBEARER', { ...exchange, username: 'a,b', secret: 'tok' });
  expect(bearer.initial?.toString()).toBe('n,a=a=2Cb,\x01host=mail.test\x01port=993\x01auth=Bearer tok\x01\x01');
  expect(bearer.respond(Buffer.from('{}')).toString()).toBe('\x01');
  const xoauth2 = startExchange('XOAUTH2', { ...exchange, secret: 'tok' });
  expect(xoauth2.initial?.toString()).toBe(`user=${exchange.username}\x01auth=Bearer tok\x01\x01`);
  expect(xoauth2.respond(Buffer.from('{}'))).toHaveLength(0);
});
