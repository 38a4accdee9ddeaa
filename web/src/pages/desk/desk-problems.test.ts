import { expect, test } from 'vitest';
import type { DeskSettings } from '../../../../src/api/contract/spools.ts';
import { cleanDesk, deskProblems } from './desk-problems.ts';

const good: DeskSettings = {
  name: 'Poststelle',
  locale: 'de',
  ticketKeyword: 'TicketID',
  ticketPrefix: '[',
  ticketSuffix: ']',
  moreKeywords: ['Vorgang'],
  reopenDays: 14,
  strangers: 'append',
  ticketsPer: 'desk',
  freemailDomains: ['gmx.example'],
  keepSourceDays: null,
  fetchStopped: false,
  undoSeconds: 10,
  timeZone: 'Europe/Berlin',
  auditDays: 365,
  auditAddresses: true,
};
const wrong = (change: Partial<DeskSettings>) =>
  Object.entries(deskProblems({ ...good, ...change }))
    .filter(([, is]) => is)
    .map(([field]) => field);

test('what cannot be saved is found at its field', () => {
  expect(wrong({})).toEqual([]);
  expect(wrong({ name: ' ' })).toEqual(['name']);
  expect(wrong({ moreKeywords: ['Vorgang', 'zwei Wörter'] })).toEqual(['moreKeywords']);
  expect(wrong({ ticketPrefix: 'Nr' })).toEqual(['prefix']);
  expect(wrong({ reopenDays: Number.NaN })).toEqual(['reopen']);
  expect(wrong({ reopenDays: 0 })).toEqual([]);
  expect(wrong({ keepSourceDays: 0 })).toEqual(['keepSource']);
  expect(wrong({ auditDays: 0 })).toEqual(['audit']);
  expect(wrong({ auditDays: null })).toEqual([]);
  expect(wrong({ freemailDomains: ['gmx'] })).toEqual(['freemail']);
  expect(wrong({ undoSeconds: 61 })).toEqual(['undo']);
});

test('an address counts as its domain, and nothing stands twice', () => {
  const { freemailDomains, moreKeywords } = cleanDesk({
    ...good,
    freemailDomains: ['GMX.example', 'anna@gmx.example', ' web.example '],
    moreKeywords: ['Case', 'Case', ''],
  });
  expect(freemailDomains).toEqual(['gmx.example', 'web.example']);
  expect(moreKeywords).toEqual(['Case']);
});
