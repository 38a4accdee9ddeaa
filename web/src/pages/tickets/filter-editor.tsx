import { Button, Checkbox, Loader, Radio, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { MasterData } from '../../../../src/api/contract/tickets.ts';
import { type FilterField, filterValues } from '../../../../src/desk/ticket-filter.ts';
import { call } from '../../api.ts';
import { useTexts } from '../../i18n/index.ts';
import { keys } from '../../queries.ts';
import classes from './filter-bar.module.css';
import { isListField, isSearchedField, type Option, optionsOf, withValue } from './filter-values.ts';

type Props = {
  field: FilterField;
  value: string | undefined;
  masterData: MasterData;
  onChange: (value: string | undefined) => void;
  onDone: () => void;
};

/** Chooses the values of one field. What is chosen holds at once. */
export function FilterEditor(props: Props) {
  const { t } = useTexts();
  const { field } = props;
  return (
    <>
      {isSearchedField(field) ? <Searched {...props} kind={field === 'contact' ? 'contacts' : 'customers'} /> : null}
      {isListField(field) ? <Several {...props} /> : null}
      {!isSearchedField(field) && !isListField(field) ? <One {...props} /> : null}
      <Button variant="default" fullWidth onClick={props.onDone}>
        {t('lists.done')}
      </Button>
    </>
  );
}

function One({ field, value, masterData, onChange }: Props) {
  const { t, locale } = useTexts();
  return (
    <Radio.Group aria-label={t(`lists.fields.${field}`)} value={value ?? ''} onChange={onChange}>
      <div className={classes.options}>
        {optionsOf(field, masterData, t, locale).map((option, at) => (
          <Radio
            key={option.value}
            size="xs"
            value={option.value}
            label={option.name}
            data-autofocus={value === option.value || (value === undefined && at === 0) || undefined}
          />
        ))}
      </div>
    </Radio.Group>
  );
}

const manyOptions = 8;

function Several({ field, value, masterData, onChange }: Props) {
  const { t, locale } = useTexts();
  const [typed, setTyped] = useState('');
  const options = optionsOf(field, masterData, t, locale);
  const wanted = typed.trim().toLocaleLowerCase(locale);
  const shown = options.filter(({ name }) => name.toLocaleLowerCase(locale).includes(wanted));
  return (
    <>
      {options.length > manyOptions && (
        <TextInput
          data-autofocus
          size="xs"
          type="search"
          aria-label={t('lists.find')}
          placeholder={t('lists.find')}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      )}
      <Options field={field} options={shown} value={value} onChange={onChange} />
    </>
  );
}

function Searched({ field, value, kind, onChange }: Props & { kind: 'contacts' | 'customers' }) {
  const { t } = useTexts();
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed.trim(), 200);
  const found = useQuery({
    queryKey: [...keys.masterData, kind, 'filter', q],
    queryFn: ({ signal }) => offers(kind, q, signal),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <TextInput
        data-autofocus
        size="xs"
        type="search"
        aria-label={t('lists.find')}
        placeholder={t('lists.find')}
        rightSection={found.isFetching ? <Loader size={12} /> : undefined}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {found.data && <Options field={field} options={found.data} value={value} onChange={onChange} />}
    </>
  );
}

function Options({
  field,
  options,
  value,
  onChange,
}: Pick<Props, 'field' | 'value' | 'onChange'> & { options: readonly Option[] }) {
  const { t } = useTexts();
  const chosen = value?.split(',') ?? [];
  if (options.length === 0) return <p className={classes.nothing}>{t('lists.nothing')}</p>;
  return (
    <div className={classes.options} role="group" aria-label={t(`lists.fields.${field}`)}>
      {options.map((option) => (
        <Checkbox
          key={option.value}
          size="xs"
          label={option.name}
          style={{ paddingLeft: (option.depth ?? 0) * 16 }}
          checked={chosen.includes(option.value)}
          disabled={chosen.length >= filterValues && !chosen.includes(option.value)}
          onChange={(event) => onChange(withValue(value, option.value, event.currentTarget.checked))}
        />
      ))}
    </div>
  );
}

async function offers(kind: 'contacts' | 'customers', q: string, signal: AbortSignal): Promise<Option[]> {
  const query = { q, activeOnly: false, limit: 20 };
  if (kind === 'customers')
    return (await call('GET /api/customers', { query }, signal)).rows.map(({ id, name }) => ({
      value: String(id),
      name,
    }));
  const { rows } = await call('GET /api/contacts', { query }, signal);
  return rows.map(({ id, name, fullName }) => ({ value: String(id), name: fullName || name }));
}
