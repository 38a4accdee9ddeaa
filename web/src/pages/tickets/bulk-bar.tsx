import { Button, Menu, Progress } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { type ReactNode, Suspense, useEffect, useState } from 'react';
import type { MasterData, TicketRow } from '../../../../src/api/contract/tickets.ts';
import { useTexts } from '../../i18n/index.ts';
import { laterPart } from '../../lazy-parts.tsx';
import { inTreeOrder } from '../../parts/tree.ts';
import { changing, marking } from './bulk-steps.ts';
import classes from './list.module.css';
import type { TicketPatch } from './queries.ts';
import { resubmitTimes } from './resubmit-times.ts';
import { useBulkChange } from './use-bulk-change.tsx';
import { mostChosen } from './use-choose-all.ts';

const MergeChosen = laterPart(() => import('./merge-chosen.tsx').then((module) => module.MergeChosen));

/** What a key asks for; `done` is an act, the others open their menu. */
export type BulkMenu = 'status' | 'team' | 'label' | 'done';

type Props = {
  rows: readonly TicketRow[];
  /** Not all tickets of the list are chosen: more can be. */
  more: boolean;
  reading: boolean;
  masterData: MasterData;
  menu: BulkMenu | null;
  onMenu: (menu: BulkMenu | null) => void;
  onChooseAll: () => void;
  onClear: () => void;
};

/** What can be done with the chosen tickets at once. */
export function BulkBar(props: Props) {
  const { t } = useTexts();
  const { rows, masterData, menu, onMenu } = props;
  const { apply, progress, stop } = useBulkChange(props.onClear);
  const [merging, setMerging] = useState(false);
  const patch = (patchOf: (row: TicketRow) => TicketPatch) => apply(rows.map((row) => changing(row, patchOf(row))));
  const done = masterData.statuses.find(({ group, active }) => group === 'done' && active);
  useEffect(() => {
    if (menu !== 'done') return undefined;
    const timer = setTimeout(() => {
      onMenu(null);
      if (done) patch(() => ({ statusId: done.id }));
    });
    return () => clearTimeout(timer);
    // Once for each time it is asked for, whatever is drawn meanwhile.
  }, [menu]);
  if (progress)
    return (
      <section className={classes.bulk} aria-label={t('tickets.bulk.label')}>
        <span role="status">{t('lists.bulk.progress', progress)}</span>
        <Progress
          className={classes.progress}
          value={(100 * progress.done) / progress.count}
          aria-label={t('tickets.bulk.label')}
        />
        <Button variant="default" onClick={stop}>
          {t('lists.bulk.stop')}
        </Button>
      </section>
    );
  return (
    <section className={classes.bulk} aria-label={t('tickets.bulk.label')}>
      <strong role="status">{t('tickets.bulk.selected', { count: rows.length })}</strong>
      {props.more && rows.length < mostChosen && (
        <Button variant="subtle" loading={props.reading} onClick={props.onChooseAll}>
          {t('lists.bulk.all')}
        </Button>
      )}
      {rows.length >= mostChosen && (
        <span className={classes.bounded}>{t('lists.bulk.allBounded', { count: mostChosen })}</span>
      )}
      <FieldMenus {...props} onPatch={patch} />
      <More
        onMark={(unread) => apply(rows.map((row) => marking(row, unread)))}
        onMerge={() => setMerging(true)}
        several={rows.length > 1}
        onPatch={patch}
        masterData={masterData}
      />
      <Button variant="subtle" onClick={props.onClear}>
        {t('tickets.bulk.clear')}
      </Button>
      {merging && (
        <Suspense>
          <MergeChosen
            rows={rows}
            onClose={() => setMerging(false)}
            // One after another: they all wait for the same ticket.
            onMerge={(steps) => apply(steps, 1)}
          />
        </Suspense>
      )}
    </section>
  );
}

type OnPatch = (patchOf: (row: TicketRow) => TicketPatch) => void;

function FieldMenus({ rows, masterData, menu, onMenu, onPatch }: Props & { onPatch: OnPatch }) {
  const { t, locale } = useTexts();
  const opened = (which: BulkMenu) => ({
    opened: menu === which,
    onOpen: (open: boolean) => onMenu(open ? which : null),
  });
  const labels = inTreeOrder(masterData.labels.filter(isActive), locale);
  const worn = new Set(rows.flatMap(({ labelIds }) => labelIds));
  const named = ({ id, names }: { id: number; names: Record<'de' | 'en', string> }) => ({ id, name: names[locale] });
  return (
    <>
      <Picker
        name={t('tickets.head.team')}
        {...opened('team')}
        items={inTreeOrder(masterData.teams.filter(isActive), locale).map(({ id, path }) => ({ id, name: path }))}
        onPick={(teamId) => onPatch(() => ({ teamId }))}
      />
      <Picker
        name={t('tickets.head.status')}
        {...opened('status')}
        items={masterData.statuses.filter(isActive).map(named)}
        onPick={(statusId) => onPatch(() => ({ statusId }))}
      />
      <Picker
        name={t('tickets.head.priority')}
        items={masterData.priorities.filter(isActive).map(named)}
        onPick={(priorityId) => onPatch(() => ({ priorityId }))}
      />
      {labels.length > 0 && (
        <Picker
          name={t('tickets.bulk.addLabel')}
          {...opened('label')}
          items={labels.map(({ id, path }) => ({ id, name: path }))}
          onPick={(id) => onPatch(({ labelIds }) => ({ labelIds: [...new Set([...labelIds, id])] }))}
        />
      )}
      {worn.size > 0 && (
        <Picker
          name={t('lists.bulk.removeLabel')}
          items={inTreeOrder(masterData.labels, locale)
            .filter(({ id }) => worn.has(id))
            .map(({ id, path }) => ({ id, name: path }))}
          onPick={(id) => onPatch(({ labelIds }) => ({ labelIds: labelIds.filter((each) => each !== id) }))}
        />
      )}
    </>
  );
}

function More(props: {
  several: boolean;
  masterData: MasterData;
  onMark: (unread: boolean) => void;
  onMerge: () => void;
  onPatch: OnPatch;
}) {
  const { t, locale } = useTexts();
  const { onPatch } = props;
  const categories = inTreeOrder(props.masterData.categories.filter(isActive), locale);
  return (
    <>
      {categories.length > 0 && (
        <Picker
          name={t('lists.bulk.category')}
          items={[
            { id: 0, name: t('lists.bulk.noCategory') },
            ...categories.map(({ id, path }) => ({ id, name: path })),
          ]}
          onPick={(id) => onPatch(() => ({ categoryId: id === 0 ? null : id }))}
        />
      )}
      <DropUp name={t('lists.bulk.resubmit')}>
        {resubmitTimes(new Date()).map(({ name, at }) => (
          <Menu.Item key={name} onClick={() => onPatch(() => ({ resubmitAt: at?.toISOString() ?? null }))}>
            {t(`lists.bulk.resubmitAt.${name}`)}
          </Menu.Item>
        ))}
      </DropUp>
      <DropUp name={t('lists.bulk.more')}>
        <Menu.Item onClick={() => props.onMark(false)}>{t('lists.bulk.read')}</Menu.Item>
        <Menu.Item onClick={() => props.onMark(true)}>{t('lists.bulk.unread')}</Menu.Item>
        {props.several && <Menu.Item onClick={props.onMerge}>{t('lists.bulk.merge')}</Menu.Item>}
      </DropUp>
    </>
  );
}

const isActive = ({ active }: { active: boolean }) => active;

function Picker(props: {
  name: string;
  items: readonly { id: number; name: string }[];
  opened?: boolean;
  onOpen?: (opened: boolean) => void;
  onPick: (id: number) => void;
}) {
  return (
    <DropUp name={props.name} opened={props.opened} onOpen={props.onOpen}>
      {props.items.map(({ id, name }) => (
        <Menu.Item key={id} onClick={() => props.onPick(id)}>
          {name}
        </Menu.Item>
      ))}
    </DropUp>
  );
}

function DropUp(props: {
  name: string;
  opened?: boolean | undefined;
  onOpen?: ((opened: boolean) => void) | undefined;
  children: ReactNode;
}) {
  const [own, setOwn] = useState(false);
  return (
    <Menu position="top-start" opened={props.opened ?? own} onChange={props.onOpen ?? setOwn}>
      <Menu.Target>
        <Button variant="default" rightSection={<IconChevronDown size={14} aria-hidden />}>
          {props.name}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={320} style={{ overflowY: 'auto' }}>
        {props.children}
      </Menu.Dropdown>
    </Menu>
  );
}
