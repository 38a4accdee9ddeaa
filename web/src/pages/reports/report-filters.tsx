import { Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Period } from '../../../../src/api/contract/reports.ts';
import { call } from '../../api.ts';
import { useTexts } from '../../i18n/index.ts';
import { inTreeOrder, type TreeNode } from '../../parts/tree.ts';
import { masterDataQuery } from '../../queries.ts';
import classes from './reports.module.css';
import type { ReportSearch } from './use-reports.ts';

const spans = ['1', '7', '30', '90', '365'] as const;

/** Which days, team, mailbox and category; all of it stands in the address of the page. */
export function ReportFilters(props: {
  search: ReportSearch;
  period: Period | undefined;
  onChange: (search: ReportSearch) => void;
}) {
  const { t, locale } = useTexts();
  const { search, onChange } = props;
  const { data: masterData } = useQuery(masterDataQuery);
  const { data: choices } = useQuery({
    queryKey: ['reports', 'choices'],
    queryFn: ({ signal }) => call('GET /api/reports/choices', {}, signal),
    staleTime: 60_000,
  });
  const tree = (rows: readonly TreeNode[] | undefined) =>
    inTreeOrder(rows ?? [], locale).map(({ id, path }) => ({ id, name: path }));
  return (
    <div className={classes.filters} role="group" aria-label={t('reports.period')}>
      <PeriodFilter {...props} />
      <Choice
        label={t('reports.team')}
        all={t('reports.allTeams')}
        rows={tree(masterData?.teams)}
        value={search.team}
        onChange={(team) => onChange({ ...search, team })}
      />
      <Choice
        label={t('reports.mailbox')}
        all={t('reports.allMailboxes')}
        rows={choices?.mailboxes ?? []}
        value={search.mailbox}
        onChange={(mailbox) => onChange({ ...search, mailbox })}
      />
      <Choice
        label={t('reports.category')}
        all={t('reports.allCategories')}
        rows={tree(masterData?.categories)}
        value={search.category}
        onChange={(category) => onChange({ ...search, category })}
      />
    </div>
  );
}

function PeriodFilter(props: {
  search: ReportSearch;
  period: Period | undefined;
  onChange: (search: ReportSearch) => void;
}) {
  const { t } = useTexts();
  const { search, period, onChange } = props;
  const own = search.from !== undefined || search.to !== undefined;
  const choose = (value: string | null) => {
    const { from: _from, to: _to, days: _days, ...rest } = search;
    if (value === 'own') onChange({ ...rest, from: period?.from, to: period?.to });
    else onChange({ ...rest, days: value === '30' ? undefined : Number(value) });
  };
  return (
    <>
      <Select
        w={160}
        aria-label={t('reports.period')}
        allowDeselect={false}
        value={own ? 'own' : String(search.days ?? 30)}
        onChange={choose}
        data={[
          ...spans.map((days) => ({ value: days, label: t(`reports.last.${days}`) })),
          { value: 'own', label: t('reports.last.own') },
        ]}
      />
      {own &&
        (['from', 'to'] as const).map((end) => (
          <TextInput
            key={end}
            type="date"
            aria-label={t(`reports.${end}`)}
            value={search[end] ?? ''}
            max="9999-12-31"
            onChange={({ currentTarget: { value } }) => value !== '' && onChange({ ...search, [end]: value })}
          />
        ))}
    </>
  );
}

/** One of several, or all; left out where there is nothing to choose. */
function Choice(props: {
  label: string;
  all: string;
  rows: readonly { id: number; name: string }[];
  value: number | undefined;
  onChange: (id: number | undefined) => void;
}) {
  const { t } = useTexts();
  if (props.rows.length === 0) return null;
  return (
    <Select
      w={190}
      aria-label={props.label}
      allowDeselect={false}
      searchable={props.rows.length > 8}
      nothingFoundMessage={t('forms.nothingFound')}
      value={props.value === undefined ? 'all' : String(props.value)}
      onChange={(value) => props.onChange(value === null || value === 'all' ? undefined : Number(value))}
      data={[
        { value: 'all', label: props.all },
        ...props.rows.map(({ id, name }) => ({ value: String(id), label: name })),
      ]}
    />
  );
}
