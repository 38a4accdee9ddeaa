import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { useDebouncedCallback, useMediaQuery } from '@mantine/hooks';
import { IconArrowUp, IconKeyboard } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Suspense, useEffect, useMemo, useRef, useState } from 'react';
import type { MasterData } from '../../../../src/api/contract/tickets.ts';
import { useTexts } from '../../i18n/index.ts';
import { RowsSkeleton } from '../../parts/loading.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { ErrorState } from '../../parts/states.tsx';
import { masterDataQuery } from '../../queries.ts';
import { BulkBar } from './bulk-bar.tsx';
import { ListEmpty } from './list-empty.tsx';
import classes from './list.module.css';
import { readListPlace } from './list-place.ts';
import { rememberListSearch } from './list-search.ts';
import { lookupOf } from './lookup.ts';
import { type RowsHandle, TicketRows } from './ticket-rows.tsx';
import { useKeys } from '../../parts/use-keys.ts';
import { useSelection } from './use-selection.ts';
import { useTicketList, type View, views } from './use-ticket-list.ts';
import { ViewsNav } from './views-nav.tsx';
import { lazyPart } from '../../lazy-parts.tsx';

const SEARCH_MS = 250;

// Rarely asked for: not part of what the list has to load first.
const ShortcutSheet = lazyPart(() => import('./shortcut-sheet.tsx').then((module) => module.ShortcutSheet));

/** The page of all tickets: views at the left, search above, the live list. */
export function TicketListPage() {
  const { t } = useTexts();
  const search = useSearch({ strict: false });
  const view = views.find((one) => one === search.view) ?? 'all';
  const q = search.q ?? '';
  const navigate = useNavigate();
  const masterData = useQuery(masterDataQuery);
  const [help, setHelp] = useState(false);
  const seek = (text: string) =>
    void navigate({ to: '/tickets', search: { view: search.view, q: text || undefined }, replace: true });
  const [typed, setTyped] = useTypedSearch(q, seek);
  useEffect(() => rememberListSearch({ view: search.view, q: search.q }), [search.view, search.q]);
  useKeys({ '?': () => setHelp(true) });
  const clear = () => {
    setTyped('');
    seek('');
  };
  return (
    <div className={classes.page}>
      <PageHeader
        title={t('tickets.title')}
        search={{ value: typed, label: t('tickets.list.searchLabel'), onChange: setTyped }}
      >
        <Tooltip label={`${t('tickets.list.shortcuts')} (?)`}>
          <ActionIcon
            className={classes.wideOnly}
            aria-label={t('tickets.list.shortcuts')}
            onClick={() => setHelp(true)}
          >
            <IconKeyboard size={18} stroke={1.5} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </PageHeader>
      <div className={classes.columns}>
        <ViewsNav current={q === '' ? view : null} />
        <div className={classes.main}>
          {masterData.data ? (
            <TicketList key={`${view} ${q}`} view={view} q={q} masterData={masterData.data} onClear={clear} />
          ) : masterData.isError ? (
            <ErrorState error={masterData.error} onRetry={() => void masterData.refetch()} />
          ) : (
            <ListSkeleton />
          )}
        </div>
      </div>
      {help && (
        <Suspense>
          <ShortcutSheet opened onClose={() => setHelp(false)} />
        </Suspense>
      )}
    </div>
  );
}

function TicketList({
  view,
  q,
  masterData,
  onClear,
}: {
  view: View;
  q: string;
  masterData: MasterData;
  onClear: () => void;
}) {
  const { t } = useTexts();
  const place = `${view} ${q}`;
  const { pages, live, refresh } = useTicketList(view, q);
  const narrow = useMediaQuery('(max-width: 62em)', false, { getInitialValueInEffect: false });
  const lookup = useMemo(() => lookupOf(masterData), [masterData]);
  const ids = useMemo(() => live.rows.map(({ row }) => row.id), [live.rows]);
  const selection = useSelection(ids, place);
  const rows = useRef<RowsHandle>(null);
  const [resumed] = useState(() => pages.data !== undefined);
  const [activeId, setActiveId] = useState(() => (resumed ? readListPlace(place).id : null));
  const active = Math.max(0, activeId === null ? 0 : ids.indexOf(activeId));
  const moved = useRef(false);

  const go = (index: number) => {
    const to = Math.min(Math.max(0, index), ids.length - 1);
    if (to < 0) return;
    setActiveId(ids[to] ?? null);
    rows.current?.show(to);
    moved.current = true;
  };
  const renew = () => {
    refresh();
    rows.current?.toTop();
  };
  // The first step stays on the row that is marked; it may never have had the focus.
  const step = (by: number) => go(moved.current || activeId !== null ? active + by : 0);
  useKeys({
    j: () => step(1),
    ArrowDown: () => step(1),
    k: () => step(-1),
    ArrowUp: () => step(-1),
    o: () => rows.current?.openActive(),
    x: (event) => ids[active] !== undefined && selection.toggle(ids[active], event.shiftKey),
    '.': renew,
    Escape: selection.clear,
  });

  if (pages.isPending) return <ListSkeleton />;
  if (pages.isError && !pages.data) return <ErrorState error={pages.error} onRetry={() => void pages.refetch()} />;
  if (live.rows.length === 0) return <ListEmpty view={view} q={q} onClear={onClear} />;
  const news = [
    live.arrived > 0 && t('tickets.list.arrived', { count: live.arrived }),
    live.moved > 0 && t('tickets.list.moved', { count: live.moved }),
  ].filter(Boolean);
  const chosen = live.rows.map(({ row }) => row).filter(({ id }) => selection.chosen.has(id));
  return (
    <>
      <div role="status" className={classes.newsBox}>
        {news.length > 0 && (
          <div className={classes.news}>
            <span>{news.join(' · ')}</span>
            <Button size="compact-xs" radius="xl" leftSection={<IconArrowUp size={13} aria-hidden />} onClick={renew}>
              {t('tickets.list.show')}
            </Button>
          </div>
        )}
      </div>
      <TicketRows
        handle={rows}
        rows={live.rows}
        place={place}
        resumed={resumed}
        complete={!pages.hasNextPage}
        active={active}
        chosen={selection.chosen}
        lookup={lookup}
        narrow={narrow ?? false}
        loadingMore={pages.isFetchingNextPage}
        onChoose={selection.toggle}
        onActive={(index) => setActiveId(ids[index] ?? null)}
        onEnd={() => !pages.isFetching && void pages.fetchNextPage()}
      />
      {chosen.length > 0 && <BulkBar rows={chosen} masterData={masterData} onClear={selection.clear} />}
    </>
  );
}

function ListSkeleton() {
  return (
    <div className={classes.skeleton}>
      <RowsSkeleton rows={10} height={44} />
    </div>
  );
}

/** What stands in the search field: typed text goes into the address after a pause; an address from elsewhere comes into the field. */
function useTypedSearch(q: string, seek: (text: string) => void): [string, (text: string) => void] {
  const [typed, setTyped] = useState(q);
  const sent = useRef(q);
  const later = useDebouncedCallback((text: string) => {
    sent.current = text.trim();
    seek(text.trim());
  }, SEARCH_MS);
  useEffect(() => {
    if (q === sent.current) return;
    sent.current = q;
    setTyped(q);
  }, [q]);
  return [
    typed,
    (text) => {
      setTyped(text);
      later(text);
    },
  ];
}
