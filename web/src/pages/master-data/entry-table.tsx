import { Button, Table } from '@mantine/core';
import { useIntersection } from '@mantine/hooks';
import { type ReactNode, useEffect } from 'react';
import { settingText } from '../../../../src/settings/texts/index.ts';
import type { MasterKind } from '../../../../src/settings/master-data.ts';
import { useTexts } from '../../i18n/index.ts';
import table from '../../parts/table.module.css';
import { columnsOf } from './columns.tsx';
import { EntryRow } from './entry-row.tsx';
import { kindLooks, text } from './kinds.ts';
import classes from './master-data.module.css';
import type { Shown } from './use-entries.ts';
import { useMoving } from './use-moving.ts';

type More = { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => Promise<unknown> };

/** The entries of a kind as a table: a tree is moved in, an order can be changed by dragging or by the arrow keys, statuses stand in their groups. */
export function EntryTable(props: {
  kind: MasterKind;
  rows: Shown[];
  searching: boolean;
  mayChange: boolean;
  onEdit: (entry: Shown) => void;
  more: More;
}) {
  const { t } = useTexts();
  const { kind, rows, mayChange } = props;
  const columns = columnsOf(kind);
  const movable = mayChange && !props.searching && kindLooks[kind].order !== undefined;
  const row = (entry: Shown, siblings: Shown[], move: ReturnType<typeof useMoving>) => (
    <EntryRow
      key={entry.id}
      kind={kind}
      entry={entry}
      columns={columns}
      mayChange={mayChange}
      onEdit={() => props.onEdit(entry)}
      moving={movable ? move.handle(siblings, entry) : undefined}
    />
  );
  const move = useMoving(kind);
  return (
    <div className={table.wrap}>
      <Table className={classes.table}>
        <Table.Thead>
          <Table.Tr>
            {movable && (
              <Table.Th w={28}>
                <span className="sr-only">{t('masterData.order')}</span>
              </Table.Th>
            )}
            {columns.map(({ name, title }, at) => (
              <Table.Th key={name} className={at > 0 ? table.wide : undefined}>
                {t(`masterData.column.${title}`)}
              </Table.Th>
            ))}
            <Table.Th w={44}>
              <span className="sr-only">{t('common.actions')}</span>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        {kind === 'statuses' ? (
          <Groups rows={rows} span={columns.length + (movable ? 2 : 1)}>
            {(entry, siblings) => row(entry, siblings, move)}
          </Groups>
        ) : (
          <Table.Tbody>{rows.map((entry) => row(entry, rows, move))}</Table.Tbody>
        )}
      </Table>
      <div className="sr-only" role="status" aria-live="polite">
        {move.announcement}
      </div>
      <MoreRows more={props.more} />
    </div>
  );
}

const groups = ['inquiry', 'open', 'working', 'waiting', 'done', 'locked'] as const;

function Groups(props: { rows: Shown[]; span: number; children: (entry: Shown, siblings: Shown[]) => ReactNode }) {
  const { locale } = useTexts();
  return groups.map((group) => {
    const siblings = props.rows.filter((row) => text(row.group) === group);
    if (siblings.length === 0) return null;
    return (
      <Table.Tbody key={group}>
        <Table.Tr className={classes.group}>
          <Table.Th colSpan={props.span} scope="rowgroup">
            {settingText(locale, `settings.status.group.choice.${group}`)}
          </Table.Th>
        </Table.Tr>
        {siblings.map((entry) => props.children(entry, siblings))}
      </Table.Tbody>
    );
  });
}

/** Reads on when the end of the table comes near; the button is for those who do not scroll. */
function MoreRows({ more }: { more: More }) {
  const { t } = useTexts();
  const { ref, entry } = useIntersection({ rootMargin: '400px' });
  const near = entry?.isIntersecting ?? false;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = more;
  useEffect(() => {
    if (near && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [near, hasNextPage, isFetchingNextPage, fetchNextPage]);
  if (!hasNextPage) return null;
  return (
    <div ref={ref} className={classes.more}>
      <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
        {t('common.more')}
      </Button>
    </div>
  );
}
