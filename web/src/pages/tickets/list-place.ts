/** Where one was in a list: scroll position in pixels and the ticket that had the focus. */
type ListPlace = { top: number; id: number | null };

const memory = 'poststelle-list-place';

/** The place in the list named `list`, if that was the last one shown in this tab; else the top. */
export function readListPlace(list: string): ListPlace {
  const nowhere = { top: 0, id: null };
  try {
    const stored = JSON.parse(sessionStorage.getItem(memory) ?? 'null') as
      | (Partial<ListPlace> & { list: string })
      | null;
    return stored?.list === list ? { top: stored.top ?? 0, id: stored.id ?? null } : nowhere;
  } catch {
    return nowhere;
  }
}

/** Remembers a part of the place for the way back from a ticket. */
export function rememberListPlace(list: string, part: Partial<ListPlace>): void {
  try {
    sessionStorage.setItem(memory, JSON.stringify({ list, ...readListPlace(list), ...part }));
  } catch {
    // Then one comes back to the top.
  }
}
