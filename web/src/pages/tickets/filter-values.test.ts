import { expect, test } from 'vitest';
import { filterFieldNames, filterFields, filterTexts } from '../../../../src/desk/ticket-filter.ts';
import { isListField, isSearchedField, optionsOf, singleFields, withValue } from './filter-values.ts';

const names = { de: 'x', en: 'x' };
const node = { id: 4, name: 'x', parentId: null, active: true, teamId: null, colour: 'blue', memberIds: [] };
const data = {
  teams: [node],
  categories: [node],
  labels: [node],
  statuses: [{ id: 4, names, rank: 1 }],
  priorities: [{ id: 4, names, rank: 1 }],
  incoming: [{ id: 4, name: 'x' }],
} as unknown as Parameters<typeof optionsOf>[1];
const t = ((key: string) => key) as unknown as Parameters<typeof optionsOf>[2];

test('every field can be edited in one way, and all it offers is understood', () => {
  for (const field of filterFieldNames) {
    const single = (singleFields as readonly string[]).includes(field);
    expect([isListField(field), isSearchedField(field), single].filter(Boolean), field).toHaveLength(1);
    const offered = optionsOf(field, data, t, 'de');
    expect(offered.length > 0, field).toBe(!isSearchedField(field));
    for (const { value } of offered) expect(filterTexts({ [field]: value }), value).toEqual({ [field]: value });
  }
  expect(Object.keys(filterFields)).toEqual(filterFieldNames);
});

test('values come and go', () => {
  expect(withValue(undefined, '3', true)).toBe('3');
  expect(withValue('1,3', '3', true)).toBe('1,3');
  expect(withValue('1,3', '1', false)).toBe('3');
  expect(withValue('1', '1', false)).toBeUndefined();
});
