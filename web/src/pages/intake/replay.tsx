import { Button } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { Inbound } from '../../../../src/api/contract/spools.ts';
import { call } from '../../api.ts';
import { useTexts } from '../../i18n/index.ts';
import { DryRunResult } from '../../parts/dry-run-result.tsx';
import { notifyError } from '../../parts/notify.ts';
import classes from '../../parts/rows.module.css';

/** What would become of a stored mail today, beside what became of it: nothing is written. */
export function Replay({ mail }: { mail: Inbound }) {
  const { t } = useTexts();
  const ask = useMutation({
    mutationFn: () => call('POST /api/inbound/:id/dry-run', { id: mail.id, body: {} }),
    onError: notifyError,
  });
  return (
    <div role="status" aria-live="polite">
      {ask.data ? (
        <>
          <h2 className={classes.part}>{t('intake.today')}</h2>
          <p>{t(ask.data.differs ? 'intake.differs' : 'intake.same')}</p>
          <DryRunResult run={ask.data.now} />
        </>
      ) : (
        <Button
          variant="default"
          leftSection={<IconEye size={15} aria-hidden />}
          loading={ask.isPending}
          onClick={() => ask.mutate()}
        >
          {t('intake.askToday')}
        </Button>
      )}
    </div>
  );
}
