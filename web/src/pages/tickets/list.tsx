import { ActionIcon, Tooltip } from '@mantine/core';
import { IconKeyboard } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Suspense, useEffect, useMemo, useState } from 'react';
import { useTexts } from '../../i18n/index.ts';
import { laterPart } from '../../lazy-parts.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { ErrorState } from '../../parts/states.tsx';
import { NewMailButton } from './new-mail-button.tsx';
import { useKeys } from '../../parts/use-keys.ts';
import { useTypedSearch } from '../../parts/use-typed-search.ts';
import { masterDataQuery } from '../../queries.ts';
import classes from './list.module.css';
import { type Asked, askedOf, listName, readListSearch, rememberListSearch, searchOf } from './list-search.ts';
import { ListSkeleton, TicketList } from './ticket-list.tsx';
import { ViewsNav } from './views-nav.tsx';

// Rarely asked for, or of use only once the list stands: not part of what has to be loaded first.
const ShortcutSheet = laterPart(() => import('./shortcut-sheet.tsx').then((module) => module.ShortcutSheet));
const FilterBar = laterPart(() => import('./filter-bar.tsx').then((module) => module.FilterBar));

/** The page of all tickets: views at the left, search and filters above, the live list. */
export function TicketListPage() {
  const { t } = useTexts();
  const search = useSearch({ strict: false });
  const asked = useMemo(() => askedOf(readListSearch(search)), [search]);
  const { q } = asked;
  const saved = search.saved;
  const navigate = useNavigate();
  const masterData = useQuery(masterDataQuery);
  const [help, setHelp] = useState(false);
  const go = (next: Asked, replace = false) =>
    void navigate({ to: '/tickets', search: searchOf(next, saved), replace });
  const [typed, setTyped] = useTypedSearch(q, (text) => go({ ...asked, q: text }, true));
  useEffect(() => rememberListSearch(searchOf(asked, saved)), [asked, saved]);
  useKeys({ '?': () => setHelp(true) });
  const clear = () => {
    setTyped('');
    void navigate({ to: '/tickets', search: { view: asked.view } });
  };
  const builtIn = asked.filter.draft ? 'drafts' : asked.view;
  const current = saved === undefined ? (asked.q === '' ? builtIn : null) : `saved-${saved}`;
  return (
    <div className={classes.page}>
      <PageHeader
        title={t('tickets.title')}
        action={<NewMailButton />}
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
        <ViewsNav current={current} />
        <div className={classes.main}>
          <Suspense fallback={<div className={classes.bar} />}>
            {masterData.data ? (
              <FilterBar asked={asked} saved={saved} masterData={masterData.data} onChange={go} />
            ) : (
              <div className={classes.bar} />
            )}
          </Suspense>
          {masterData.data ? (
            <TicketList key={listName(asked)} asked={asked} masterData={masterData.data} onClear={clear} />
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
