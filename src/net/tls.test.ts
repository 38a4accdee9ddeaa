import { expect, test } from 'vitest';
import { bareHost } from './tls.ts';

test.each([
  ['[::1]', '::1'],
  ['2001:db8::1', '2001:db8::1'],
  ['192.0.2.1', '192.0.2.1'],
  ['Mail.Example.ORG', 'mail.example.org'],
  ['post.bücher.example', 'post.xn--bcher-kva.example'],
])('the host %s is asked for as %s', (host, asked) => {
  expect(bareHost(host)).toBe(asked);
});
