import { expect, test } from 'vitest';
import { emptyDraft } from './draft.ts';
import { type Held, meet, otherDropped, otherTaken, sameDraft, unbegun } from './draft-merge.ts';

const empty = emptyDraft(null, 'note');
const noted = (note: string) => ({ ...empty, note });
const saved = (note: string, version: string, changedAt = '2026-11-02T09:00:00.000Z') => ({
  draft: noted(note),
  version,
  changedAt,
});
const typed = (note: string, base: string | null, changedAt = '2026-11-02T10:00:00.000Z'): Held => ({
  ...unbegun(noted(note)),
  base,
  dirty: true,
  changedAt,
});

test('an untouched page shows what the desk has, and nothing once it has nothing', () => {
  const held = meet(unbegun(empty), saved('vom Telefon', 'v1'), [], empty, false);
  expect(held).toMatchObject({ draft: noted('vom Telefon'), base: 'v1', dirty: false, other: null });
  expect(meet(held, saved('vom Telefon', 'v1'), [], empty, false)).toBe(held);
  expect(meet(held, saved('vom Telefon, weiter', 'v2'), [], empty, false)).toMatchObject({ base: 'v2', other: null });
  expect(meet(held, null, [], empty, false)).toEqual(unbegun(empty));
});

test('the same words on both sides are no difference', () => {
  expect(meet(typed('gleich', null), saved('gleich', 'v1'), [], empty, false)).toMatchObject({
    base: 'v1',
    dirty: false,
    other: null,
  });
  expect(sameDraft(noted('a'), { ...noted('a'), key: 'another-key-0', seenEntryId: 7 })).toBe(true);
  expect(sameDraft(noted('a'), { ...noted('a'), html: '<p>a</p>' })).toBe(false);
});

test('a state that came from here is built upon, though its answer was lost', () => {
  const held = typed('eins zwei', 'v1');
  expect(meet(held, saved('eins', 'v2'), [noted('eins')], empty, false)).toMatchObject({
    draft: { note: 'eins zwei' },
    base: 'v2',
    dirty: true,
    other: null,
  });
});

test('words of both sides: the newer is shown, the other offered, either can be taken', () => {
  const mine = meet(typed('meins', 'v1'), saved('anderes', 'v2'), [], empty, false);
  expect(mine).toMatchObject({ draft: { note: 'meins' }, other: { draft: { note: 'anderes' }, base: 'v2' } });
  expect(mine.draft.key).not.toBe(empty.key);
  expect(otherTaken(mine, empty)).toMatchObject({ draft: { note: 'anderes' }, base: 'v2', dirty: false, other: null });
  expect(otherDropped(mine)).toMatchObject({ draft: { note: 'meins' }, base: 'v2', dirty: true, other: null });

  const theirs = meet(typed('meins', 'v1', '2026-11-02T08:00:00.000Z'), saved('anderes', 'v2'), [], empty, false);
  expect(theirs).toMatchObject({ draft: { note: 'anderes' }, base: 'v2', dirty: false });
  expect(theirs.other).toMatchObject({ draft: { note: 'meins' }, unsaved: true });
  expect(otherTaken(theirs, empty)).toMatchObject({ draft: { note: 'meins' }, base: 'v2', dirty: true });
  expect(meet(typed('meins', 'v1', '2026-11-02T08:00:00.000Z'), saved('anderes', 'v2'), [], empty, true)).toMatchObject(
    {
      draft: { note: 'meins' },
      other: { draft: { note: 'anderes' } },
    },
  );
  expect(otherDropped(theirs)).toMatchObject({ draft: { note: 'anderes' }, base: 'v2', dirty: false, other: null });
});

test('words that were sent or discarded elsewhere stay here until their writer decides', () => {
  const held = meet(typed('noch da', 'v1'), null, [], empty, false);
  expect(held).toMatchObject({ draft: { note: 'noch da' }, other: { draft: null, base: null } });
  expect(otherTaken(held, empty)).toEqual(unbegun(empty));
  expect(otherDropped(held)).toMatchObject({ draft: { note: 'noch da' }, base: null, dirty: true });
});

test('a draft that was emptied here gives way to what was written elsewhere', () => {
  expect(meet(typed('', 'v1'), saved('anderes', 'v2'), [], empty, false)).toMatchObject({ draft: { note: 'anderes' } });
});
