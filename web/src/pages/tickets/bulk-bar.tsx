import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import type { MasterData, TicketRow } from '../../../../src/api/contract/tickets.ts';
import { useTexts } from '../../i18n/index.ts';
import { inTreeOrder } from '../../parts/tree.ts';
import classes from './list.module.css';
import type { TicketPatch } from './queries.ts';
import { useBulkChange } from './use-bulk-change.tsx';

/** What can be done with the chosen tickets at once. */
export function BulkBar(props: { rows: readonly TicketRow[]; masterData: MasterData; onClear: () => void }) {
  const { t, locale } = useTexts();
  const { rows, masterData } = props;
  const { apply, busy } = useBulkChange(props.onClear);
  const choose = (patch: TicketPatch) => apply(rows, () => patch);
  const labels = inTreeOrder(masterData.labels.filter(isActive), locale);
  const addLabel = (id: number) => apply(rows, ({ labelIds }) => ({ labelIds: [...new Set([...labelIds, id])] }));
  return (
    <section className={classes.bulk} aria-label={t('tickets.bulk.label')}>
      <strong role="status">{t('tickets.bulk.selected', { count: rows.length })}</strong>
      <Picker
        name={t('tickets.head.team')}
        busy={busy}
        items={masterData.teams.filter(isActive).map(({ id, name }) => ({ id, name }))}
        onPick={(teamId) => choose({ teamId })}
      />
      <Picker
        name={t('tickets.head.status')}
        busy={busy}
        items={masterData.statuses.filter(isActive).map(({ id, names }) => ({ id, name: names[locale] }))}
        onPick={(statusId) => choose({ statusId })}
      />
      <Picker
        name={t('tickets.head.priority')}
        busy={busy}
        items={masterData.priorities.filter(isActive).map(({ id, names }) => ({ id, name: names[locale] }))}
        onPick={(priorityId) => choose({ priorityId })}
      />
      {labels.length > 0 && (
        <Picker
          name={t('tickets.bulk.addLabel')}
          busy={busy}
          items={labels.map(({ id, path }) => ({ id, name: path }))}
          onPick={addLabel}
        />
      )}
      <Button variant="subtle" onClick={props.onClear}>
        {t('tickets.bulk.clear')}
      </Button>
    </section>
  );
}

const isActive = ({ active }: { active: boolean }) => active;

function Picker(props: {
  name: string;
  busy: boolean;
  items: readonly { id: number; name: string }[];
  onPick: (id: number) => void;
}) {
  return (
    <Menu position="top-start">
      <Menu.Target>
        <Button variant="default" disabled={props.busy} rightSection={<IconChevronDown size={14} aria-hidden />}>
          {props.name}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={320} style={{ overflowY: 'auto' }}>
        {props.items.map(({ id, name }) => (
          <Menu.Item key={id} onClick={() => props.onPick(id)}>
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
