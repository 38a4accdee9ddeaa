import { Button, Checkbox, Group, Stack, Table, Text } from '@mantine/core';
import { IconListSearch } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Gaps } from '../../../../src/api/contract/mailboxes.ts';
import { ApiError, call } from '../../api.ts';
import { useTexts } from '../../i18n/index.ts';
import { errorText } from '../../parts/error-text.ts';
import { notifyDone, notifyError } from '../../parts/notify.ts';
import { ServerReply } from '../../parts/server-reply.tsx';
import { sizeText } from '../../parts/size-text.ts';
import classes from './mailboxes.module.css';
import { dateLocale } from '../../i18n/locale.ts';

type Reason = Gaps['rows'][number]['reason'];

/** Compares what lies on the server with what is here, says why the rest is not, and offers to import it. */
export function GapCheck({ id }: { id: number }) {
  const { t } = useTexts();
  const check = useMutation({ mutationFn: () => call('POST /api/mailboxes/:id/gaps', { id }) });
  const reply = check.error instanceof ApiError ? check.error.serverReply : undefined;
  return (
    <Stack gap="md" className={classes.runs}>
      <Text size="sm">{t('mailboxes.gaps.about')}</Text>
      <div>
        <Button
          variant="default"
          leftSection={<IconListSearch size={15} aria-hidden />}
          loading={check.isPending}
          onClick={() => check.mutate()}
        >
          {t(check.data ? 'mailboxes.gaps.again' : 'mailboxes.gaps.check')}
        </Button>
      </div>
      <div role="status">
        {check.isError && (
          <>
            <Text size="sm" c="red">
              {errorText(t, check.error)}
            </Text>
            {reply && <ServerReply reply={reply} />}
          </>
        )}
        {check.data && <Result key={check.submittedAt} id={id} gaps={check.data} />}
      </div>
    </Stack>
  );
}

function Result({ id, gaps }: { id: number; gaps: Gaps }) {
  const { t, locale } = useTexts();
  const [chosen, setChosen] = useState<ReadonlySet<Reason>>(new Set());
  const reasons = (Object.keys(gaps.counts) as Reason[]).filter((reason) => gaps.counts[reason] > 0);
  const bring = useMutation({
    mutationFn: () => call('POST /api/mailboxes/:id/gaps/import', { id, body: { reasons: [...chosen] } }),
    onSuccess: ({ asked }) => {
      notifyDone(t('mailboxes.gaps.asked', { count: asked }));
      setChosen(new Set());
    },
    onError: notifyError,
  });
  const toggle = (reason: Reason) => {
    const next = new Set(chosen);
    if (!next.delete(reason)) next.add(reason);
    setChosen(next);
  };
  const count = [...chosen].reduce((sum, reason) => sum + gaps.counts[reason], 0);
  return (
    <Stack gap="md">
      <Text size="sm" fw={600}>
        {t('mailboxes.gaps.summary', {
          count: gaps.total,
          total: gaps.total.toLocaleString(locale),
          here: gaps.here.toLocaleString(locale),
        })}
      </Text>
      {reasons.length === 0 ? (
        <Text size="sm">{t('mailboxes.gaps.none')}</Text>
      ) : (
        <>
          <Stack gap="xs">
            {reasons.map((reason) => (
              <Checkbox
                key={reason}
                checked={chosen.has(reason)}
                disabled={reason === 'waiting'}
                onChange={() => toggle(reason)}
                label={`${t(`mailboxes.gaps.reason.${reason}`)}: ${gaps.counts[reason].toLocaleString(locale)}`}
              />
            ))}
          </Stack>
          <Group>
            <Button disabled={count === 0} loading={bring.isPending} onClick={() => bring.mutate()}>
              {t('mailboxes.gaps.import', { count })}
            </Button>
          </Group>
          <GapList rows={gaps.rows} />
        </>
      )}
    </Stack>
  );
}

function GapList({ rows }: { rows: Gaps['rows'] }) {
  const { t, locale } = useTexts();
  return (
    <Table>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('mailboxes.gaps.receivedAt')}</Table.Th>
          <Table.Th>{t('mailboxes.gaps.mail')}</Table.Th>
          <Table.Th>{t('mailboxes.gaps.size')}</Table.Th>
          <Table.Th>{t('mailboxes.gaps.why')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row, index) => (
          <Table.Tr key={`${index}`}>
            <Table.Td>
              {new Date(row.receivedAt).toLocaleString(dateLocale(locale), { dateStyle: 'medium', timeStyle: 'short' })}
            </Table.Td>
            <Table.Td className={classes.gapMail}>
              {row.subject || t('intake.noSubject')}
              {row.from && (
                <Text size="xs" c="dimmed">
                  {row.from.name || row.from.addr}
                </Text>
              )}
            </Table.Td>
            <Table.Td>{sizeText(row.size, locale)}</Table.Td>
            <Table.Td>{t(`mailboxes.gaps.reason.${row.reason}`)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
