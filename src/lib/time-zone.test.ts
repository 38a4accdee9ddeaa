import { expect, test } from 'vitest';
import { isTimeZone } from './time-zone.ts';

test.each(['Europe/Berlin', 'Europe/Kyiv', 'Asia/Kolkata', 'UTC'])('%s is a time zone', (name) => {
  expect(isTimeZone(name)).toBe(true);
});

test.each(['', 'Berlin', 'Europe/Bielefeld', '+02:00', 'Europe/Berlin '])('“%s” is none', (name) => {
  expect(isTimeZone(name)).toBe(false);
});
