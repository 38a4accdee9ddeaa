import { SegmentedControl, Table } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { TimesReport } from '../../../../src/api/contract/reports.ts';
import { useTexts } from '../../i18n/index.ts';
import { BigNumber, Figure, type Sheet } from './figure.tsx';
import { changeText, durationText } from './report-words.ts';
import classes from './reports.module.css';

type Row = TimesReport['rows'][number];
const kinds = ['team', 'mailbox', 'category'] as const;
const words = {
  team: { title: 'reports.byTeam', none: 'reports.noTeam' },
  mailbox: { title: 'reports.byMailbox', none: 'reports.noMailbox' },
  category: { title: 'reports.byCategory', none: 'reports.noCategory' },
} as const;

/** How long something took: median and 90th percentile, over all and broken down. */
export function TimesFigure(props: { title: string; about: string; report: TimesReport; counted: ReactNode }) {
  const { t, locale } = useTexts();
  const { report } = props;
  const [by, setBy] = useState<Row['by']>('team');
  const nameOf = (row: Row) => row.name ?? t(words[row.by].none);
  const rows = report.rows.filter((row) => row.by === by);
  const minutes = (ms: number) => Math.round(ms / 60_000);
  const sheet: Sheet = {
    columns: [
      t('reports.by'),
      t(words[by].title),
      t('reports.count'),
      `${t('reports.median')} (min)`,
      `${t('reports.p90')} (min)`,
    ],
    rows: report.rows.map((row) => [t(words[row.by].title), nameOf(row), row.n, minutes(row.median), minutes(row.p90)]),
  };
  sheet.columns[1] = t('masterData.column.name');
  const number = (which: 'median' | 'p90') =>
    report.all && (
      <BigNumber
        name={t(`reports.${which}`)}
        help={t(`reports.${which}Help`)}
        value={durationText(report.all[which], locale)}
        before={
          report.before
            ? t('reports.before', { value: durationText(report.before[which], locale) })
            : t('reports.beforeNone')
        }
        change={report.before ? changeText(report.all[which], report.before[which], locale) : undefined}
      />
    );
  return (
    <Figure
      title={props.title}
      about={props.about}
      sheet={sheet}
      numbers={
        report.all && (
          <>
            {number('median')}
            {number('p90')}
          </>
        )
      }
    >
      {report.all ? (
        <>
          <p className={classes.counted}>{props.counted}</p>
          <SegmentedControl
            size="xs"
            mb={8}
            aria-label={t('reports.by')}
            value={by}
            onChange={setBy}
            data={kinds.map((kind) => ({ value: kind, label: t(words[kind].title) }))}
          />
          <Bars rows={rows} title={`${props.title}: ${t(words[by].title)}`} nameOf={nameOf} />
        </>
      ) : (
        <p className={classes.none}>{t('reports.tooFew')}</p>
      )}
    </Figure>
  );
}

const shownRows = 12;

/** Median as a full bar, 90th percentile as a thin one behind it, with the times in words. */
function Bars({ rows, title, nameOf }: { rows: Row[]; title: string; nameOf: (row: Row) => string }) {
  const { t, locale } = useTexts();
  const longest = Math.max(1, ...rows.map(({ p90 }) => p90));
  const share = (ms: number) => `${Math.max(0.5, (ms / longest) * 100)}%`;
  return (
    <div className={classes.scroll} tabIndex={0}>
      <Table verticalSpacing={4} aria-label={title}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('masterData.column.name')}</Table.Th>
            <Table.Th aria-hidden className={classes.barCell} />
            <Table.Th scope="col" className={classes.right}>
              {t('reports.median')}
            </Table.Th>
            <Table.Th scope="col" className={classes.right}>
              {t('reports.p90')}
            </Table.Th>
            <Table.Th scope="col" className={classes.right}>
              {t('reports.count')}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.slice(0, shownRows).map((row) => (
            <Table.Tr key={row.id ?? 'none'}>
              <Table.Th scope="row" fw={400}>
                {nameOf(row)}
              </Table.Th>
              <Table.Td aria-hidden className={classes.barCell}>
                <span className={classes.track}>
                  <span className={classes.thin} style={{ width: share(row.p90) }} />
                  <span className={classes.thick} style={{ width: share(row.median) }} />
                </span>
              </Table.Td>
              <Table.Td className={classes.right}>{durationText(row.median, locale)}</Table.Td>
              <Table.Td className={classes.right}>{durationText(row.p90, locale)}</Table.Td>
              <Table.Td className={classes.right}>{new Intl.NumberFormat(locale).format(row.n)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
