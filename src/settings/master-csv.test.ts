import { expect, test } from 'vitest';
import { csvColumns, csvHeading, fromCell, readHeadings, type ReferenceNames, toCell } from './master-csv.ts';
import { masterKindNames } from './master-data.ts';

const names: ReferenceNames = {
  nameOf: (widget, id) => `${widget} ${id}`,
  idsOf: (_widget, text) => ({ one: [1], two: [1, 2] })[text] ?? [],
};

test('columns are found by their name in the code and by their title in either language, whatever their case', () => {
  for (const kind of masterKindNames) {
    const columns = csvColumns(kind);
    for (const headings of [
      columns,
      columns.map((column) => csvHeading(kind, column, 'de').toUpperCase()),
      columns.map((column) => ` ${csvHeading(kind, column, 'en')} `),
    ])
      expect(readHeadings(kind, headings)).toEqual({ columns, problems: [] });
  }
});

test('no two columns of a kind have the same title in a language', () => {
  for (const kind of masterKindNames)
    for (const locale of ['de', 'en'] as const) {
      const titles = csvColumns(kind).map((column) => csvHeading(kind, column, locale).toLowerCase());
      expect(new Set(titles).size, `${kind} ${locale}`).toBe(titles.length);
    }
});

test.each(['ja', 'Yes', 'x', '1', 'TRUE'])('%s is yes', (cell) => {
  expect(fromCell('labels', 'active', cell, names)).toEqual({ value: true });
});
test.each(['nein', 'NO', '0', 'false'])('%s is no', (cell) => {
  expect(fromCell('labels', 'active', cell, names)).toEqual({ value: false });
});

test.each<[string, string, unknown]>([
  ['active', '', { value: undefined }],
  ['active', 'vielleicht', { problem: 'csv-not-yes-or-no' }],
  ['name', ' Drucker ', { value: 'Drucker' }],
  ['name', '', { value: '' }],
  ['colour', 'ROT', { value: 'red' }],
  ['colour', 'Teal', { value: 'teal' }],
  ['colour', 'bunt', { problem: 'csv-no-such', params: { value: 'bunt' } }],
  ['parentId', 'one', { value: 1 }],
  ['parentId', '', { value: null }],
  ['parentId', 'two', { problem: 'csv-several', params: { value: 'two' } }],
  ['parentId', 'none', { problem: 'csv-no-such', params: { value: 'none' } }],
])('a label: %s from %j', (column, cell, expected) => {
  expect(fromCell('labels', column, cell, names)).toEqual(expected);
});

test('lists are separated by comma, semicolon or blank', () => {
  expect(fromCell('contacts', 'addresses', 'a@x.example;b@x.example,  c@x.example', names)).toEqual({
    value: ['a@x.example', 'b@x.example', 'c@x.example'],
  });
  expect(fromCell('teams', 'memberIds', 'one, nobody', names)).toEqual({
    problem: 'csv-no-such',
    params: { value: 'nobody' },
  });
});

test('cells say what a person reads', () => {
  const values = { name: 'Rot', parentId: 7, colour: 'red', active: false };
  const cells = (locale: 'de' | 'en') =>
    ['name', 'parentId', 'colour', 'active'].map((column) => toCell('labels', column, values, names, locale));
  expect(cells('de')).toEqual(['Rot', 'label 7', 'Rot', 'nein']);
  expect(cells('en')).toEqual(['Rot', 'label 7', 'Red', 'no']);
  expect(toCell('teams', 'memberIds', { memberIds: [9, 2] }, names, 'en')).toBe('agents 2, agents 9');
  expect(toCell('priorities', 'rank', { rank: 30 }, names, 'en')).toBe('30');
  expect(toCell('labels', 'parentId', { parentId: null }, names, 'en')).toBe('');
});
