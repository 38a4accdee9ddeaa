import { Button } from '@mantine/core';
import { IconArrowBackUp, IconDownload, IconEye, IconPencil, IconSend, IconTicket } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Outbound } from '../../../../src/api/contract/spools.ts';
import { call } from '../../api.ts';
import { useTexts } from '../../i18n/index.ts';
import { useTakeBack } from '../../parts/composer/take-back.ts';
import { useWriteAgain } from '../../parts/composer/write-again.ts';
import { askToConfirm } from '../../parts/confirm.tsx';
import { openDialog } from '../../parts/dialogs.ts';
import { LinkButton } from '../../parts/links.tsx';
import { notifyDone, notifyError } from '../../parts/notify.ts';
import classes from '../../parts/rows.module.css';
import { keys } from '../../queries.ts';
import { MailContent } from './mail-content.tsx';

const waiting = new Set(['queued', 'deferred', 'uncertain']);
const retriable = new Set(['deferred', 'failed', 'partly', 'uncertain']);

/** Read, send again, take back, source, ticket: what can be done with an outgoing mail in its state. */
export function OutboundActs({ mail }: { mail: Outbound }) {
  const { t } = useTexts();
  const client = useQueryClient();
  const { state } = mail.delivery;
  const refresh = () => client.invalidateQueries({ queryKey: keys.outbound });
  const retry = useMutation({
    mutationFn: () => call('POST /api/outbound/:id/retry', { id: mail.id }),
    onSuccess: async () => {
      notifyDone(t('outbox.retried'));
      await refresh();
    },
    onError: notifyError,
  });
  const cancel = useTakeBack(mail.id);
  const takeBack = () =>
    cancel.mutate(undefined, {
      onSuccess: ({ restored }) => {
        notifyDone(t(restored ? 'tickets.composer.undone' : 'outbox.cancelled'));
        void refresh();
      },
      onError: notifyError,
    });
  const writeAgain = useWriteAgain(mail.id);
  const navigate = useNavigate();
  return (
    <div className={classes.acts}>
      <Button
        variant="default"
        leftSection={<IconEye size={15} aria-hidden />}
        onClick={() => readMail(mail, t('common.close'))}
      >
        {t('outbox.read')}
      </Button>
      {retriable.has(state) && (
        <Button
          variant="default"
          leftSection={<IconSend size={15} aria-hidden />}
          loading={retry.isPending}
          onClick={() => retry.mutate()}
        >
          {t(state === 'uncertain' ? 'outbox.retryUncertain' : 'outbox.retry')}
        </Button>
      )}
      {mail.delivery.writableAgain && (
        <Button
          variant="default"
          leftSection={<IconPencil size={15} aria-hidden />}
          loading={writeAgain.isPending}
          onClick={() =>
            writeAgain.mutate(undefined, {
              onSuccess: (ticketId) => void navigate({ to: '/tickets/$id', params: { id: String(ticketId) } }),
              onError: notifyError,
            })
          }
        >
          {t('outbox.writeAgain')}
        </Button>
      )}
      {waiting.has(state) && (
        <Button
          variant="default"
          leftSection={<IconArrowBackUp size={15} aria-hidden />}
          loading={cancel.isPending}
          onClick={() =>
            askToConfirm({
              title: t('outbox.cancelTitle'),
              text: t('outbox.cancelText'),
              confirm: t('outbox.cancel'),
              onConfirm: takeBack,
            })
          }
        >
          {t('outbox.cancel')}
        </Button>
      )}
      {mail.ticketId !== null && (
        <LinkButton
          variant="default"
          leftSection={<IconTicket size={15} aria-hidden />}
          to="/tickets/$id"
          params={{ id: String(mail.ticketId) }}
        >
          {t('outbox.openTicket', { reference: mail.ticketReference ?? '' })}
        </LinkButton>
      )}
      <Button
        component="a"
        href={`/api/outbound/${mail.id}/source`}
        download
        variant="default"
        leftSection={<IconDownload size={15} aria-hidden />}
      >
        {t('common.source')}
      </Button>
    </div>
  );
}

/** Opens the finished mail as its recipient gets it; `close` names the closing button. */
export function readMail(mail: Outbound, close: string): void {
  openDialog({
    title: mail.subject,
    size: 'lg',
    children: <MailContent id={mail.id} />,
    closeButtonProps: { 'aria-label': close },
  });
}
