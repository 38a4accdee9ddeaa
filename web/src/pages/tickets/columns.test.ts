import { expect, test } from 'vitest';
import { movedColumn, readLayout, withColumn } from './columns.ts';

test('columns are read as remembered, each once, and never without the subject', () => {
  expect(readLayout({ 'list.layout': 'table', 'list.columns': ['team', 'size', 'team', 'reference'] })).toEqual({
    layout: 'table',
    columns: ['team', 'reference', 'subject'],
  });
  expect(readLayout({ 'list.columns': 'team' }).columns).toContain('subject');
  expect(readLayout({ 'list.layout': 7 }).layout).toBe('rows');
});

test('columns come, go and move', () => {
  expect(withColumn(['subject'], 'team', true)).toEqual(['subject', 'team']);
  expect(withColumn(['subject', 'team'], 'team', true)).toEqual(['subject', 'team']);
  expect(withColumn(['subject', 'team'], 'team', false)).toEqual(['subject']);
  expect(movedColumn(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b']);
  expect(movedColumn(['a', 'b', 'c'], 0, -1)).toEqual(['a', 'b', 'c']);
  expect(movedColumn(['a', 'b', 'c'], 2, 1)).toEqual(['a', 'b', 'c']);
});
