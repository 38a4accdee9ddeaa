import type { MasterKind } from '../../../../src/settings/master-data.ts';
import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ServerSelect } from '../../forms/pickers/server-select.tsx';
import { TreeSelect } from '../../forms/pickers/tree-select.tsx';
import type { WidgetProps } from '../../forms/widget-props.ts';
import { useTexts } from '../../i18n/index.ts';
import { call } from '../../api.ts';
import type { MasterEntry } from '../../api-routes.ts';
import { keys, masterDataQuery } from '../../queries.ts';
import { entryName, kindLooks, text } from './kinds.ts';

type Props = {
  kind: MasterKind;
  /** The entry that goes: it cannot take its own place. */
  entry: MasterEntry;
  title: string;
  help?: string;
  error?: string;
  value: number | null;
  onChange: (id: number | null) => void;
};

/** Chooses the entry that takes the place of another one of its kind. */
export function ReplacementField(props: Props) {
  const { t } = useTexts();
  const { kind, entry } = props;
  const { data } = useQuery(masterDataQuery);
  const field: WidgetProps = {
    id: 'replacement',
    title: props.title,
    help: props.help,
    required: true,
    error: props.error,
    disabled: false,
    value: props.value,
    onChange: (value) => props.onChange(typeof value === 'number' ? value : null),
    secretSet: false,
    choices: [],
  };
  if (kind === 'contacts')
    return <ServerSelect {...field} kind={kind} empty={t('forms.noContact')} without={entry.id} />;
  if (kind === 'customers')
    return <ServerSelect {...field} kind={kind} empty={t('forms.noCustomer')} without={entry.id} />;
  if (kindLooks[kind].tree) {
    const rows = (kind === 'teams' ? data?.teams : kind === 'labels' ? data?.labels : data?.categories) ?? [];
    const others = rows.filter(({ id }) => id !== entry.id);
    return <TreeSelect {...field} kind={kind} rows={others} empty={t('masterData.choose')} />;
  }
  return <OtherOfKind {...props} />;
}

function OtherOfKind({ kind, entry, title, help, error, value, onChange }: Props) {
  const { t, locale } = useTexts();
  const { data } = useQuery({
    queryKey: [...keys.masterData, kind, 'all'],
    queryFn: ({ signal }) => call('GET /api/:kind', { kind, query: { limit: 200 } }, signal),
  });
  const fitting = (data?.rows ?? []).filter(
    (row) => row.id !== entry.id && row.active && text(row.group) === text(entry.group),
  );
  return (
    <Select
      label={title}
      description={help}
      error={error}
      withAsterisk
      placeholder={t('masterData.choose')}
      value={value === null ? null : String(value)}
      onChange={(next) => onChange(next === null ? null : Number(next))}
      data={fitting.map((row) => ({ value: String(row.id), label: entryName(row, locale) }))}
    />
  );
}
