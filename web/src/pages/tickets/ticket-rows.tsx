import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, type Ref, useCallback, useEffect, useImperativeHandle, useLayoutEffect, useRef } from 'react';
import { useTexts } from '../../i18n/index.ts';
import classes from './list.module.css';
import type { LiveRow } from './list-live.ts';
import { readListPlace, rememberListPlace } from './list-place.ts';

export type RowsHandle = { toTop: () => void; show: (index: number) => void; openActive: () => void };

type Props = {
  rows: readonly LiveRow[];
  /** Names the view or search, so that one comes back to the same place in it. */
  place: string;
  /** One comes back to rows that are still known; otherwise the list starts at its top. */
  resumed: boolean;
  complete: boolean;
  active: number;
  /** Some are chosen: all show their boxes. */
  choosing: boolean;
  /** Of a row, in pixels. */
  height: number;
  /** Stays above the rows. */
  head: ReactNode;
  draw: (live: LiveRow, active: boolean) => ReactNode;
  loadingMore: boolean;
  onActive: (index: number) => void;
  onEnd: () => void;
  handle: Ref<RowsHandle>;
};

const AHEAD = 20;
const REST_MS = 150;

/** The rows of the list, of which only those in sight are drawn: a hundred thousand scroll like fifty. */
export function TicketRows(props: Props) {
  const { rows, height, active, place, resumed, onEnd, complete } = props;
  const { t } = useTexts();
  const scroll = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => height,
    overscan: 8,
    initialOffset: () => (resumed ? readListPlace(place).top : 0),
    getItemKey: (index) => rows[index]?.row.id ?? index,
  });
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, height]);
  const items = virtualizer.getVirtualItems();
  const last = items.at(-1)?.index ?? -1;
  useEffect(() => {
    if (!complete && rows.length > 0 && last >= rows.length - AHEAD) onEnd();
  }, [last, rows.length, complete, onEnd]);

  // Written down once it comes to rest, or the list goes away: the place is read when one comes back, not before.
  const keep = useKeptTop(place);
  const linkAt = (index: number) => scroll.current?.querySelector<HTMLElement>(`[data-index="${index}"] a`);
  useImperativeHandle(props.handle, () => ({
    toTop: () => scroll.current?.scrollTo({ top: 0 }),
    show: (index) => {
      virtualizer.scrollToIndex(index, { align: 'auto' });
      // The row may have to be drawn first.
      requestAnimationFrame(() => requestAnimationFrame(() => linkAt(index)?.focus({ preventScroll: true })));
    },
    openActive: () => linkAt(active)?.click(),
  }));
  return (
    <div
      ref={scroll}
      className={classes.scroll}
      data-choosing={props.choosing || undefined}
      onScroll={(event) => keep(event.currentTarget.scrollTop)}
    >
      {props.head}
      <ul className={classes.rows} style={{ height: virtualizer.getTotalSize() }} aria-label={t('tickets.list.label')}>
        {items.map(({ index, key, start, size }) => {
          const live = rows[index];
          if (!live) return null;
          return (
            <li
              key={key}
              data-index={index}
              className={classes.item}
              style={{ height: size, transform: `translateY(${start}px)` }}
              aria-posinset={index + 1}
              aria-setsize={complete ? rows.length : -1}
              onFocus={() => {
                if (index !== active) props.onActive(index);
                rememberListPlace(place, { id: live.row.id });
              }}
            >
              {props.draw(live, index === active)}
            </li>
          );
        })}
      </ul>
      <div className={classes.end} role="status">
        {props.loadingMore ? t('tickets.list.loadingMore') : complete && t('tickets.list.end', { count: rows.length })}
      </div>
    </div>
  );
}

function useKeptTop(place: string): (top: number) => void {
  const top = useRef<number>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const write = useCallback(() => {
    clearTimeout(timer.current);
    if (top.current !== undefined) rememberListPlace(place, { top: top.current });
    top.current = undefined;
  }, [place]);
  useEffect(() => write, [write]);
  return useCallback(
    (now) => {
      top.current = now;
      clearTimeout(timer.current);
      timer.current = setTimeout(write, REST_MS);
    },
    [write],
  );
}
