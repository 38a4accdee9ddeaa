import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { MasterKind } from '../../../../src/settings/master-data.ts';
import { call } from '../../api.ts';
import type { MasterEntry } from '../../api-routes.ts';
import type { Locale } from '../../i18n/locale.ts';
import { inTreeOrder, type Placed, type TreeNode } from '../../parts/tree.ts';
import { keys } from '../../queries.ts';
import { entryName, isPaged, kindLooks, list, number, text } from './kinds.ts';

/** An entry as the table shows it. */
export type Shown = Placed<MasterEntry & TreeNode>;

const perPage = 100;

/** All entries of a kind page by page; what is searched for goes to the server for kinds with thousands of entries. */
export function useEntries(kind: MasterKind, search: string) {
  const [q] = useDebouncedValue(isPaged(kind) ? search.trim() : '', 200);
  return useInfiniteQuery({
    queryKey: [...keys.masterData, kind, 'list', q],
    queryFn: ({ pageParam, signal }) =>
      call('GET /api/:kind', { kind, query: { q, after: pageParam, limit: perPage } }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });
}

/** The entries in the order of the table; those of small kinds are searched here, a tree then shows paths instead of depth. */
export function shownEntries(kind: MasterKind, rows: readonly MasterEntry[], search: string, locale: Locale): Shown[] {
  const named = rows.map((row) => ({ ...row, name: entryName(row, locale), parentId: number(row.parentId) }));
  if (isPaged(kind)) return named.map((row) => ({ ...row, depth: 0, path: row.name }));
  const { tree, order } = kindLooks[kind];
  const sorted = tree ? inTreeOrder(named, locale) : flat(order ? inOrder(named, order) : named);
  const words = search.trim().toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return sorted;
  return sorted
    .filter((row) => words.every((word) => searchable(row).includes(word)))
    .map((row) => ({ ...row, depth: 0 }));
}

function searchable(row: Shown): string {
  return [row.path, text(row.nameDe), text(row.nameEn), ...list<string>(row.domains)].join(' ').toLowerCase();
}

function inOrder<T extends MasterEntry>(rows: readonly T[], order: 'rising' | 'falling'): T[] {
  const sign = order === 'rising' ? 1 : -1;
  return rows.toSorted(
    (one, other) => sign * ((number(one.rank) ?? 0) - (number(other.rank) ?? 0)) || one.id - other.id,
  );
}

const flat = <T extends { name: string }>(rows: readonly T[]) =>
  rows.map((row) => ({ ...row, depth: 0, path: row.name }));
