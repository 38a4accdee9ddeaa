import type { Backlog } from '../../../../src/api/contract/reports.ts';
import { useTexts } from '../../i18n/index.ts';
import { BacklogChart, openGroups } from './charts.tsx';
import { BigNumber, Figure } from './figure.tsx';
import classes from './reports.module.css';

/** What is open now, by age. */
export function BacklogFigure({ rows }: { rows: Backlog['rows'] }) {
  const { t, locale } = useTexts();
  const ages = rows.map(({ days }) =>
    days === null ? t('reports.backlog.older') : t('reports.backlog.days', { count: days }),
  );
  const total = rows.reduce((sum, row) => sum + openGroups.reduce((all, { name }) => all + row[name], 0), 0);
  const shared = {
    title: t('reports.backlog.title'),
    about: t('reports.backlog.about'),
    sheet: {
      columns: [t('reports.backlog.age'), ...openGroups.map(({ name }) => t(`reports.backlog.${name}`))],
      rows: rows.map((row, at) => [ages[at] ?? '', ...openGroups.map(({ name }) => row[name])]),
    },
  };
  if (total === 0)
    return (
      <Figure {...shared}>
        <p className={classes.none}>{t('reports.backlog.nothing')}</p>
      </Figure>
    );
  return (
    <Figure
      {...shared}
      chart={<BacklogChart rows={rows} />}
      numbers={<BigNumber name={t('reports.backlog.total')} value={new Intl.NumberFormat(locale).format(total)} />}
    />
  );
}
