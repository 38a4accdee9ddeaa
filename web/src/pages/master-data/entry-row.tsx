import { ActionIcon, Menu, Table } from '@mantine/core';
import {
  IconArrowMerge,
  IconDots,
  IconEye,
  IconEyeOff,
  IconGripVertical,
  IconPencil,
  IconTrash,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { MasterKind } from '../../../../src/settings/master-data.ts';
import { useTexts } from '../../i18n/index.ts';
import { notifyError } from '../../parts/notify.ts';
import table from '../../parts/table.module.css';
import type { Column } from './columns.tsx';
import { DeleteEntry } from './delete-entry.tsx';
import { isMergeable } from './kinds.ts';
import classes from './master-data.module.css';
import { MergeEntry } from './merge-entry.tsx';
import type { Shown } from './use-entries.ts';
import type { Moving } from './use-moving.ts';
import { useSaveEntry } from './use-save-entry.tsx';

/** One entry: its columns, what can be done with it, and the handle by which it is moved. */
export function EntryRow(props: {
  kind: MasterKind;
  entry: Shown;
  columns: Column[];
  mayChange: boolean;
  onEdit: () => void;
  moving: Moving | undefined;
}) {
  const { t } = useTexts();
  const { kind, entry, moving } = props;
  const [first, ...rest] = props.columns;
  return (
    <Table.Tr
      className={classes.row}
      data-inactive={!entry.active || undefined}
      data-over={moving?.over || undefined}
      {...moving?.row}
    >
      {moving && (
        <Table.Td className={classes.gripCell}>
          <button
            type="button"
            className={classes.grip}
            aria-label={t('masterData.move', { name: entry.name })}
            title={t('masterData.moveHint')}
            {...moving.handle}
          >
            <IconGripVertical size={15} aria-hidden />
          </button>
        </Table.Td>
      )}
      <Table.Td>
        <div className={classes.first} style={{ paddingLeft: entry.depth * 20 }}>
          <Name kind={kind} entry={entry} mayChange={props.mayChange} onEdit={props.onEdit}>
            {first?.cell(entry)}
          </Name>
          {!entry.active && <span className={classes.inactive}>{t('masterData.inactive')}</span>}
        </div>
        {rest.map(({ name, cell }) => {
          const content = cell(entry);
          return content ? (
            <div key={name} className={`${table.narrow} ${table.dim}`}>
              {content}
            </div>
          ) : null;
        })}
      </Table.Td>
      {rest.map(({ name, cell }) => (
        <Table.Td key={name} className={table.wide}>
          {cell(entry)}
        </Table.Td>
      ))}
      <Table.Td>{props.mayChange && <Acts kind={kind} entry={entry} onEdit={props.onEdit} />}</Table.Td>
    </Table.Tr>
  );
}

/** People and customers have a page of their own; of the other kinds a click on the name edits the entry. */
function Name(props: { kind: MasterKind; entry: Shown; mayChange: boolean; onEdit: () => void; children: ReactNode }) {
  const { kind, entry, children } = props;
  if (kind === 'contacts' || kind === 'customers')
    return (
      <Link to={`/${kind}/$id`} params={{ id: String(entry.id) }} className={classes.name}>
        {children}
      </Link>
    );
  if (!props.mayChange) return <span className={classes.plainName}>{children}</span>;
  return (
    <button type="button" className={classes.name} onClick={props.onEdit}>
      {children}
    </button>
  );
}

function Acts({ kind, entry, onEdit }: { kind: MasterKind; entry: Shown; onEdit: () => void }) {
  const { t } = useTexts();
  const { change } = useSaveEntry(kind);
  const [asking, setAsking] = useState<'delete' | 'merge'>();
  const { name } = entry;
  const toggle = () => {
    const message = t(entry.active ? 'masterData.deactivated' : 'masterData.activated', { name });
    void change(entry, { active: !entry.active }, message).catch(notifyError);
  };
  return (
    <div className={table.acts}>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={t('masterData.actsOf', { name })}>
            <IconDots size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={15} aria-hidden />} onClick={onEdit}>
            {t('masterData.edit')}
          </Menu.Item>
          <Menu.Item
            leftSection={entry.active ? <IconEyeOff size={15} aria-hidden /> : <IconEye size={15} aria-hidden />}
            onClick={toggle}
          >
            {t(entry.active ? 'masterData.deactivate' : 'masterData.activate')}
          </Menu.Item>
          {isMergeable(kind) && (
            <Menu.Item leftSection={<IconArrowMerge size={15} aria-hidden />} onClick={() => setAsking('merge')}>
              {t('masterData.merge')}
            </Menu.Item>
          )}
          {entry.builtIn !== true && (
            <Menu.Item
              color="red"
              leftSection={<IconTrash size={15} aria-hidden />}
              onClick={() => setAsking('delete')}
            >
              {t('common.delete')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {asking === 'delete' && <DeleteEntry kind={kind} entry={entry} onClose={() => setAsking(undefined)} />}
      {asking === 'merge' && <MergeEntry kind={kind} entry={entry} onClose={() => setAsking(undefined)} />}
    </div>
  );
}
