/** The search params of the list route. */
export type ListSearch = { view: string | undefined; q: string | undefined };

const memory = 'poststelle-list';

/** The view and search that the list showed last in this tab, so that one comes back to the same place. */
export function listSearch(): ListSearch {
  try {
    const stored = JSON.parse(sessionStorage.getItem(memory) ?? '{}') as Partial<ListSearch>;
    return { view: stored.view, q: stored.q };
  } catch {
    return { view: undefined, q: undefined };
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
