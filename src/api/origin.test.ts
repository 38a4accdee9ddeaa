import { expect, test } from 'vitest';
import { isForeign } from './origin.ts';

const publicUrl = 'https://desk.example.org';

test.each<[string, Record<string, string>, boolean]>([
  ['a program without browser headers', {}, false],
  ['our page', { origin: 'https://desk.example.org', 'sec-fetch-site': 'same-origin' }, false],
  ['our page behind a proxy that keeps the host', { origin: 'http://10.0.0.5:8250', host: '10.0.0.5:8250' }, false],
  ['an old browser on our page', { origin: 'https://desk.example.org' }, false],
  ['another site', { origin: 'https://evil.example' }, true],
  ['another port of the host', { origin: 'http://localhost:9999', host: 'localhost:8250' }, true],
  ['another scheme of the public address', { origin: 'http://desk.example.org' }, true],
  ['a sandboxed frame', { origin: 'null' }, true],
  ['a neighbour on the domain', { 'sec-fetch-site': 'same-site' }, true],
  ['another site without an origin', { 'sec-fetch-site': 'cross-site' }, true],
  [
    'another site that claims our origin but is marked',
    { origin: 'https://desk.example.org', 'sec-fetch-site': 'cross-site' },
    true,
  ],
])('%s', (_who, headers, foreign) => {
  expect(isForeign('POST', { host: 'internal:8250', ...headers }, publicUrl)).toBe(foreign);
  expect(isForeign('DELETE', { host: 'internal:8250', ...headers }, publicUrl)).toBe(foreign);
  expect(isForeign('GET', { host: 'internal:8250', ...headers }, publicUrl)).toBe(false);
});
