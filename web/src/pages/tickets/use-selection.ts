import { useCallback, useEffect, useRef, useState } from 'react';

/** The chosen tickets of a list, by id. With `range` everything between the last chosen one and this is chosen, in the order of `ids`. */
export function useSelection(ids: readonly number[], list: string) {
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const anchor = useRef<number | null>(null);
  const order = useRef(ids);
  useEffect(() => {
    order.current = ids;
  });
  const clear = useCallback(() => {
    anchor.current = null;
    setChosen(new Set());
  }, []);
  useEffect(clear, [list, clear]);
  const toggle = useCallback((id: number, range: boolean) => {
    const from = anchor.current;
    anchor.current = id;
    setChosen((known) => {
      const next = new Set(known);
      if (range && from !== null) {
        for (const each of between(order.current, from, id)) next.add(each);
      } else if (!next.delete(id)) {
        next.add(id);
      }
      return next;
    });
  }, []);
  const choose = useCallback((all: readonly number[]) => setChosen(new Set(all)), []);
  return { chosen, toggle, choose, clear };
}

function between(ids: readonly number[], from: number, to: number): readonly number[] {
  const [a, b] = [ids.indexOf(from), ids.indexOf(to)].toSorted((x, y) => x - y) as [number, number];
  return a < 0 ? [to] : ids.slice(a, b + 1);
}
