import { IconCircleCheck, IconCircleDashed, IconStack2, IconUsersGroup } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTexts } from '../../i18n/index.ts';
import { ticketCountsQuery } from '../../queries.ts';
import classes from './list.module.css';
import { type View, views } from './use-ticket-list.ts';

const icons = { inquiries: IconCircleDashed, mine: IconUsersGroup, all: IconStack2, done: IconCircleCheck };

/** The views with how many tickets each has; none is current while one searches, for the search covers them all. */
export function ViewsNav({ current }: { current: View | null }) {
  const { t, locale } = useTexts();
  const counts = useQuery(ticketCountsQuery);
  return (
    <nav className={classes.views} aria-label={t('tickets.views.label')}>
      {views.map((view) => {
        const Icon = icons[view];
        return (
          <Link
            key={view}
            to="/tickets"
            search={{ view, q: undefined }}
            className={classes.view}
            data-current={view === current || undefined}
            aria-current={view === current ? 'page' : undefined}
            activeProps={{}}
          >
            <Icon size={16} stroke={1.75} aria-hidden />
            <span className={classes.viewName}>{t(`tickets.views.${view}`)}</span>
            <span className={classes.count}>{counts.data ? counts.data[view].toLocaleString(locale) : ''}</span>
          </Link>
        );
      })}
    </nav>
  );
}
