import { expect, test } from 'vitest';
import { newOrder } from './new-order.ts';

const rows = (...ranks: number[]) => ranks.map((rank, at) => ({ id: at + 1, active: true, rank }));
const ranks = (moved: ReturnType<typeof newOrder>) => moved.map(({ entry, rank }) => [entry.id, rank]);

test('moving an entry renumbers only those whose place changed', () => {
  expect(ranks(newOrder(rows(10, 20, 30, 40), 1, 2, 'rising'))).toEqual([
    [3, 20],
    [2, 30],
  ]);
});

test('with the largest number on top the numbers fall', () => {
  expect(ranks(newOrder(rows(30, 20, 10), 2, 0, 'falling'))).toEqual([
    [3, 30],
    [1, 20],
    [2, 10],
  ]);
});

test('equal numbers become different ones, and nothing moves beyond the ends', () => {
  expect(ranks(newOrder(rows(0, 0), 1, 0, 'rising'))).toEqual([
    [2, 10],
    [1, 20],
  ]);
  expect(newOrder(rows(10, 20), 1, 2, 'rising')).toEqual([]);
  expect(newOrder(rows(10, 20), 0, -1, 'rising')).toEqual([]);
});
