import { IconAlertTriangle, IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { memo } from 'react';
import type { TicketRow as Row } from '../../../../src/api/contract/tickets.ts';
import { useTexts } from '../../i18n/index.ts';
import { Chip, StatusChip } from '../../parts/chip.tsx';
import { LabelChip } from '../../parts/label-chip.tsx';
import { RelativeTime } from '../../parts/relative-time.tsx';
import classes from './list.module.css';
import type { Lookup } from './lookup.ts';
import { RowContact, RowFrame, type RowProps, RowSubject } from './row-parts.tsx';

type Props = RowProps & { lookup: Lookup };

/** One ticket in two lines: who and what at the left, state at the right; the whole row is a link. */
export const TicketRow = memo(function TicketRow({ lookup, ...props }: Props) {
  const { t, locale } = useTexts();
  const { row, gone } = props;
  const team = row.teamId === null ? undefined : lookup.teams.get(row.teamId);
  return (
    <RowFrame {...props} className={classes.link}>
      <span className={classes.who}>
        <span className={classes.sender}>
          <RowContact row={row} />
        </span>
        <span className={classes.reference}>{row.reference}</span>
      </span>
      <span className={classes.what}>
        <span className={classes.subject}>
          <RowSubject row={row} />
        </span>
        <span className={classes.preview}>
          <Labels row={row} lookup={lookup} />
          {row.preview}
        </span>
      </span>
      <span className={classes.state}>
        <span className={classes.stateLine}>
          <PriorityChip row={row} lookup={lookup} />
          <StatusChip group={row.statusGroup} name={lookup.statuses.get(row.statusId)?.names[locale] ?? ''} />
        </span>
        <span className={classes.age}>
          <RelativeTime at={row.changedAt} />
        </span>
        <span className={classes.team}>
          {gone ? t(`tickets.list.${gone}`) : (team?.name ?? t('tickets.list.noTeam'))}
        </span>
      </span>
    </RowFrame>
  );
});

const shownLabels = 3;

/** The first labels of a ticket; how many more there are. */
export function Labels({ row, lookup }: { row: Pick<Row, 'labelIds'>; lookup: Lookup }) {
  const labels = row.labelIds.flatMap((id) => lookup.labels.get(id) ?? []);
  if (labels.length === 0) return null;
  const more = labels.length - shownLabels;
  return (
    <span className={classes.labels}>
      {labels.slice(0, shownLabels).map(({ id, name, colour }) => (
        <LabelChip key={id} name={name} colour={colour} />
      ))}
      {more > 0 && <span title={labels.map(({ name }) => name).join(', ')}>+{more}</span>}
    </span>
  );
}

/** How urgent a ticket is, if not as usual. */
export function PriorityChip({ row, lookup }: { row: Row; lookup: Lookup }) {
  const { locale } = useTexts();
  const priority = lookup.priorities.get(row.priorityId);
  if (!priority || priority.isDefault) return null;
  const above = lookup.urgency.get(row.priorityId) ?? 0;
  if (above < 0)
    return (
      <Chip tone="quiet" icon={IconArrowDown}>
        {priority.names[locale]}
      </Chip>
    );
  return (
    <Chip tone={above > 1 ? 'bad' : 'warn'} icon={above > 1 ? IconAlertTriangle : IconArrowUp}>
      {priority.names[locale]}
    </Chip>
  );
}
