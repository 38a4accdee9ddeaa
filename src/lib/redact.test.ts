import { expect, test } from 'vitest';
import { Failure } from './failure.ts';
import { redact, redactText } from './redact.ts';

test.each([
  'password',
  'userPassword',
  'PASSWORD',
  'pass',
  'client_secret',
  'accessToken',
  'refresh-token',
  'Authorization',
  'set-cookie',
  'masterKey',
  'api_key',
])('the value of %s is masked at any depth', (name) => {
  const fields = { [name]: 'Xq7-planted', outer: { list: [{ [name]: { inside: 'Xq7-planted' } }] } };
  expect(JSON.stringify(redact(fields))).not.toContain('planted');
  expect(redact(fields)[name]).toBe('***');
});

test('fields that only sound similar stay readable', () => {
  const fields = { ticket: 7, keyword: 'TicketID', tokens: 3, passed: 2, key: 'x', passwordSet: true, secret: null };
  expect(redact(fields)).toEqual(fields);
});

test('the password of a URL is masked in every text, its user name stays', () => {
  expect(redactText('connect postgres://desk:Xq7/planted?@db.test:5432/desk failed')).not.toContain('@@');
  expect(redactText('connect postgres://desk:Xq7planted@db.test/desk failed')).toBe(
    'connect postgres://desk:***@db.test/desk failed',
  );
  expect(redact({ error: new Error('no smtp://u:Xq7planted@h') }).error).toMatchObject({
    message: 'no smtp://u:***@h',
  });
});

test('an error keeps what it says, its own fields and its cause', () => {
  const failure = new Failure('connect-refused', { params: { host: 'mail.test' }, cause: new Error('ECONNREFUSED') });
  expect(redact({ failure }).failure).toMatchObject({
    code: 'connect-refused',
    params: { host: 'mail.test' },
    cause: { message: 'ECONNREFUSED' },
  });
});

test('cycles, bytes, long texts, deep and wide values are cut short', () => {
  const loop: Record<string, unknown> = { raw: Buffer.alloc(9), text: 'x'.repeat(10_000), when: new Date(0) };
  loop.self = loop;
  const { value } = redact({ value: loop }) as { value: Record<string, unknown> };
  expect(value).toMatchObject({ raw: '9 bytes', self: '(cycle)', when: '1970-01-01T00:00:00.000Z' });
  expect(String(value.text).length).toBeLessThan(4100);
  let deep: unknown = 'Xq7-bottom';
  for (let depth = 0; depth < 50; depth++) deep = { deep };
  expect(JSON.stringify(redact({ deep }))).toContain('(deeper)');
  const wide = redact({ list: Array.from({ length: 1000 }, (_, index) => index) }).list as unknown[];
  expect(wide).toHaveLength(51);
  expect(wide.at(-1)).toBe('950 more');
});
