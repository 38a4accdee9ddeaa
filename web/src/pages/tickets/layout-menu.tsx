import { ActionIcon, Button, Checkbox, Popover, SegmentedControl, Tooltip } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconTableOptions } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTexts } from '../../i18n/index.ts';
import { preferencesQuery } from '../../queries.ts';
import { columnNames, columnsKey, layoutKey, layoutOf, movedColumn, withColumn } from './columns.ts';
import classes from './filter-bar.module.css';
import { useSetPreferences } from '../../parts/use-preferences.ts';

/** Two lines per ticket or a table, and which columns that has, in which order. */
export function LayoutMenu() {
  const { t } = useTexts();
  const { layout, columns } = layoutOf(useQuery(preferencesQuery).data);
  const set = useSetPreferences();
  const offered = [...columns, ...columnNames.filter((column) => !columns.includes(column))];
  return (
    <Popover position="bottom-end" width={280} trapFocus returnFocus withinPortal>
      <Popover.Target>
        <Tooltip label={t('lists.columns.label')}>
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            className={classes.wideOnly}
            aria-label={t('lists.columns.label')}
          >
            <IconTableOptions size={16} stroke={1.5} aria-hidden />
          </Button>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown className={classes.editor} aria-label={t('lists.columns.label')}>
        <SegmentedControl
          size="xs"
          fullWidth
          aria-label={t('lists.columns.label')}
          value={layout}
          onChange={(value) => set({ [layoutKey]: value })}
          data={[
            { value: 'rows', label: t('lists.columns.rows') },
            { value: 'table', label: t('lists.columns.table') },
          ]}
        />
        {layout === 'table' && (
          <div className={classes.options} role="group" aria-label={t('lists.columns.which')}>
            {offered.map((column, at) => {
              const name = t(`lists.columns.${column}`);
              const shown = columns.includes(column);
              const move = (by: number) => set({ [columnsKey]: movedColumn(columns, at, by) });
              return (
                <div key={column} className={classes.columnRow}>
                  <Checkbox
                    size="xs"
                    className={classes.columnName}
                    label={name}
                    checked={shown}
                    disabled={column === 'subject'}
                    onChange={(event) =>
                      set({ [columnsKey]: withColumn(columns, column, event.currentTarget.checked) })
                    }
                  />
                  {shown && (
                    <>
                      <ActionIcon
                        size="sm"
                        disabled={at === 0}
                        aria-label={t('lists.columns.up', { name })}
                        onClick={() => move(-1)}
                      >
                        <IconChevronLeft size={14} aria-hidden />
                      </ActionIcon>
                      <ActionIcon
                        size="sm"
                        disabled={at === columns.length - 1}
                        aria-label={t('lists.columns.down', { name })}
                        onClick={() => move(1)}
                      >
                        <IconChevronRight size={14} aria-hidden />
                      </ActionIcon>
                    </>
                  )}
                </div>
              );
            })}
          </div>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
