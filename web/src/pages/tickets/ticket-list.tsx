import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconArrowUp } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { MasterData } from '../../../../src/api/contract/tickets.ts';
import { useTexts } from '../../i18n/index.ts';
import { laterPart } from '../../lazy-parts.tsx';
import { RowsSkeleton } from '../../parts/loading.tsx';
import { ErrorState } from '../../parts/states.tsx';
import { useKeys } from '../../parts/use-keys.ts';
import { preferencesQuery } from '../../queries.ts';
import type { BulkMenu } from './bulk-bar.tsx';
import { layoutOf } from './columns.ts';
import { ListEmpty } from './list-empty.tsx';
import classes from './list.module.css';
import type { LiveRow } from './list-live.ts';
import { readListPlace } from './list-place.ts';
import { type Asked, listName } from './list-search.ts';
import { lookupOf } from './lookup.ts';
import { TicketRow } from './ticket-row.tsx';
import { type RowsHandle, TicketRows } from './ticket-rows.tsx';
import { useChooseAll } from './use-choose-all.ts';
import { useSelection } from './use-selection.ts';
import { useTicketList } from './use-ticket-list.ts';

const BulkBar = laterPart(() => import('./bulk-bar.tsx').then((module) => module.BulkBar));
const DenseRow = laterPart(() => import('./dense-row.tsx').then((module) => module.DenseRow));
const DenseHead = laterPart(() => import('./dense-row.tsx').then((module) => module.DenseHead));

const HEIGHTS = { rows: 56, table: 34, narrow: 84 } as const;

/** The live rows of one list, its keys, and what is done with the chosen ones. */
export function TicketList({
  asked,
  masterData,
  onClear,
}: {
  asked: Asked;
  masterData: MasterData;
  onClear: () => void;
}) {
  const place = listName(asked);
  const { pages, live, refresh } = useTicketList(asked);
  const narrow = useMediaQuery('(max-width: 62em)', false, { getInitialValueInEffect: false });
  const lookup = useMemo(() => lookupOf(masterData), [masterData]);
  const ids = useMemo(() => live.rows.map(({ row }) => row.id), [live.rows]);
  const selection = useSelection(ids, place);
  const { chosen, toggle } = selection;
  const { chooseAll, reading } = useChooseAll(pages, selection.choose);
  const rows = useRef<RowsHandle>(null);
  const [resumed] = useState(() => pages.data !== undefined);
  const [activeId, setActiveId] = useState(() => (resumed ? readListPlace(place).id : null));
  const active = Math.max(0, activeId === null ? 0 : ids.indexOf(activeId));
  const [menu, setMenu] = useState<BulkMenu | null>(null);
  const { layout, columns } = layoutOf(useQuery(preferencesQuery).data);
  const shape = narrow ? 'narrow' : layout;
  useLookingOn(pages, live.rows.length);

  const renew = () => {
    refresh();
    rows.current?.toTop();
  };
  // An act is for the chosen tickets, or for the one that is marked.
  const act = (which: BulkMenu) => {
    const id = ids[active];
    if (chosen.size === 0 && id !== undefined) toggle(id, false);
    if (chosen.size > 0 || id !== undefined) setMenu(which);
  };
  const moves = useMoves(ids, active, activeId !== null, (index) => {
    setActiveId(ids[index] ?? null);
    rows.current?.show(index);
  });
  useKeys({
    ...moves,
    o: () => rows.current?.openActive(),
    x: (event) => ids[active] !== undefined && toggle(ids[active], event.shiftKey),
    e: () => act('done'),
    l: () => act('label'),
    s: () => act('status'),
    t: () => act('team'),
    '.': renew,
    Escape: selection.clear,
  });
  const draw = useCallback(
    ({ row, gone }: LiveRow, isActive: boolean) => {
      const props = { row, active: isActive, chosen: chosen.has(row.id), lookup, onChoose: toggle };
      const where = gone ? (asked.sort === 'changed' ? 'gone' : 'elsewhere') : null;
      if (shape === 'table') return <DenseRow {...props} gone={where} columns={columns} />;
      return <TicketRow {...props} gone={where} />;
    },
    [chosen, lookup, toggle, shape, columns, asked.sort],
  );

  if (pages.isPending) return <ListSkeleton />;
  if (pages.isError && !pages.data) return <ErrorState error={pages.error} onRetry={() => void pages.refetch()} />;
  if (live.rows.length === 0) return pages.hasNextPage ? <LookingOn /> : <ListEmpty asked={asked} onClear={onClear} />;
  const marked = live.rows.map(({ row }) => row).filter(({ id }) => chosen.has(id));
  return (
    <>
      <News arrived={live.arrived} moved={live.moved} onShow={renew} />
      <Suspense fallback={<ListSkeleton />}>
        <TicketRows
          handle={rows}
          rows={live.rows}
          place={place}
          resumed={resumed}
          complete={!pages.hasNextPage}
          active={active}
          choosing={chosen.size > 0}
          height={HEIGHTS[shape]}
          head={shape === 'table' && <DenseHead columns={columns} />}
          draw={draw}
          loadingMore={pages.isFetchingNextPage}
          onActive={(index) => setActiveId(ids[index] ?? null)}
          onEnd={() => !pages.isFetching && void pages.fetchNextPage()}
        />
      </Suspense>
      {marked.length > 0 && (
        <Suspense fallback={<div className={classes.bulk} />}>
          <BulkBar
            rows={marked}
            more={pages.hasNextPage || marked.length < ids.length}
            reading={reading}
            masterData={masterData}
            menu={menu}
            onMenu={setMenu}
            onChooseAll={chooseAll}
            onClear={selection.clear}
          />
        </Suspense>
      )}
    </>
  );
}

/** Keys that move the mark; the first step stays on the row that is marked, as it may never have had the focus. */
function useMoves(ids: readonly number[], active: number, marked: boolean, onMove: (index: number) => void) {
  const moved = useRef(false);
  const step = (by: number) => {
    const to = Math.min(Math.max(0, moved.current || marked ? active + by : 0), ids.length - 1);
    if (to < 0) return;
    onMove(to);
    moved.current = true;
  };
  return { j: () => step(1), ArrowDown: () => step(1), k: () => step(-1), ArrowUp: () => step(-1) };
}

/** What is rare may lie far down: the list is read on until something is found. */
function useLookingOn(pages: ReturnType<typeof useTicketList>['pages'], found: number): void {
  const { data, hasNextPage, isFetching, isError, fetchNextPage } = pages;
  const looking = data !== undefined && found === 0 && hasNextPage && !isFetching && !isError;
  useEffect(() => {
    if (looking) void fetchNextPage();
  }, [looking, fetchNextPage]);
}

function LookingOn() {
  const { t } = useTexts();
  return (
    <>
      <p className={classes.lookingOn} role="status">
        {t('tickets.list.lookingOn')}
      </p>
      <ListSkeleton />
    </>
  );
}

/** How much is new or has changed since the list was read; it floats above the rows and never moves them. */
function News({ arrived, moved, onShow }: { arrived: number; moved: number; onShow: () => void }) {
  const { t } = useTexts();
  const news = [
    arrived > 0 && t('tickets.list.arrived', { count: arrived }),
    moved > 0 && t('tickets.list.moved', { count: moved }),
  ].filter(Boolean);
  return (
    <div role="status" className={classes.newsBox}>
      {news.length > 0 && (
        <div className={classes.news}>
          <span>{news.join(' · ')}</span>
          <Button size="compact-xs" radius="xl" leftSection={<IconArrowUp size={13} aria-hidden />} onClick={onShow}>
            {t('tickets.list.show')}
          </Button>
        </div>
      )}
    </div>
  );
}

export function ListSkeleton() {
  return (
    <div className={classes.skeleton}>
      <RowsSkeleton rows={10} height={44} />
    </div>
  );
}
