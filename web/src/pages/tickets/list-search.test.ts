import { expect, test } from 'vitest';
import { askedOf, listName, readListSearch, searchOf } from './list-search.ts';

test('an address tells the list, and what it does not know is left out', () => {
  const search = readListSearch({
    view: 'mine',
    q: 7,
    sort: 'priority',
    saved: 3,
    status: 5,
    team: 'mine,2',
    label: 'x',
    other: 1,
  });
  expect(search).toEqual({ view: 'mine', q: '7', sort: 'priority', saved: 3, status: 5, team: 'mine,2' });
  expect(askedOf(search)).toEqual({ view: 'mine', q: '7', sort: 'priority', filter: { status: '5', team: 'mine,2' } });
  expect(askedOf({ view: 'every', sort: 'name' })).toEqual({ view: 'all', q: '', sort: 'changed', filter: {} });
});

test('a list has one address, and that address is the list', () => {
  const asked = askedOf({ view: 'done', status: 5, changed: 'over-7d', unread: 1 });
  expect(searchOf(asked, 4)).toEqual({ view: 'done', saved: 4, status: 5, changed: 'over-7d', unread: 1 });
  expect(askedOf(readListSearch(searchOf(asked)))).toEqual(asked);
  expect(listName(asked)).not.toBe(listName({ ...asked, sort: 'created' }));
});
