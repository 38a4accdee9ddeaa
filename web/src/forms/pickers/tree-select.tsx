import { Select } from '@mantine/core';
import { type ReactNode, use } from 'react';
import type { MasterKind } from '../../../../src/settings/master-data.ts';
import { useTexts } from '../../i18n/index.ts';
import { inTreeOrder, type Placed, type TreeNode, withDescendants } from '../../parts/tree.ts';
import { common, idOf, OwnEntry, type WidgetProps } from '../widget-props.ts';
import classes from './pickers.module.css';

type Row = TreeNode & { active: boolean };

/** Picks one entry of a tree: the list shows the tree, what is typed is looked for in the whole path. */
export function TreeSelect<T extends Row>({
  kind,
  rows,
  empty,
  draw,
  ...props
}: WidgetProps & {
  kind: MasterKind;
  rows: readonly T[];
  /** What holds while nothing is chosen. */
  empty: string;
  draw?: (row: Placed<T>) => ReactNode;
}) {
  const { t, locale } = useTexts();
  const own = use(OwnEntry);
  const value = idOf(props.value);
  const closed = own?.kind === kind ? withDescendants(rows, own.id) : new Set<number>();
  const placed = inTreeOrder(rows, locale).filter(({ id, active }) => (active || id === value) && !closed.has(id));
  const byId = new Map(placed.map((row) => [String(row.id), row]));
  return (
    <Select
      {...common(props)}
      clearable
      searchable
      placeholder={empty}
      nothingFoundMessage={t('forms.nothingFound')}
      maxDropdownHeight={320}
      value={value === null ? null : String(value)}
      onChange={(next) => props.onChange(next === null ? null : Number(next))}
      data={placed.map(({ id, path }) => ({ value: String(id), label: path }))}
      renderOption={({ option }) => <Branch row={byId.get(option.value)} draw={draw} />}
    />
  );
}

/** An entry in a list of a tree, moved in by its depth. */
export function Branch<T extends Row>({
  row,
  draw,
}: {
  row: Placed<T> | undefined;
  draw?: (row: Placed<T>) => ReactNode;
}) {
  if (!row) return null;
  return (
    <span className={classes.branch} style={{ paddingLeft: row.depth * 16 }}>
      {draw ? draw(row) : row.name}
    </span>
  );
}
