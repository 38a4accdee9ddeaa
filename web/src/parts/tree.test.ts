import { expect, test } from 'vitest';
import { inTreeOrder, withDescendants } from './tree.ts';

const node = (id: number, name: string, parentId: number | null = null) => ({ id, name, parentId });

test('children stand below their parent, siblings by name as the language sorts them', () => {
  const rows = [
    node(1, 'Ärger'),
    node(2, 'Zubehör'),
    node(3, 'Drucker 10', 2),
    node(4, 'Drucker 9', 2),
    node(5, 'Azubi'),
  ];
  expect(inTreeOrder(rows, 'de').map(({ id, depth, path }) => [id, depth, path])).toEqual([
    [1, 0, 'Ärger'],
    [5, 0, 'Azubi'],
    [2, 0, 'Zubehör'],
    [4, 1, 'Zubehör › Drucker 9'],
    [3, 1, 'Zubehör › Drucker 10'],
  ]);
});

test('a circle or a missing parent loses nobody', () => {
  const rows = [node(1, 'A', 2), node(2, 'B', 1), node(3, 'C', 99)];
  expect(inTreeOrder(rows, 'en').map(({ id, depth }) => [id, depth])).toEqual([
    [3, 0],
    [1, 0],
    [2, 1],
  ]);
});

test('what stands below an entry is found at any depth', () => {
  const rows = [node(1, 'A'), node(3, 'C', 2), node(2, 'B', 1), node(4, 'D')];
  expect(withDescendants(rows, 1)).toEqual(new Set([1, 2, 3]));
});
