import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo } from 'react';
import { call } from '../../api.ts';
import { draftsQuery, keys } from '../../queries.ts';
import { overlay, type RowsPage } from './list-live.ts';
import { type Asked, listName } from './list-search.ts';

const LIMIT = 100;

/**
 * The tickets of a view or search, page by page, kept live: rows change where they stand, `arrived` and `moved` count what `refresh` would bring up.
 * The pages themselves are only read anew on coming back to the list, so nothing slides away under the pointer.
 */
export function useTicketList(asked: Asked) {
  const client = useQueryClient();
  const name = listName(asked);
  const listKey = useMemo(() => ticketListKey(name), [name]);
  const pages = useInfiniteQuery({
    queryKey: listKey,
    queryFn: ({ pageParam, signal }) => readPage(asked, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: RowsPage) => last.next ?? undefined,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnMount: 'always',
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  // Its key is one that live events name: this page is read again after each of them.
  const head = useQuery({
    queryKey: [...keys.tickets, 'head', name],
    queryFn: ({ signal }) => readPage(asked, undefined, signal),
    enabled: pages.isSuccess && !pages.isFetching,
    staleTime: 2_000,
  });
  // No ticket changes when a draft on it begins or ends.
  const { data: drafts } = useQuery({
    ...draftsQuery,
    enabled: asked.filter.draft !== undefined,
    select: ({ rows }) => rows.map(({ ticket }) => ticket?.id).join(),
  });
  useEffect(() => {
    if (drafts !== undefined) void client.invalidateQueries({ queryKey: [...keys.tickets, 'head', name] });
  }, [client, drafts, name]);
  const live = useMemo(
    () => overlay(pages.data?.pages ?? [], head.data, asked.sort),
    [pages.data, head.data, asked.sort],
  );

  const listed = pages.data?.pages[0]?.readAt ?? 0;
  const newest = head.data && head.data.readAt > listed ? head.data : undefined;
  const refresh = useCallback(() => {
    if (newest) client.setQueryData(listKey, { pages: [newest], pageParams: [undefined] });
    else void client.resetQueries({ queryKey: listKey });
  }, [client, listKey, newest]);
  // In an empty list nothing can slide away.
  const fillsEmpty = pages.isSuccess && live.rows.length === 0 && live.arrived > 0;
  useEffect(() => {
    if (fillsEmpty) refresh();
  }, [fillsEmpty, refresh]);
  return { pages, live, refresh };
}

/** Under which the pages of a list are kept. */
export const ticketListKey = (name: string) => ['ticket-list', name] as const;

async function readPage(asked: Asked, after: string | undefined, signal: AbortSignal): Promise<RowsPage> {
  const { view, q, sort, filter } = asked;
  const readAt = Date.now();
  const query = { ...filter, view, q, sort, after, limit: LIMIT };
  return { ...(await call('GET /api/tickets', { query }, signal)), readAt };
}
