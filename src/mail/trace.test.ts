import { expect, test } from 'vitest';
import { readDelivery } from './trace.ts';

const by = 'by mx.desk.test with ESMTPS id 1; Mon, 2 Mar 2026 06:00:37 +0000';
const read = (from: string) => readDelivery([{ name: 'Received', value: `${from} ${by}` }], 1);

test.each([
  ['Postfix', 'from mail.a.test (rdns.a.test [192.0.2.1])', '192.0.2.1', 'mail.a.test'],
  ['IPv6', 'from mail.a.test (rdns.a.test [IPv6:2001:db8::1])', '2001:db8::1', 'mail.a.test'],
  ['Exim', 'from rdns.a.test ([192.0.2.1] helo=mail.a.test)', '192.0.2.1', 'mail.a.test'],
  ['Exim without a name', 'from [192.0.2.1] (helo=mail.a.test)', '192.0.2.1', 'mail.a.test'],
  ['a literal as greeting', 'from [203.0.113.9] (rdns.a.test [192.0.2.1])', '192.0.2.1', '[203.0.113.9]'],
  ['a greeting made to mislead', 'from a([203.0.113.9]) (rdns.a.test [192.0.2.1])', '192.0.2.1', 'a([203.0.113.9])'],
  ['a misleading greeting to Exim', 'from r.test ([192.0.2.1] helo=x[203.0.113.9])', '192.0.2.1', 'x[203.0.113.9]'],
])('%s', (_name, from, ip, helo) => {
  expect(read(from)).toEqual({ ip, helo, mailFrom: null });
});

test.each([
  'from [203.0.113.9]',
  'from mail.a.test (unknown)',
  'from mail.a.test (x [999.1.1.1])',
  '',
  '('.repeat(90_000),
])('no address: %.40s', (from) => {
  expect(read(from)).toBeNull();
});

test('the null reverse-path is known, a reverse-path below our field is not', () => {
  const own = { name: 'Received', value: `from a.test (a.test [192.0.2.1]) ${by}` };
  const path = { name: 'Return-Path', value: '<>' };
  expect(readDelivery([path, own], 1)?.mailFrom).toBe('');
  expect(readDelivery([own, path], 1)?.mailFrom).toBeNull();
  expect(readDelivery([path, own], 0)).toBeNull();
  expect(readDelivery([path, own], 2)).toBeNull();
});
