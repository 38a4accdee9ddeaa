import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import { IconArrowsSort, IconCheck, IconFilterPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { MasterData } from '../../../../src/api/contract/tickets.ts';
import { type FilterField, filterFieldNames, ticketSorts } from '../../../../src/desk/ticket-filter.ts';
import { useTexts } from '../../i18n/index.ts';
import classes from './filter-bar.module.css';
import { FilterChip } from './filter-chip.tsx';
import { LayoutMenu } from './layout-menu.tsx';
import listClasses from './list.module.css';
import type { Asked } from './list-search.ts';
import { SaveView } from './save-view.tsx';

type Props = {
  asked: Asked;
  saved: number | undefined;
  masterData: MasterData;
  onChange: (asked: Asked, replace?: boolean) => void;
};

/** Above the list: what narrows it as chips, the order, the layout, and saving it as a view. All of it stands in the address. */
export function FilterBar({ asked, saved, masterData, onChange }: Props) {
  const { t } = useTexts();
  const { filter } = asked;
  // A field that was just added has no value yet.
  const [editing, setEditing] = useState<FilterField | null>(null);
  const shown = filterFieldNames.filter((field) => filter[field] !== undefined || field === editing);
  const set = (field: FilterField, value: string | undefined) => {
    const { [field]: former, ...others } = filter;
    const next = value === undefined ? others : { ...others, [field]: value };
    // Going back leads to before the filter, not through each tick of a box.
    onChange({ ...asked, filter: next }, former !== undefined && field === editing);
  };
  return (
    <div className={listClasses.bar} role="group" aria-label={t('lists.bar')}>
      {shown.map((field) => (
        <FilterChip
          key={field}
          field={field}
          value={filter[field]}
          masterData={masterData}
          opened={field === editing}
          onOpen={(opened) => setEditing(opened ? field : null)}
          onChange={(value) => set(field, value)}
        />
      ))}
      <Menu position="bottom-start" withinPortal>
        <Menu.Target>
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            leftSection={<IconFilterPlus size={15} stroke={1.5} aria-hidden />}
          >
            {t('lists.add')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah={420} style={{ overflowY: 'auto' }}>
          {filterFieldNames.map((field) => (
            // Opened once the menu has given back the focus, or it would close what it opened.
            <Menu.Item key={field} onClick={() => setTimeout(() => setEditing(field), 0)}>
              {t(`lists.fields.${field}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {shown.length > 1 && (
        <Tooltip label={t('lists.clear')}>
          <ActionIcon size="sm" aria-label={t('lists.clear')} onClick={() => onChange({ ...asked, filter: {} })}>
            <IconX size={14} aria-hidden />
          </ActionIcon>
        </Tooltip>
      )}
      <SaveView asked={asked} saved={saved} onChange={onChange} />
      <span className={classes.space} />
      <SortMenu asked={asked} onChange={onChange} />
      <LayoutMenu />
    </div>
  );
}

function SortMenu({ asked, onChange }: Pick<Props, 'asked' | 'onChange'>) {
  const { t } = useTexts();
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={<IconArrowsSort size={15} stroke={1.5} aria-hidden />}
          aria-label={`${t('lists.sort.label')}: ${t(`lists.sort.${asked.sort}`)}`}
        >
          <span className={classes.wideOnly}>{t(`lists.sort.${asked.sort}`)}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {ticketSorts.map((sort) => (
          <Menu.Item
            key={sort}
            aria-current={sort === asked.sort || undefined}
            rightSection={sort === asked.sort && <IconCheck size={14} aria-hidden />}
            onClick={() => onChange({ ...asked, sort })}
          >
            {t(`lists.sort.${sort}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
