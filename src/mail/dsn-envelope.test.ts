import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { dsnParameters, fromXtext, xtext } from './dsn-envelope.ts';

test.each([
  ['plain', 'plain'],
  ['a+b=c', 'a+2Bb+3Dc'],
  ['a b\t', 'a+20b+09'],
  ['\r\nX', '+0D+0AX'],
  ['ü', '+C3+BC'],
  ['', ''],
])('xtext of %j (RFC 3461 §4)', (value, written) => {
  expect(xtext(value)).toBe(written);
  expect(fromXtext(written)).toBe(value);
});

test('what is no xtext comes back as it is', () => {
  expect(['a b', '+', '+2', '+GG', 'a=b'].map(fromXtext)).toEqual(['a b', '+', '+2', '+GG', 'a=b']);
});

test('property: xtext is printable ASCII without `=`, and comes back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (value) => {
      const written = xtext(value);
      expect(written).toMatch(/^(?:[!-*,-<>-~]|\+[0-9A-F]{2})*$/u);
      expect(fromXtext(written)).toBe(value);
    }),
  );
});

const failures = { notify: ['failure', 'delay'], ret: 'headers', envelopeId: 'k3f9' } as const;

const notify = (value: Parameters<typeof dsnParameters>[2]['notify']) =>
  dsnParameters('a@b.example', ['c@d.example'], { ...failures, notify: value }).rcpt[0]!.split(' ')[0];

test('parameters for each recipient in order', () => {
  expect(dsnParameters('hilfe@beispiel.de', ['a+b@x.example', 'c@y.example'], failures)).toEqual({
    mail: 'RET=HDRS ENVID=k3f9',
    rcpt: ['NOTIFY=FAILURE,DELAY ORCPT=rfc822;a+2Bb@x.example', 'NOTIFY=FAILURE,DELAY ORCPT=rfc822;c@y.example'],
  });
});

test('an address beyond ASCII by RFC 6533', () => {
  const { rcpt } = dsnParameters('a@b.example', ['mü+l=ler@müller.example'], { ...failures, notify: ['success'] });
  expect(rcpt).toEqual(['NOTIFY=SUCCESS ORCPT=utf-8;m\\x{FC}\\x{2B}l\\x{3D}ler@m\\x{FC}ller.example']);
});

test('a mail without reverse-path asks for nothing (RFC 3461 §5.2.1)', () => {
  expect(dsnParameters('', ['a@x.example', 'b@x.example'], failures)).toEqual({
    mail: '',
    rcpt: ['NOTIFY=NEVER', 'NOTIFY=NEVER'],
  });
});

test('never stands alone, nothing is written twice', () => {
  expect([notify('never'), notify([]), notify(['delay', 'delay'])]).toEqual([
    'NOTIFY=NEVER',
    'NOTIFY=NEVER',
    'NOTIFY=DELAY',
  ]);
});

test('what is too long is left out (RFC 3461 §4.2, §4.4)', () => {
  const { mail, rcpt } = dsnParameters('a@b.example', [`${'x'.repeat(500)}@y.example`], {
    notify: 'never',
    ret: 'full',
    envelopeId: 'ü'.repeat(20),
  });
  expect(mail).toBe('RET=FULL');
  expect(rcpt).toEqual(['NOTIFY=NEVER']);
});

test('no parameter can carry a line break or a further parameter', () => {
  const { mail, rcpt } = dsnParameters('a@b.example', ['a\r\nRCPT TO:<x@y>@z SIZE=1'], {
    ...failures,
    envelopeId: 'x\r\nDATA SIZE=1',
  });
  expect([mail, ...rcpt].join('')).toMatch(/^[!-~ ]*$/u);
  expect(mail.split(' ')).toHaveLength(2);
  expect(rcpt[0]!.split(' ')).toHaveLength(2);
});
