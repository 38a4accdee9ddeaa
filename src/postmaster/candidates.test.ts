import { expect, test } from 'vitest';
import { chooseCandidates, type ImportRules } from './candidates.ts';

const since = new Date('2026-03-01T12:00:00.000Z');
const rules: ImportRules = { since, fetchRead: false, maxBytes: 100 };
const mail = { ref: 'a', receivedAt: since, size: 100, seen: false };

/** In which list the mail ends, undefined if in none. */
function placeOf(more: Partial<typeof mail>, rule: Partial<ImportRules> = {}, known: readonly string[] = []) {
  const chosen = chooseCandidates([{ ...mail, ...more }], new Set(known), { ...rules, ...rule });
  return Object.entries(chosen).find(([, mails]) => mails.length > 0)?.[0];
}

test('exactly as old as allowed is in, a millisecond older is not; without a limit nothing is too old', () => {
  const older = { receivedAt: new Date(since.getTime() - 1) };
  expect([placeOf({}), placeOf(older), placeOf(older, { since: null })]).toEqual(['wanted', 'old', 'wanted']);
});

test('read mail is left unless asked for, also if the server lists it', () => {
  expect([placeOf({ seen: true }), placeOf({ seen: true }, { fetchRead: true })]).toEqual([undefined, 'wanted']);
});

test('what the ledger knows is in no list, whatever its flags, age and size', () => {
  for (const more of [{}, { seen: true }, { size: 101 }, { receivedAt: new Date(0) }])
    expect(placeOf(more, { fetchRead: true }, ['a'])).toBeUndefined();
  expect(placeOf({}, {}, ['b'])).toBe('wanted');
});

test('exactly the largest size is in, a byte more stays on the server; old mail is old, not too large', () => {
  expect([placeOf({}), placeOf({ size: 101 })]).toEqual(['wanted', 'tooLarge']);
  expect(placeOf({ size: 101, receivedAt: new Date(0) })).toBe('old');
});

test('each list keeps the order of the server', () => {
  const listed = ['c', 'a', 'b'].map((ref) => ({ ...mail, ref }));
  expect(chooseCandidates(listed, new Set(), rules).wanted.map(({ ref }) => ref)).toEqual(['c', 'a', 'b']);
});
