import { memo, type ReactNode } from 'react';
import { useTexts } from '../../i18n/index.ts';
import { StatusChip } from '../../parts/chip.tsx';
import { RelativeTime } from '../../parts/relative-time.tsx';
import type { Column } from './columns.ts';
import classes from './dense.module.css';
import type { Lookup } from './lookup.ts';
import { RowContact, RowFrame, type RowProps, RowSubject } from './row-parts.tsx';
import { Labels, PriorityChip } from './ticket-row.tsx';

const widths: Record<Column, string> = {
  reference: '92px',
  subject: 'minmax(200px, 4fr)',
  contact: 'minmax(90px, 1.5fr)',
  customer: 'minmax(90px, 1.2fr)',
  team: 'minmax(80px, 1fr)',
  status: 'minmax(104px, 1fr)',
  priority: 'minmax(80px, 0.8fr)',
  category: 'minmax(80px, 1fr)',
  labels: 'minmax(90px, 1.2fr)',
  mailbox: 'minmax(80px, 1fr)',
  age: '104px',
  changed: '104px',
  resubmit: '104px',
};

const gridOf = (columns: readonly Column[]) => ({ gridTemplateColumns: columns.map((each) => widths[each]).join(' ') });

/** The names of the columns above the rows. */
export function DenseHead({ columns }: { columns: readonly Column[] }) {
  const { t } = useTexts();
  return (
    <div className={classes.head} aria-hidden>
      <span className={classes.cells} style={gridOf(columns)}>
        {columns.map((column) => (
          <span key={column} className={classes.cell}>
            {t(`lists.columns.${column}`)}
          </span>
        ))}
      </span>
    </div>
  );
}

type Props = RowProps & { lookup: Lookup; columns: readonly Column[] };

/** One ticket in one line, in the columns that the agent chose; the whole row is a link. */
export const DenseRow = memo(function DenseRow({ lookup, columns, ...props }: Props) {
  const { row, gone } = props;
  return (
    <RowFrame {...props} className={classes.cells} style={gridOf(columns)}>
      {columns.map((column) => (
        <span key={column} className={classes.cell} data-column={column}>
          <Cell column={column} row={row} lookup={lookup} gone={gone} />
        </span>
      ))}
    </RowFrame>
  );
});

function Cell({ column, row, lookup, gone }: Pick<Props, 'row' | 'lookup' | 'gone'> & { column: Column }): ReactNode {
  const { t, locale } = useTexts();
  switch (column) {
    case 'reference':
      return row.reference;
    case 'subject':
      return (
        <>
          {gone && <span className="sr-only">{t(`tickets.list.${gone}`)}: </span>}
          <RowSubject row={row} />
        </>
      );
    case 'contact':
      return <RowContact row={row} />;
    case 'customer':
      return row.customerName;
    case 'team':
      return row.teamId === null ? '' : lookup.teams.get(row.teamId)?.name;
    case 'status':
      return <StatusChip group={row.statusGroup} name={lookup.statuses.get(row.statusId)?.names[locale] ?? ''} />;
    case 'priority':
      return <PriorityChip row={row} lookup={lookup} />;
    case 'category':
      return row.categoryId === null ? '' : lookup.categories.get(row.categoryId)?.name;
    case 'labels':
      return <Labels row={row} lookup={lookup} />;
    case 'mailbox':
      return row.mailboxId === null ? '' : lookup.mailboxes.get(row.mailboxId)?.name;
    case 'age':
      return <RelativeTime at={row.createdAt} />;
    case 'changed':
      return <RelativeTime at={row.changedAt} />;
    case 'resubmit':
      return row.resubmitAt && <RelativeTime at={row.resubmitAt} />;
  }
}
