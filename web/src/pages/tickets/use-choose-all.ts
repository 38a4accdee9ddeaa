import { useState } from 'react';
import type { useTicketList } from './use-ticket-list.ts';

/** How many tickets can be chosen at once. */
export const mostChosen = 1000;

/** Chooses every ticket of the list, reading on as far as needed and allowed. */
export function useChooseAll(
  pages: ReturnType<typeof useTicketList>['pages'],
  choose: (ids: readonly number[]) => void,
) {
  const [reading, setReading] = useState(false);
  const chooseAll = async () => {
    setReading(true);
    let ids = idsOf(pages.data);
    for (let more = pages.hasNextPage; more && ids.length < mostChosen; ) {
      const read = await pages.fetchNextPage();
      more = read.hasNextPage && !read.isError;
      ids = idsOf(read.data);
    }
    setReading(false);
    choose(ids.slice(0, mostChosen));
  };
  return { chooseAll: () => void chooseAll(), reading };
}

function idsOf(data: ReturnType<typeof useTicketList>['pages']['data']): number[] {
  return [...new Set(data?.pages.flatMap(({ rows }) => rows.map(({ id }) => id)))];
}
