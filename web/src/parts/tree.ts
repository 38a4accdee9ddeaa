/** An entry that may stand below another one of its kind. */
export type TreeNode = { id: number; name: string; parentId: number | null };

/** An entry as a tree shows it: how deep it stands, and the names from the top down to it. */
export type Placed<T> = T & { depth: number; path: string };

/** All entries in the order of the tree, siblings by name. What names a missing parent, or itself in a circle, stands at the top. */
export function inTreeOrder<T extends TreeNode>(rows: readonly T[], locale: string): Placed<T>[] {
  const { compare } = new Intl.Collator(locale, { numeric: true });
  const known = new Set(rows.map(({ id }) => id));
  const children = Map.groupBy(
    rows.toSorted((one, other) => compare(one.name, other.name)),
    ({ parentId }) => (parentId !== null && known.has(parentId) ? parentId : null),
  );
  const placed = new Map<number, Placed<T>>();
  const place = (row: T, above: Placed<T> | undefined) => {
    if (placed.has(row.id)) return;
    const here = {
      ...row,
      depth: above ? above.depth + 1 : 0,
      path: above ? `${above.path}${pathMark}${row.name}` : row.name,
    };
    placed.set(row.id, here);
    for (const child of children.get(row.id) ?? []) place(child, here);
  };
  for (const row of children.get(null) ?? []) place(row, undefined);
  for (const row of rows) place(row, undefined);
  return [...placed.values()];
}

/** Stands between the names of a path. */
const pathMark = ' › ';

/** The entry itself and all below it: none of these can be its parent. */
export function withDescendants(rows: readonly TreeNode[], id: number): Set<number> {
  const found = new Set([id]);
  for (let grown = true; grown; ) {
    grown = false;
    for (const row of rows) {
      if (row.parentId === null || !found.has(row.parentId) || found.has(row.id)) continue;
      found.add(row.id);
      grown = true;
    }
  }
  return found;
}
