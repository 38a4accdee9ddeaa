import {
  type FilterField,
  type FilterTexts,
  filterFieldNames,
  filterTexts,
  type TicketSort,
  ticketSorts,
} from '../../../../src/desk/ticket-filter.ts';

export const views = ['inquiries', 'mine', 'all', 'done'] as const;
export type View = (typeof views)[number];

/** The search params of the list route: a list is told by its address. `saved` is the view that it began as. Numbers are as the router reads them. */
export type ListSearch = { view?: string; q?: string; sort?: string; saved?: number } & Partial<
  Record<FilterField, string | number>
>;

/** What the list shows. */
export type Asked = { view: View; q: string; sort: TicketSort; filter: FilterTexts };

/** What of an address belongs to the list. */
export function readListSearch(search: Readonly<Record<string, unknown>>): ListSearch {
  const { view, q, sort, saved } = search;
  return {
    ...(typeof view === 'string' && view !== '' ? { view } : {}),
    ...((typeof q === 'string' && q !== '') || typeof q === 'number' ? { q: String(q) } : {}),
    ...(typeof sort === 'string' && sort !== '' ? { sort } : {}),
    ...(typeof saved === 'number' && saved > 0 ? { saved } : {}),
    ...inAddress(filterTexts(search)),
  };
}

/** What an address asks for; what it does not tell is the list of all open tickets. */
export function askedOf(search: ListSearch): Asked {
  return {
    view: views.find((one) => one === search.view) ?? 'all',
    q: search.q ?? '',
    sort: ticketSorts.find((one) => one === search.sort) ?? 'changed',
    filter: filterTexts(search),
  };
}

/** The address of a list. */
export function searchOf({ view, q, sort, filter }: Asked, saved?: number): ListSearch {
  return {
    view,
    ...(q === '' ? {} : { q }),
    ...(sort === 'changed' ? {} : { sort }),
    ...(saved === undefined ? {} : { saved }),
    ...inAddress(filter),
  };
}

/** Names a list, for what is remembered of it. */
export function listName({ view, q, sort, filter }: Asked): string {
  return JSON.stringify([view, q, sort, ...filterFieldNames.map((field) => filter[field] ?? '')]);
}

// A text of digits would stand in quotes.
function inAddress(filter: FilterTexts): Partial<Record<FilterField, string | number>> {
  return Object.fromEntries(
    Object.entries(filter).map(([field, text]) => [field, /^\d{1,15}$/.test(text) ? Number(text) : text]),
  );
}

const memory = 'poststelle-list';

/** The list that was shown last in this tab, so that one comes back to the same place. */
export function listSearch(): ListSearch {
  try {
    return readListSearch(JSON.parse(sessionStorage.getItem(memory) ?? '{}') as Record<string, unknown>);
  } catch {
    return {};
  }
}

/** Remembers what the list shows. */
export function rememberListSearch(search: ListSearch): void {
  try {
    sessionStorage.setItem(memory, JSON.stringify(search));
  } catch {
    // Then the way back leads to the first view.
  }
}
