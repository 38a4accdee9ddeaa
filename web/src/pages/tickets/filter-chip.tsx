import { ActionIcon, Popover } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useQueries } from '@tanstack/react-query';
import type { MasterData } from '../../../../src/api/contract/tickets.ts';
import type { FilterField } from '../../../../src/desk/ticket-filter.ts';
import { call } from '../../api.ts';
import { useTexts } from '../../i18n/index.ts';
import { keys } from '../../queries.ts';
import classes from './filter-bar.module.css';
import { FilterEditor } from './filter-editor.tsx';
import { ageName, isSearchedField, optionsOf } from './filter-values.ts';

/** One condition: its field and values in words; a click changes it, the cross takes it away. */
export function FilterChip(props: {
  field: FilterField;
  value: string | undefined;
  masterData: MasterData;
  opened: boolean;
  onOpen: (opened: boolean) => void;
  onChange: (value: string | undefined) => void;
}) {
  const { t } = useTexts();
  const { field, value, masterData, opened } = props;
  const name = t(`lists.fields.${field}`);
  const words = useValueWords(field, value, masterData);
  return (
    <Popover
      opened={opened}
      onChange={props.onOpen}
      position="bottom-start"
      trapFocus
      returnFocus
      withinPortal
      width={280}
    >
      <span className={classes.chip} data-empty={value === undefined || undefined}>
        <Popover.Target>
          <button
            type="button"
            className={classes.words}
            title={t('lists.edit', { name })}
            onClick={() => props.onOpen(!opened)}
          >
            <span className={classes.name}>{name}</span> <span className={classes.value}>{words}</span>
          </button>
        </Popover.Target>
        <ActionIcon
          size="xs"
          aria-label={t('lists.remove', { name })}
          onClick={() => {
            props.onOpen(false);
            props.onChange(undefined);
          }}
        >
          <IconX size={12} aria-hidden />
        </ActionIcon>
      </span>
      <Popover.Dropdown className={classes.editor} aria-label={name}>
        <FilterEditor
          field={field}
          value={value}
          masterData={masterData}
          onChange={props.onChange}
          onDone={() => props.onOpen(false)}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

function useValueWords(field: FilterField, value: string | undefined, data: MasterData): string {
  const { t, locale } = useTexts();
  const values = value?.split(',') ?? [];
  const found = useQueries({
    queries: (isSearchedField(field) ? values : []).map((id) =>
      nameQuery(field === 'contact' ? 'contacts' : 'customers', Number(id)),
    ),
  });
  if (isSearchedField(field))
    return found.map(({ data: name, isError }) => name ?? (isError ? t('lists.gone') : '…')).join(', ');
  if (field === 'created' || field === 'changed') return value === undefined ? '' : ageName(value, t);
  const options = optionsOf(field, data, t, locale);
  return values.map((each) => options.find((option) => option.value === each)?.name ?? t('lists.gone')).join(', ');
}

const nameQuery = (kind: 'contacts' | 'customers', id: number) => ({
  queryKey: [...keys.masterData, kind, 'name', id],
  queryFn: async ({ signal }: { signal: AbortSignal }) => {
    if (kind === 'customers') return (await call('GET /api/customers/:id', { id }, signal)).name;
    const { fullName, name } = await call('GET /api/contacts/:id', { id }, signal);
    return fullName || name;
  },
  staleTime: 60_000,
});
