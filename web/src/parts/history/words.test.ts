import { expect, test } from 'vitest';
import { changeKey, changeValues, firstWords, writerOf } from './words.ts';

test('names the writer by the surest word there is', () => {
  const from = { name: 'Jana Petersen', addr: 'jana@hafenbau.example' };
  expect(writerOf({ agentName: 'Mara', from }, 'Poststelle')).toBe('Mara');
  expect(writerOf({ agentName: null, from }, 'Poststelle')).toBe('Jana Petersen');
  expect(writerOf({ agentName: null, from: { ...from, name: '' } }, 'Poststelle')).toBe('jana@hafenbau.example');
  expect(writerOf({ agentName: null, from: null }, 'Poststelle')).toBe('Poststelle');
});

test('takes the first new words, not the quote', () => {
  const segments = [
    { kind: 'quoted' as const, text: '> alt' },
    { kind: 'fresh' as const, text: '\n Danke,\n\n ein Paket   kam an.' },
  ];
  expect(firstWords({ segments })).toBe('Danke, ein Paket kam an.');
  expect(firstWords({ segments: [] })).toBe('');
});

test('tells authorising, passing on and taking away apart', () => {
  expect(changeKey({ field: 'team', from: '', to: 'Support' })).toBe('teamSet');
  expect(changeKey({ field: 'team', from: 'Support', to: '' })).toBe('teamCleared');
  expect(changeKey({ field: 'team', from: 'Support', to: 'Vertrieb' })).toBe('teamMoved');
  expect(changeKey({ field: 'subject', from: 'a', to: 'b' })).toBe('subject');
});

test('names statuses and priorities in the language of the page', () => {
  const masterData = {
    statuses: [
      { id: 2, group: 'open' as const, names: { de: 'Offen', en: 'Open' }, rank: 20, active: true, builtIn: true },
    ],
    priorities: [{ id: 2, names: { de: 'Normal', en: 'Normal' }, rank: 20, isDefault: true, active: true }],
  };
  expect(changeValues({ field: 'status', from: '1', to: '2' }, masterData, 'de')).toEqual({ from: '1', to: 'Offen' });
  expect(changeValues({ field: 'subject', from: '2', to: 'b' }, masterData, 'de')).toEqual({ from: '2', to: 'b' });
});
