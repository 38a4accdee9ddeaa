import { expect, test } from 'vitest';
import { type Answer, emptyDraft, handOverKey, hasOthers, isBegun, isTouched, switchRecipients } from './draft.ts';
import { loadDraft, loadHeld, saveDraft, saveHeld } from './draft-storage.ts';
import { memoryStorage } from './memory-storage.ts';

const answer: Answer = {
  entryId: 7,
  to: [{ name: 'Jana', addr: 'jana@hafenbau.example' }],
  allTo: [{ name: 'Jana', addr: 'jana@hafenbau.example' }],
  allCc: [{ name: '', addr: 'lager@hafenbau.example' }],
  subject: 'Re: Lieferung',
  outgoingId: 3,
  quote: '> Guten Tag',
};

test('a fresh draft carries the prepared answer and counts as untouched', () => {
  const draft = emptyDraft(answer, 'replyAll');
  expect(draft).toMatchObject({
    mode: 'replyAll',
    cc: answer.allCc,
    outgoingId: 3,
    answersEntryId: 7,
    quote: '> Guten Tag',
  });
  expect(isTouched(draft)).toBe(false);
  expect(emptyDraft(null, 'reply').mode).toBe('note');
});

test('keeps what was typed per ticket and forgets an emptied draft', () => {
  const storage = memoryStorage();
  const draft = { ...emptyDraft(answer, 'reply'), text: 'Danke' };
  expect(saveDraft(storage, 1, draft)).toBe(true);
  expect(loadDraft(storage, 1)).toEqual(draft);
  expect(loadDraft(storage, 2)).toBeNull();
  saveDraft(storage, 1, { ...draft, text: ' ' });
  expect(loadDraft(storage, 1)).toBeNull();
  saveDraft(storage, null, draft);
  expect([loadDraft(storage, null), loadDraft(storage, 1)]).toEqual([draft, null]);
});

test('of a first mail the recipient and the subject count, of an answer they are prepared', () => {
  const storage = memoryStorage();
  const draft = { ...emptyDraft({ ...answer, to: [], allTo: [], allCc: [], subject: '' }, 'reply'), subject: 'Termin' };
  expect([isBegun(null, draft), isBegun(1, draft)]).toEqual([true, false]);
  saveDraft(storage, null, draft);
  saveDraft(storage, 1, draft);
  expect([loadDraft(storage, null), loadDraft(storage, 1)]).toEqual([draft, null]);
  expect(isBegun(null, { ...draft, subject: '', bcc: answer.to })).toBe(true);
  expect(isBegun(null, { ...draft, subject: ' ' })).toBe(false);
});

test('survives broken and refused storage', () => {
  const storage = memoryStorage();
  storage.setItem('poststelle.draft.1', '{"mode":"reply"');
  expect(loadDraft(storage, 1)).toBeNull();
  storage.setItem('poststelle.draft.1', '{"mode":"reply"}');
  expect(loadDraft(storage, 1)).toBeNull();
  const full = memoryStorage();
  full.setItem = () => {
    throw new DOMException('full', 'QuotaExceededError');
  };
  expect(saveDraft(full, 1, { ...emptyDraft(answer, 'reply'), text: 'x' })).toBe(false);
});

test('offers reply all only if it reaches somebody else', () => {
  expect(hasOthers(answer)).toBe(true);
  expect(hasOthers({ ...answer, allCc: [{ name: '', addr: 'JANA@hafenbau.example' }] })).toBe(false);
});

test('switching between reply and reply all keeps whom the person added', () => {
  const added = { name: '', addr: 'chef@hafenbau.example' };
  const one = { ...emptyDraft(answer, 'reply'), cc: [added] };
  const all = switchRecipients(one, answer, 'replyAll');
  expect(all).toEqual({ to: answer.to, cc: [...answer.allCc, added] });
  expect(switchRecipients({ ...one, ...all }, answer, 'reply')).toEqual({ to: answer.to, cc: [added] });
  expect(switchRecipients({ ...one, ...all }, answer, 'note')).toEqual(all);
});

test('a draft keeps its key; what is handed over has another name once it was changed', () => {
  const storage = memoryStorage();
  const draft = { ...emptyDraft(answer, 'reply'), text: 'Guten Tag' };
  saveDraft(storage, 5, draft);
  expect(loadDraft(storage, 5)?.key).toBe(draft.key);
  expect(emptyDraft(answer, 'reply').key).not.toBe(draft.key);
  const first = handOverKey(draft.key, { text: 'Guten Tag' });
  expect(handOverKey(draft.key, { text: 'Guten Tag' })).toBe(first);
  expect(handOverKey(draft.key, { text: 'Guten Tag!' })).not.toBe(first);
  expect(first).toMatch(/^[\w-]{8,64}$/);
  storage.setItem('poststelle.draft.6', JSON.stringify({ ...draft, key: undefined }));
  expect(loadDraft(storage, 6)?.key).toMatch(/^[0-9a-f]{24}$/);
});

test('what is known of the draft at the desk is kept with it, and that the desk is still to be told of its end', () => {
  const storage = memoryStorage();
  const draft = { ...emptyDraft(answer, 'reply'), text: 'Danke' };
  const held = { draft, base: 'v1', dirty: false, changedAt: null, savedAt: '2026-11-02T09:00:00.000Z', other: null };
  saveHeld(storage, 1, held);
  expect(loadHeld(storage, 1)).toEqual(held);
  saveDraft(storage, 1, { ...draft, text: 'Danke sehr' });
  expect(loadHeld(storage, 1)).toMatchObject({ draft: { text: 'Danke sehr' }, base: 'v1', dirty: true });
  saveHeld(storage, 1, { ...held, draft: { ...draft, text: '' }, dirty: true });
  expect(loadHeld(storage, 1)).toMatchObject({ draft: { text: '' }, base: 'v1', dirty: true });
  saveHeld(storage, 1, { ...held, draft: { ...draft, text: '' }, base: null });
  expect(loadHeld(storage, 1)).toBeNull();
});
