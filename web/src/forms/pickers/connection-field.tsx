import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTexts } from '../../i18n/index.ts';
import { connectionsQuery } from '../../queries.ts';
import { common, idOf, type WidgetProps } from '../widget-props.ts';

/** One of the OAuth connections that the page leaves open. */
export function ConnectionField(props: WidgetProps) {
  const { t } = useTexts();
  const { data } = useQuery(connectionsQuery);
  const value = idOf(props.value);
  const isOpen = (id: number) => props.choices.some((choice) => choice.value === String(id));
  return (
    <Select
      {...common(props)}
      allowDeselect={false}
      placeholder={t('forms.choose')}
      nothingFoundMessage={t('forms.nothingFound')}
      searchable={(data?.rows.length ?? 0) > 8}
      value={value === null ? null : String(value)}
      onChange={(next) => props.onChange(next === null ? null : Number(next))}
      data={(data?.rows ?? [])
        .filter(({ id }) => isOpen(id))
        .map(({ id, name }) => ({ value: String(id), label: name }))}
    />
  );
}
