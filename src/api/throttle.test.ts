import { expect, test } from 'vitest';
import { placeOf } from './throttle.ts';

test('an IPv4 address is a place of its own, however it is written', () => {
  expect(placeOf('192.0.2.7')).toBe('192.0.2.7');
  expect(placeOf('::ffff:192.0.2.7')).not.toBe(placeOf('::ffff:192.0.2.8'));
});

test('the addresses of one IPv6 network are one place, also where zeros are left out of them', () => {
  const places = ['2001:db8::1', '2001:db8::aaaa:bbbb:cccc:dddd', '2001:db8:0:0:ffff::2', '2001:db8::5%eth0'].map(
    placeOf,
  );
  expect(new Set(places)).toEqual(new Set(['2001:db8:0:0::/64']));
  expect(placeOf('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2::/64');
  expect(placeOf('2001:db8:1:2::9')).toBe('2001:db8:1:2::/64');
  expect(placeOf('2001:db8:1::9')).not.toBe(placeOf('2001:db8:2::9'));
  expect(placeOf('::1')).toBe('0:0:0:0::/64');
});
