import { expect, test } from 'vitest';
import { addDays, daysBetween, isDate, startOfDate, wallClock } from './calendar.ts';

const iso = (at: number) => new Date(at).toISOString();

test.each([
  // Winter, summer, and the two days on which clocks change.
  ['Europe/Berlin', '2026-01-15', '2026-01-14T23:00:00.000Z'],
  ['Europe/Berlin', '2026-07-15', '2026-07-14T22:00:00.000Z'],
  ['Europe/Berlin', '2026-03-29', '2026-03-28T23:00:00.000Z'],
  ['Europe/Berlin', '2026-03-30', '2026-03-29T22:00:00.000Z'],
  ['Europe/Berlin', '2026-10-25', '2026-10-24T22:00:00.000Z'],
  ['Europe/Berlin', '2026-10-26', '2026-10-25T23:00:00.000Z'],
  ['America/St_Johns', '2026-11-22', '2026-11-22T03:30:00.000Z'],
  ['Asia/Kathmandu', '2026-11-22', '2026-11-21T18:15:00.000Z'],
  ['Pacific/Kiritimati', '2026-11-22', '2026-11-21T10:00:00.000Z'],
  // Here clocks go from 24:00 to 1:00: there is no midnight on that date.
  ['America/Santiago', '2026-09-06', '2026-09-06T04:00:00.000Z'],
  // And here from 24:00 back to 23:00: midnight comes once, an hour later than one might think.
  ['America/Santiago', '2026-04-05', '2026-04-05T04:00:00.000Z'],
  ['UTC', '2026-11-22', '2026-11-22T00:00:00.000Z'],
])('in %s the %s begins at %s', (zone, date, expected) => {
  expect(iso(startOfDate(zone, date))).toBe(expected);
});

test('the clock on the wall shows date, hour and weekday', () => {
  const read = wallClock('Europe/Berlin');
  expect(read(Date.parse('2026-11-22T22:59:59Z'))).toEqual({ date: '2026-11-22', hour: 23, weekday: 6 });
  expect(read(Date.parse('2026-11-22T23:00:00Z'))).toEqual({ date: '2026-11-23', hour: 0, weekday: 0 });
  // The hour from 2 to 3 comes twice on the day clocks go back, and not at all on the day they go forward.
  expect(['00:30', '01:30', '02:30'].map((time) => read(Date.parse(`2026-10-25T${time}:00Z`)).hour)).toEqual([2, 2, 3]);
  expect(['00:30', '01:30'].map((time) => read(Date.parse(`2026-03-29T${time}:00Z`)).hour)).toEqual([1, 3]);
});

test('dates are counted by the calendar', () => {
  expect(addDays('2026-02-27', 2)).toBe('2026-03-01');
  expect(addDays('2026-03-01', -2)).toBe('2026-02-27');
  expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
  expect(['2026-02-28', '2026-02-30', '2026-2-3', 'today', '2026-13-01'].map(isDate)).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
});

test('a zone that does not exist is refused', () => {
  expect(() => wallClock('Europe/Nirgends')).toThrow(RangeError);
});
