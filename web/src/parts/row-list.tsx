import { Button } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import type { UseInfiniteQueryResult, InfiniteData } from '@tanstack/react-query';
import { type ReactNode, useId, useState } from 'react';
import { useTexts } from '../i18n/index.ts';
import { RowsSkeleton } from './loading.tsx';
import classes from './rows.module.css';
import { ErrorState } from './states.tsx';

type Pages<Row> = InfiniteData<{ rows: Row[]; next: string | null }>;

/** Pages of rows one below the other with a button for the next page; `empty` is shown when there is none. */
export function RowList<Row extends { id: number }>(props: {
  query: UseInfiniteQueryResult<Pages<Row>>;
  empty: ReactNode;
  children: (row: Row) => ReactNode;
}) {
  const { t } = useTexts();
  const { query } = props;
  const rows = query.data?.pages.flatMap((page) => page.rows);
  if (!rows && query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!rows)
    return (
      <div className={classes.pad}>
        <RowsSkeleton rows={8} />
      </div>
    );
  if (rows.length === 0) return props.empty;
  return (
    <>
      <ul className={classes.rows}>
        {rows.map((row) => (
          <li key={row.id} className={classes.row}>
            {props.children(row)}
          </li>
        ))}
      </ul>
      {query.hasNextPage && (
        <div className={classes.more}>
          <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('common.more')}
          </Button>
        </div>
      )}
    </>
  );
}

/** One row that opens: state, two lines, something at the end; `children` are drawn only when it is open. */
export function OpeningRow(props: {
  label: string;
  state: ReactNode;
  first: ReactNode;
  second: ReactNode;
  end: ReactNode;
  children: () => ReactNode;
}) {
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <>
      <button
        type="button"
        className={classes.head}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      >
        <IconChevronRight size={14} className={classes.chevron} aria-hidden />
        <span className={classes.state}>{props.state}</span>
        <span className={classes.words}>
          <span className={classes.first}>{props.first}</span>
          <span className={classes.second}>{props.second}</span>
        </span>
        <span className={classes.end}>{props.end}</span>
      </button>
      {open && (
        <section id={id} className={classes.body} aria-label={props.label}>
          {props.children()}
        </section>
      )}
    </>
  );
}

/** A named fact in the open part of a row. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
