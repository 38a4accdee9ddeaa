import { expect, test } from 'vitest';
import type { Template } from '../../../../src/api/contract/auto-mails.ts';
import { offsetOf, startOf, withInserted } from './draft.ts';

test('a line and a column, counted from 1, lead to their character', () => {
  const text = 'Guten Tag\n{{ a }}\nGruß';
  expect(text[offsetOf(text, 2, 4)]).toBe('a');
  expect(offsetOf(text, 1, 1)).toBe(0);
  expect(offsetOf(text, 9, 9)).toBe(text.length);
});

test('a placeholder takes the place of what is selected', () => {
  expect(withInserted('Hallo X, gut', 6, 7, '{{ benutzer.name }}')).toEqual({
    text: 'Hallo {{ benutzer.name }}, gut',
    at: 25,
  });
});

test('a copy keeps the texts and gets its own name', () => {
  const texts = { en: { subject: 'S', text: 'T', html: '' } };
  const template: Template = {
    id: 4,
    name: 'Receipt',
    kind: 'mailbox',
    builtIn: null,
    changed: false,
    texts,
    usedBy: { events: [], mailboxes: [] },
  };
  expect(startOf(template, 'Receipt (copy)', 'de')).toEqual({ name: 'Receipt (copy)', kind: 'mailbox', texts });
  expect(Object.keys(startOf(undefined, undefined, 'en').texts)).toEqual(['en']);
});
