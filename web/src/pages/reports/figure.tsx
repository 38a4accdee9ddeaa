import { ActionIcon, Table, Tooltip } from '@mantine/core';
import { IconFileDownload, IconTable } from '@tabler/icons-react';
import { type ReactNode, useId, useState } from 'react';
import { writeCsv } from '../../../../src/lib/csv-write.ts';
import { useTexts } from '../../i18n/index.ts';
import { saveFile } from '../../parts/save-file.ts';
import classes from './reports.module.css';

/** What a chart shows as rows and columns; numbers are written for reading in the table and plainly into the file. */
export type Sheet = { columns: string[]; rows: (string | number)[][] };

/**
 * A chart with its numbers. The same as a table is there for screen readers at once, for everybody at a click, and as a CSV file. `children` is drawn instead
 * of a chart where it is a table by itself.
 */
export function Figure(props: {
  title: string;
  about: string;
  sheet: Sheet;
  numbers?: ReactNode;
  chart?: ReactNode;
  children?: ReactNode;
}) {
  const { t, locale } = useTexts();
  const { title, sheet, chart } = props;
  const [asTable, setAsTable] = useState(false);
  const id = useId();
  return (
    <section className={classes.figure} aria-labelledby={id}>
      <header className={classes.head}>
        <h2 id={id} className={classes.title}>
          {title}
        </h2>
        {chart !== undefined && (
          <Tooltip label={t('reports.asTable')}>
            <ActionIcon
              aria-label={t('reports.asTableOf', { name: title })}
              aria-pressed={asTable}
              variant={asTable ? 'light' : 'subtle'}
              onClick={() => setAsTable(!asTable)}
            >
              <IconTable size={16} aria-hidden />
            </ActionIcon>
          </Tooltip>
        )}
        <Tooltip label={t('reports.export')}>
          <ActionIcon
            aria-label={t('reports.exportOf', { name: title })}
            onClick={() => saveCsv(title, sheet, locale === 'de' ? ';' : ',')}
          >
            <IconFileDownload size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </header>
      <p className={classes.about}>{props.about}</p>
      {props.numbers && <dl className={classes.numbers}>{props.numbers}</dl>}
      {chart !== undefined && !asTable && (
        <div className={classes.chart} aria-hidden>
          {chart}
        </div>
      )}
      {chart !== undefined && (
        <div className={asTable ? classes.sheet : 'sr-only'} tabIndex={asTable ? 0 : undefined}>
          <SheetTable sheet={sheet} title={title} />
        </div>
      )}
      {props.children}
    </section>
  );
}

function SheetTable({ sheet, title }: { sheet: Sheet; title: string }) {
  const { locale } = useTexts();
  const written = new Intl.NumberFormat(locale);
  return (
    <Table verticalSpacing={4} aria-label={title}>
      <Table.Thead>
        <Table.Tr>
          {sheet.columns.map((column, at) => (
            <Table.Th key={column} className={at > 0 ? classes.right : undefined} scope="col">
              {column}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {sheet.rows.map((row, line) => (
          <Table.Tr key={`${line}`}>
            {row.map((cell, at) =>
              at === 0 ? (
                <Table.Th key={`${at}`} scope="row" fw={400}>
                  {cell}
                </Table.Th>
              ) : (
                <Table.Td key={`${at}`} className={classes.right}>
                  {typeof cell === 'number' ? written.format(cell) : cell}
                </Table.Td>
              ),
            )}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function saveCsv(title: string, { columns, rows }: Sheet, separator: ',' | ';'): void {
  const text = writeCsv([columns, ...rows.map((row) => row.map(String))], separator);
  saveFile(new Blob([text], { type: 'text/csv;charset=utf-8' }), `${title}.csv`);
}

/** A number beside a chart, with how it was in the period before. `mark` shows how the chart draws it. */
export function BigNumber(props: {
  name: string;
  value: string;
  before?: string;
  change?: string | undefined;
  mark?: 'bar' | 'line' | 'dashes' | undefined;
  tone?: 'accent' | 'ok' | 'quiet' | undefined;
  help?: string;
}) {
  const name = (
    <span className={classes.numberName}>
      {props.mark && <span className={classes.mark} data-mark={props.mark} data-tone={props.tone} aria-hidden />}
      {props.name}
    </span>
  );
  return (
    <div className={classes.number}>
      <dt>{props.help ? <Tooltip label={props.help}>{name}</Tooltip> : name}</dt>
      <dd>
        <span className={classes.value}>{props.value}</span>
        {props.before && (
          <span className={classes.before}>
            {props.change && <span className={classes.change}>{props.change}</span>} {props.before}
          </span>
        )}
      </dd>
    </div>
  );
}
