import { Select } from '@mantine/core';
import type { MasterData } from '../../../../src/api/contract/tickets.ts';
import { useTexts } from '../../i18n/index.ts';
import { StatusChip } from '../../parts/chip.tsx';
import classes from './ticket.module.css';
import type { Shortcut } from './use-ticket-keys.ts';

const NO_TEAM = 'none';

/** Which team has the ticket; none makes it an inquiry again. */
export function TeamPicker(props: {
  teams: MasterData['teams'];
  value: number | null;
  onChange: (teamId: number | null) => void;
}) {
  const { t } = useTexts();
  const data = [
    { value: NO_TEAM, label: t('tickets.head.noTeam') },
    ...props.teams.filter(offered(props.value)).map(({ id, name }) => ({ value: String(id), label: name })),
  ];
  return (
    <Field
      label={t('tickets.head.team')}
      shortcut="team"
      data={data}
      value={props.value === null ? NO_TEAM : String(props.value)}
      searchable={data.length > 8}
      onChange={(value) => props.onChange(value === NO_TEAM ? null : Number(value))}
    />
  );
}

/** The statuses a ticket may take: those of inquiries while no team has it, the others once one has; done and locked always. */
export function StatusPicker(props: {
  statuses: MasterData['statuses'];
  hasTeam: boolean;
  value: number;
  onChange: (statusId: number) => void;
}) {
  const { t, locale } = useTexts();
  const possible = props.statuses
    .filter(offered(props.value))
    .filter(({ id, group }) => id === props.value || isPossible(group, props.hasTeam))
    .toSorted((a, b) => a.rank - b.rank);
  return (
    <Field
      label={t('tickets.head.status')}
      shortcut="status"
      data={possible.map(({ id, names }) => ({ value: String(id), label: names[locale] }))}
      value={String(props.value)}
      onChange={(value) => props.onChange(Number(value))}
      renderOption={(value, label) => {
        const status = possible.find(({ id }) => String(id) === value);
        return status ? <StatusChip group={status.group} name={label} /> : label;
      }}
    />
  );
}

/** How urgent the ticket is. */
export function PriorityPicker(props: {
  priorities: MasterData['priorities'];
  value: number;
  onChange: (priorityId: number) => void;
}) {
  const { t, locale } = useTexts();
  const data = props.priorities
    .filter(offered(props.value))
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ id, names }) => ({ value: String(id), label: names[locale] }));
  return (
    <Field
      label={t('tickets.head.priority')}
      data={data}
      value={String(props.value)}
      onChange={(value) => props.onChange(Number(value))}
    />
  );
}

/** What is no longer active is shown where it is chosen, and offered to nobody else. */
const offered = (value: number | null) => (row: { id: number; active: boolean }) => row.active || row.id === value;

function isPossible(group: MasterData['statuses'][number]['group'], hasTeam: boolean): boolean {
  if (group === 'done' || group === 'locked') return true;
  return hasTeam ? group !== 'inquiry' : group === 'inquiry';
}

function Field(props: {
  label: string;
  /** The key that opens it. */
  shortcut?: Shortcut;
  data: { value: string; label: string }[];
  value: string;
  searchable?: boolean;
  onChange: (value: string) => void;
  renderOption?: (value: string, label: string) => React.ReactNode;
}) {
  const { renderOption } = props;
  return (
    <label className={classes.field}>
      <span className={classes.fieldName}>{props.label}</span>
      <Select
        size="xs"
        className={classes.fieldSelect}
        aria-label={props.label}
        data-shortcut={props.shortcut}
        data={props.data}
        value={props.value}
        searchable={props.searchable ?? false}
        allowDeselect={false}
        comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
        onChange={(value) => value !== null && value !== props.value && props.onChange(value)}
        {...(renderOption ? { renderOption: ({ option }) => renderOption(option.value, option.label) } : {})}
      />
    </label>
  );
}
