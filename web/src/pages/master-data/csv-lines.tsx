import { Table } from '@mantine/core';
import { IconAlertTriangle, IconPencil, IconPlus } from '@tabler/icons-react';
import type { CsvResult } from '../../../../src/api/contract/master-data.ts';
import { masterKinds, type MasterKind } from '../../../../src/settings/master-data.ts';
import { settingText } from '../../../../src/settings/texts/index.ts';
import { fieldProblem } from '../../forms/field-problem.ts';
import { useTexts } from '../../i18n/index.ts';
import { Chip } from '../../parts/chip.tsx';
import classes from './master-data.module.css';

type Line = CsvResult['lines'][number];

const looks = {
  created: { tone: 'ok', icon: IconPlus },
  changed: { tone: 'accent', icon: IconPencil },
  wrong: { tone: 'bad', icon: IconAlertTriangle },
} as const;

/** The lines of a CSV file with what each would do; wrong ones stand first, since they stop all others. */
export function CsvLines({ kind, lines }: { kind: MasterKind; lines: readonly Line[] }) {
  const { t } = useTexts();
  const sorted = lines.toSorted((one, other) => Number(other.outcome === 'wrong') - Number(one.outcome === 'wrong'));
  return (
    <section className={classes.lines} tabIndex={0} aria-label={t('masterData.csv.lines')}>
      <Table stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('masterData.csv.line')}</Table.Th>
            <Table.Th>{t('masterData.csv.outcome')}</Table.Th>
            <Table.Th>{t('masterData.column.name')}</Table.Th>
            <Table.Th>{t('masterData.csv.details')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {sorted.map((line) => (
            <Table.Tr key={line.line}>
              <Table.Td className="figures">{line.line}</Table.Td>
              <Table.Td>
                <Chip tone={looks[line.outcome].tone} icon={looks[line.outcome].icon}>
                  {t(`masterData.csv.${line.outcome}`)}
                </Chip>
              </Table.Td>
              <Table.Td className={classes.wrap}>{line.name}</Table.Td>
              <Table.Td className={classes.wrap}>
                <Details kind={kind} line={line} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}

function Details({ kind, line }: { kind: MasterKind; line: Line }) {
  const { t, locale } = useTexts();
  const titleOf = (field: string) => settingText(locale, `settings.${masterKinds[kind].name}.${field}.title`);
  if (line.outcome === 'wrong')
    return line.problems.map((problem, index) => (
      <div key={`${index} ${problem.problem}`}>
        {titleOf(problem.field) && <b>{titleOf(problem.field)}: </b>}
        {fieldProblem(locale, problem)}
      </div>
    ));
  return line.changes.map(({ field, from, to }) => (
    <div key={field}>
      {titleOf(field) ?? field}: {from || t('common.none')} → {to || t('common.none')}
    </div>
  ));
}
