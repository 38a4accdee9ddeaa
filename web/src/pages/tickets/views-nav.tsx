import { ActionIcon, Tooltip } from '@mantine/core';
import {
  IconAdjustments,
  IconCircleCheck,
  IconCircleDashed,
  IconFilter,
  IconPencil,
  IconStack2,
  IconUsersGroup,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Suspense, useState } from 'react';
import { useTexts } from '../../i18n/index.ts';
import { laterPart } from '../../lazy-parts.tsx';
import {
  draftsQuery,
  listViewCountsQuery,
  listViewsQuery,
  preferencesQuery,
  ticketCountsQuery,
} from '../../queries.ts';
import classes from './list.module.css';
import { type PlacedView, placedViews, searchOfView } from './view-order.ts';

const icons = {
  inquiries: IconCircleDashed,
  mine: IconUsersGroup,
  all: IconStack2,
  done: IconCircleCheck,
  drafts: IconPencil,
};

const ManageViews = laterPart(() => import('./manage-views.tsx').then((module) => module.ManageViews));

/** The views with how many tickets each has, in the agent's order. `current` is the key of the one that is shown; none is while one searches, for the search covers them all. */
export function ViewsNav({ current }: { current: string | null }) {
  const { t } = useTexts();
  const saved = useQuery(listViewsQuery);
  const preferences = useQuery(preferencesQuery);
  const [managing, setManaging] = useState(false);
  const shown = placedViews(saved.data ?? [], preferences.data ?? {}).filter(({ hidden }) => !hidden);
  return (
    <nav className={classes.views} aria-label={t('tickets.views.label')}>
      {shown.map((view) => (
        <ViewLink key={view.key} view={view} current={view.key === current} />
      ))}
      <Tooltip label={t('tickets.views.manage')}>
        <ActionIcon className={classes.manage} aria-label={t('tickets.views.manage')} onClick={() => setManaging(true)}>
          <IconAdjustments size={16} stroke={1.5} aria-hidden />
        </ActionIcon>
      </Tooltip>
      {managing && (
        <Suspense>
          <ManageViews onClose={() => setManaging(false)} />
        </Suspense>
      )}
    </nav>
  );
}

function ViewLink({ view, current }: { view: PlacedView; current: boolean }) {
  const { t } = useTexts();
  const builtIn = 'view' in view ? view.view : null;
  const Icon = builtIn ? icons[builtIn] : IconFilter;
  return (
    <Link
      to="/tickets"
      search={searchOfView(view)}
      className={classes.view}
      data-current={current || undefined}
      aria-current={current ? 'page' : undefined}
      activeProps={{}}
    >
      <Icon size={16} stroke={1.75} aria-hidden />
      <span className={classes.viewName}>{'saved' in view ? view.saved.name : t(`tickets.views.${view.view}`)}</span>
      <Count view={view} />
    </Link>
  );
}

function Count({ view }: { view: PlacedView }) {
  const { locale } = useTexts();
  const counts = useQuery(ticketCountsQuery);
  const savedCounts = useQuery({ ...listViewCountsQuery, enabled: 'saved' in view });
  const found = 'saved' in view ? savedCounts.data?.find(({ id }) => id === view.saved.id) : undefined;
  const drafts = useQuery({ ...draftsQuery, select: ({ rows }) => rows.filter(({ ticket }) => ticket).length });
  const builtIn = 'view' in view ? (view.view === 'drafts' ? drafts.data : counts.data?.[view.view]) : undefined;
  const number = 'saved' in view ? found?.count : builtIn;
  return (
    <span className={classes.count}>
      {number?.toLocaleString(locale)}
      {found?.more && '+'}
    </span>
  );
}
