import { SegmentedControl } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { TicketRow } from '../../../../src/api/contract/tickets.ts';
import { call } from '../../api.ts';
import { useTexts } from '../../i18n/index.ts';
import { StatusChip } from '../../parts/chip.tsx';
import { RelativeTime } from '../../parts/relative-time.tsx';
import { RowList } from '../../parts/row-list.tsx';
import { keys, masterDataQuery } from '../../queries.ts';
import classes from './people.module.css';

/** The tickets of a contact or customer, the open ones first; `counts` are those that the reader may see. */
export function TicketsOf(props: {
  whose: { contact: string } | { customer: string };
  counts: { open: number; done: number };
}) {
  const { t } = useTexts();
  const { whose, counts } = props;
  const [view, setView] = useState<'all' | 'done'>(counts.open === 0 && counts.done > 0 ? 'done' : 'all');
  const query = useInfiniteQuery({
    queryKey: [...keys.tickets, 'of', whose, view],
    queryFn: ({ pageParam, signal }) =>
      call('GET /api/tickets', { query: { view, ...whose, after: pageParam, limit: 20 } }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  return (
    <section className={classes.part} aria-labelledby="tickets-of">
      <div className={classes.partHead}>
        <h2 id="tickets-of">{t('people.tickets')}</h2>
        <SegmentedControl
          size="xs"
          aria-label={t('people.which')}
          value={view}
          onChange={setView}
          data={[
            { value: 'all', label: t('people.open', { count: counts.open }) },
            { value: 'done', label: t('people.done', { count: counts.done }) },
          ]}
        />
      </div>
      <RowList query={query} empty={<p className={classes.none}>{t('people.noTickets')}</p>}>
        {(row) => <Row row={row} />}
      </RowList>
    </section>
  );
}

function Row({ row }: { row: TicketRow }) {
  const { t, locale } = useTexts();
  const { data } = useQuery(masterDataQuery);
  const status = data?.statuses.find(({ id }) => id === row.statusId);
  return (
    <Link to="/tickets/$id" params={{ id: String(row.id) }} className={classes.ticket}>
      <span className={classes.reference}>{row.reference}</span>
      <span className={classes.subject}>{row.subject || t('tickets.list.noSubject')}</span>
      <StatusChip group={row.statusGroup} name={status?.names[locale] ?? ''} />
      <span className={classes.time}>
        <RelativeTime at={row.changedAt} />
      </span>
    </Link>
  );
}
