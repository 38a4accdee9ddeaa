import { expect, test } from 'vitest';
import { emptyDraft } from './draft.ts';
import { loadDraft, saveDraft } from './draft-storage.ts';
import { memoryStorage } from './memory-storage.ts';
import { keepSent, putBackDiscarded, restoreSent } from './sent-drafts.ts';

const draft = { ...emptyDraft(null, 'reply'), mode: 'reply' as const, text: 'Guten Tag' };

test('a mail that was taken back is a draft again', () => {
  const storage = memoryStorage();
  keepSent(storage, 5, { ticketId: 1, draft, sentAt: 1_000 });
  expect(restoreSent(storage, 5)).toEqual({ ticketId: 1, draft, sentAt: 1_000 });
  expect(loadDraft(storage, 1)).toEqual(draft);
  expect(restoreSent(storage, 5)).toBeNull();
});

test('what was begun meanwhile is not overwritten', () => {
  const storage = memoryStorage();
  keepSent(storage, 5, { ticketId: 1, draft, sentAt: 1_000 });
  saveDraft(storage, 1, { ...draft, text: 'Noch etwas', note: 'intern' });
  restoreSent(storage, 5);
  expect(loadDraft(storage, 1)).toMatchObject({ text: 'Noch etwas\n\nGuten Tag', note: 'intern' });
});

test('what was begun meanwhile keeps its words beside those that have form', () => {
  const storage = memoryStorage();
  keepSent(storage, 5, { ticketId: 1, draft: { ...draft, html: '<p><b>Guten</b> Tag</p>' }, sentAt: 1_000 });
  saveDraft(storage, 1, { ...draft, text: 'Noch <etwas>' });
  restoreSent(storage, 5);
  expect(loadDraft(storage, 1)?.html).toBe('<p>Noch &lt;etwas&gt;</p>\n<p><b>Guten</b> Tag</p>');
});

test('a discarded part comes back beside what was begun meanwhile', () => {
  const storage = memoryStorage();
  const both = { ...draft, note: 'intern' };
  saveDraft(storage, 1, { ...draft, text: '', note: 'intern, neu' });
  putBackDiscarded(storage, 1, both);
  expect(loadDraft(storage, 1)).toMatchObject({ text: 'Guten Tag', note: 'intern, neu' });
  saveDraft(storage, 2, { ...draft, note: 'neu' });
  putBackDiscarded(storage, 2, { ...both, mode: 'note' });
  expect(loadDraft(storage, 2)).toMatchObject({ mode: 'note', text: 'Guten Tag', note: 'neu\n\nintern' });
});

test('forgets sent drafts after ten minutes', () => {
  const storage = memoryStorage();
  keepSent(storage, 5, { ticketId: 1, draft, sentAt: 1_000 });
  keepSent(storage, 6, { ticketId: 1, draft, sentAt: 1_000 + 11 * 60_000 });
  expect(restoreSent(storage, 5)).toBeNull();
  expect(restoreSent(storage, 6)).not.toBeNull();
});
