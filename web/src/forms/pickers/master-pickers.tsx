import { MultiSelect, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { settingText } from '../../../../src/settings/texts/index.ts';
import { useTexts } from '../../i18n/index.ts';
import { StatusChip } from '../../parts/chip.tsx';
import { LabelDot } from '../../parts/label-chip.tsx';
import { masterDataQuery } from '../../queries.ts';
import { common, idOf, idsOf, type WidgetProps } from '../widget-props.ts';
import { TreeSelect } from './tree-select.tsx';

/** One team of the tree. */
export function TeamField(props: WidgetProps) {
  const { t } = useTexts();
  const { data } = useQuery(masterDataQuery);
  return <TreeSelect {...props} kind="teams" rows={data?.teams ?? []} empty={t('forms.noTeam')} />;
}

/** One category of the tree. */
export function CategoryField(props: WidgetProps) {
  const { t } = useTexts();
  const { data } = useQuery(masterDataQuery);
  return <TreeSelect {...props} kind="categories" rows={data?.categories ?? []} empty={t('forms.noCategory')} />;
}

/** One label of the tree. */
export function LabelField(props: WidgetProps) {
  const { t } = useTexts();
  const { data } = useQuery(masterDataQuery);
  return (
    <TreeSelect
      {...props}
      kind="labels"
      rows={data?.labels ?? []}
      empty={t('forms.noLabel')}
      draw={({ name, colour }) => (
        <>
          <LabelDot colour={colour} />
          {name}
        </>
      )}
    />
  );
}

/** One priority, the most urgent first. */
export function PriorityField(props: WidgetProps) {
  const { t, locale } = useTexts();
  const { data } = useQuery(masterDataQuery);
  const value = idOf(props.value);
  const shown = (data?.priorities ?? [])
    .filter(({ id, active }) => active || id === value)
    .toSorted((one, other) => other.rank - one.rank);
  return (
    <IdSelect
      {...props}
      data={shown.map(({ id, names }) => ({ value: String(id), label: names[locale] }))}
      empty={t('forms.defaultPriority')}
    />
  );
}

/** One status, by groups. */
export function StatusField(props: WidgetProps) {
  const { t, locale } = useTexts();
  const { data } = useQuery(masterDataQuery);
  const value = idOf(props.value);
  const shown = (data?.statuses ?? [])
    .filter(({ id, active }) => active || id === value)
    .toSorted((one, other) => one.rank - other.rank);
  const groups = [...Map.groupBy(shown, ({ group }) => group)];
  return (
    <Select
      {...common(props)}
      clearable={!props.required}
      placeholder={t('forms.noStatus')}
      value={value === null ? null : String(value)}
      onChange={(next) => props.onChange(next === null ? null : Number(next))}
      data={groups.map(([group, statuses]) => ({
        group: settingText(locale, `settings.status.group.choice.${group}`) ?? group,
        items: statuses.map(({ id, names }) => ({ value: String(id), label: names[locale] })),
      }))}
      renderOption={({ option }) => {
        const status = shown.find(({ id }) => String(id) === option.value);
        return status ? <StatusChip group={status.group} name={option.label} /> : option.label;
      }}
    />
  );
}

/** The mailbox by which is answered. */
export function OutgoingField(props: WidgetProps) {
  const { t } = useTexts();
  const { data } = useQuery(masterDataQuery);
  const outgoing = (data?.outgoing ?? []).map(({ id, name, address }) => ({
    value: String(id),
    label: `${name} (${address})`,
  }));
  return <IdSelect {...props} data={outgoing} empty={t('forms.defaultOutgoing')} />;
}

/** Several agents. */
export function AgentsField(props: WidgetProps) {
  const { t } = useTexts();
  const { data } = useQuery(masterDataQuery);
  const value = idsOf(props.value);
  return (
    <MultiSelect
      {...common(props)}
      searchable
      hidePickedOptions
      placeholder={value.length === 0 ? t('forms.noAgents') : undefined}
      nothingFoundMessage={t('forms.nothingFound')}
      value={value.map(String)}
      onChange={(next) => props.onChange(next.map(Number))}
      data={(data?.agents ?? []).map(({ id, name }) => ({ value: String(id), label: name }))}
    />
  );
}

function IdSelect({
  data,
  empty,
  ...props
}: WidgetProps & { data: { value: string; label: string }[]; empty: string }) {
  const value = idOf(props.value);
  return (
    <Select
      {...common(props)}
      clearable
      searchable={data.length > 8}
      placeholder={empty}
      value={value === null ? null : String(value)}
      onChange={(next) => props.onChange(next === null ? null : Number(next))}
      data={data}
    />
  );
}
