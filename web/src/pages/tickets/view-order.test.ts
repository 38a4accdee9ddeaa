import { expect, test } from 'vitest';
import type { ListView } from '../../../../src/api/contract/list-views.ts';
import { askedOf } from './list-search.ts';
import { placedViews, searchOfView, viewOrder } from './view-order.ts';

const saved = (id: number): ListView => ({
  id,
  name: `View ${id}`,
  shared: false,
  view: 'all',
  filter: {},
  q: '',
  sort: 'changed',
  mayChange: true,
});
const keys = (preferences: Record<string, unknown>) =>
  placedViews([saved(1), saved(2)], preferences).map(({ key }) => key);

test('built-in views stand before saved ones until the agent says otherwise', () => {
  expect(keys({})).toEqual(['inquiries', 'mine', 'all', 'done', 'drafts', 'saved-1', 'saved-2']);
  expect(keys({ 'list.views': { order: ['saved-2', 'all', 'saved-9', 'mine'] } })).toEqual([
    'saved-2',
    'all',
    'mine',
    'inquiries',
    'done',
    'drafts',
    'saved-1',
  ]);
});

test('each view has an address of its own', () => {
  const asked = placedViews([{ ...saved(1), q: 'Lampe' }], {}).map((view) => askedOf(searchOfView(view)));
  expect(new Set(asked.map((each) => JSON.stringify(each))).size).toBe(6);
  expect(asked.find(({ filter }) => filter.draft)).toMatchObject({ view: 'all', filter: { draft: 'mine' } });
});

test('what is remembered wrongly is no order', () => {
  expect(viewOrder({ 'list.views': { order: 'all', hidden: [1, 'done'] } })).toEqual({ order: [], hidden: ['done'] });
  expect(viewOrder({ 'list.views': null })).toEqual({ order: [], hidden: [] });
  const done = placedViews([], { 'list.views': { hidden: ['done'] } }).find(({ key }) => key === 'done');
  expect(done?.hidden).toBe(true);
});
