import { Table, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconRefresh } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { Run } from '../../../../src/api/contract/mailboxes.ts';
import { useTexts } from '../../i18n/index.ts';
import { Chip } from '../../parts/chip.tsx';
import { QueryView } from '../../parts/query-view.tsx';
import { RelativeTime } from '../../parts/relative-time.tsx';
import { ServerReply } from '../../parts/server-reply.tsx';
import { runsQuery } from '../../queries.ts';
import classes from './mailboxes.module.css';

/** The last runs of a mailbox: when, how long, what they found and what became of it. */
export function RunList({ id }: { id: number }) {
  const { t } = useTexts();
  const runs = useQuery(runsQuery(id));
  return (
    // On narrow screens it scrolls sideways, also by keys.
    <div className={classes.runs} role="region" aria-label={t('mailboxes.runs')} tabIndex={0}>
      <QueryView query={runs}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Text c="dimmed">{t('mailboxes.runList.empty')}</Text>
          ) : (
            <Table styles={{ td: { verticalAlign: 'top' } }}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('mailboxes.runList.number')}</Table.Th>
                  <Table.Th>{t('mailboxes.runList.started')}</Table.Th>
                  <Table.Th>{t('mailboxes.runList.duration')}</Table.Th>
                  <Table.Th>{t('mailboxes.runList.listed')}</Table.Th>
                  <Table.Th>{t('mailboxes.runList.imported')}</Table.Th>
                  <Table.Th>{t('mailboxes.runList.skipped')}</Table.Th>
                  <Table.Th>{t('mailboxes.runList.result')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {rows.map((run) => (
                  <RunRow key={run.number} run={run} />
                ))}
              </Table.Tbody>
            </Table>
          )
        }
      </QueryView>
    </div>
  );
}

function RunRow({ run }: { run: Run }) {
  const { t, locale } = useTexts();
  const seconds = run.endedAt && (Date.parse(run.endedAt) - Date.parse(run.startedAt)) / 1000;
  const skipped = [
    run.skippedOld > 0 && t('mailboxes.runList.old', { count: run.skippedOld }),
    run.skippedLarge > 0 && t('mailboxes.runList.large', { count: run.skippedLarge }),
  ].filter(Boolean);
  return (
    <Table.Tr>
      <Table.Td>{run.number}</Table.Td>
      <Table.Td>
        <RelativeTime at={run.startedAt} />
      </Table.Td>
      <Table.Td>
        {typeof seconds === 'number' && `${seconds.toLocaleString(locale, { maximumFractionDigits: 1 })} s`}
      </Table.Td>
      <Table.Td>{run.listed}</Table.Td>
      <Table.Td>{run.imported}</Table.Td>
      <Table.Td>{skipped.join(', ') || t('common.none')}</Table.Td>
      <Table.Td>
        <Outcome run={run} />
      </Table.Td>
    </Table.Tr>
  );
}

function Outcome({ run }: { run: Run }) {
  const { t } = useTexts();
  if (!run.endedAt)
    return (
      <Chip tone="accent" icon={IconRefresh}>
        {t('mailboxes.runList.running')}
      </Chip>
    );
  if (!run.error)
    return (
      <Chip tone="ok" icon={IconCircleCheck}>
        {t('mailboxes.runList.ok')}
      </Chip>
    );
  return (
    <>
      <Chip tone="bad" icon={IconAlertTriangle}>
        {t('mailboxes.test.failed')}
      </Chip>
      <div>{run.error.text}</div>
      {run.error.serverReply && <ServerReply reply={run.error.serverReply} />}
    </>
  );
}
