import { IconAlertTriangle, IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { memo } from 'react';
import type { TicketRow as Row } from '../../../../src/api/contract/tickets.ts';
import { useTexts } from '../../i18n/index.ts';
import { Chip, StatusChip } from '../../parts/chip.tsx';
import { LabelChip } from '../../parts/label-chip.tsx';
import { RelativeTime } from '../../parts/relative-time.tsx';
import { DraftMark } from './draft-mark.tsx';
import classes from './list.module.css';
import type { Lookup } from './lookup.ts';
import { RowBox, RowLink } from './row-parts.tsx';

type Props = {
  row: Row;
  /** Why it no longer belongs where it stands. */
  gone: 'gone' | 'elsewhere' | null;
  active: boolean;
  chosen: boolean;
  lookup: Lookup;
  onChoose: (id: number, range: boolean) => void;
};

/** One ticket in two lines: who and what at the left, state at the right; the whole row is a link. */
export const TicketRow = memo(function TicketRow({ row, gone, active, chosen, lookup, onChoose }: Props) {
  const { t, locale } = useTexts();
  const team = row.teamId === null ? undefined : lookup.teams.get(row.teamId);
  return (
    <div
      className={classes.row}
      data-unread={row.unread || undefined}
      data-chosen={chosen || undefined}
      data-gone={gone !== null || undefined}
    >
      <span className={classes.lead}>
        <RowBox id={row.id} reference={row.reference} chosen={chosen} onChoose={onChoose} />
        {row.unread && <span className={classes.dot} aria-hidden />}
      </span>
      <RowLink id={row.id} active={active} className={classes.link}>
        <span className={classes.who}>
          <span className={classes.sender}>{row.contactName}</span>
          <span className={classes.reference}>{row.reference}</span>
        </span>
        <span className={classes.what}>
          <span className={classes.subject}>
            {row.unread && <span className="sr-only">{t('tickets.list.unread')}: </span>}
            <DraftMark ticketId={row.id} />
            {row.subject || t('tickets.list.noSubject')}
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
      </RowLink>
    </div>
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
