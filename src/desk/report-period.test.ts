import { expect, test } from 'vitest';
import { pieceOf, reportPeriod } from './report-period.ts';

const zone = 'Europe/Berlin';
const at = (text: string) => Date.parse(text);
const now = at('2026-11-22T10:00:00Z');
const shown = ({ from, to, days, unit }: ReturnType<typeof reportPeriod>) => ({ from, to, days, unit });

test('the last days include today, as the zone has it', () => {
  expect(shown(reportPeriod({ days: 7 }, zone, now))).toEqual({
    from: '2026-11-16',
    to: '2026-11-22',
    days: 7,
    unit: 'day',
  });
  expect(reportPeriod({ days: 1 }, zone, at('2026-11-22T23:30:00Z')).to).toBe('2026-11-23');
  expect(shown(reportPeriod({}, zone, now))).toMatchObject({ days: 30 });
});

test('dates are both included; a turned span is turned back, an endless one is cut', () => {
  expect(shown(reportPeriod({ from: '2026-10-01', to: '2026-10-31' }, zone, now))).toMatchObject({ days: 31 });
  expect(shown(reportPeriod({ from: '2026-10-31', to: '2026-10-01' }, zone, now))).toMatchObject({
    from: '2026-10-01',
    to: '2026-10-31',
  });
  expect(shown(reportPeriod({ from: '2026-11-20' }, zone, now))).toMatchObject({
    from: '2026-11-20',
    to: '2026-11-22',
  });
  expect(shown(reportPeriod({ to: '2026-11-20' }, zone, now))).toMatchObject({ from: '2026-11-20', to: '2026-11-20' });
  expect(shown(reportPeriod({ from: '2001-01-01', to: '2026-10-31' }, zone, now))).toEqual({
    from: '2025-10-31',
    to: '2026-10-31',
    days: 366,
    unit: 'week',
  });
});

test('the day on which clocks go back has 25 hours, the one on which they go forward 23', () => {
  expect(reportPeriod({ from: '2026-10-25', to: '2026-10-25' }, zone, now).starts).toHaveLength(25);
  expect(reportPeriod({ from: '2026-03-29', to: '2026-03-29' }, zone, now).starts).toHaveLength(23);
  const week = reportPeriod({ from: '2026-10-23', to: '2026-10-27' }, zone, now);
  expect(week.starts.map((start) => new Date(start).toISOString())).toEqual([
    '2026-10-22T22:00:00.000Z',
    '2026-10-23T22:00:00.000Z',
    '2026-10-24T22:00:00.000Z',
    '2026-10-25T23:00:00.000Z',
    '2026-10-26T23:00:00.000Z',
  ]);
  expect(new Date(week.beforeStart).toISOString()).toBe('2026-10-17T22:00:00.000Z');
});

test('weeks begin on Monday, the first one with the period', () => {
  const { starts, unit } = reportPeriod({ from: '2026-06-03', to: '2026-10-31' }, zone, now);
  expect(unit).toBe('week');
  expect(starts.slice(0, 3).map((start) => new Date(start).toISOString())).toEqual([
    '2026-06-02T22:00:00.000Z',
    '2026-06-07T22:00:00.000Z',
    '2026-06-14T22:00:00.000Z',
  ]);
});

test('an instant is found in its piece, and not outside of the period', () => {
  const period = reportPeriod({ from: '2026-10-23', to: '2026-10-27' }, zone, now);
  expect(
    [
      '2026-10-22T21:59:59Z',
      '2026-10-22T22:00:00Z',
      '2026-10-25T22:59:59Z',
      '2026-10-25T23:00:00Z',
      '2026-10-27T22:59:59Z',
      '2026-10-27T23:00:00Z',
    ].map((text) => pieceOf(period, at(text))),
  ).toEqual([-1, 0, 2, 3, 4, -1]);
});
