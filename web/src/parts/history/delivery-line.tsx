import { Button, Collapse } from '@mantine/core';
import type { TablerIcon } from '@tabler/icons-react';
import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconCheck,
  IconChevronDown,
  IconClock,
  IconHelpCircle,
  IconSend,
  IconX,
} from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { Delivery } from '../../../../src/api/contract/tickets.ts';
import { say } from '../../../../src/desk/texts/index.ts';
import { call } from '../../api.ts';
import { useTexts } from '../../i18n/index.ts';
import { keys } from '../../queries.ts';
import { useTakeBack } from '../composer/take-back.ts';
import { useWriteAgain } from '../composer/write-again.ts';
import { notifyDone, notifyError } from '../notify.ts';
import { exactTime, RelativeTime } from '../relative-time.tsx';
import { ServerReply } from '../server-reply.tsx';
import classes from './delivery.module.css';
import { deliveryReason, sentAt } from './delivery-words.ts';
import { dateLocale } from '../../i18n/locale.ts';

type Look = { icon: TablerIcon; tone: 'ok' | 'warn' | 'bad' | 'quiet' };

const looks: Record<Delivery['state'], Look> = {
  queued: { icon: IconClock, tone: 'quiet' },
  sending: { icon: IconSend, tone: 'quiet' },
  sent: { icon: IconCheck, tone: 'ok' },
  deferred: { icon: IconClock, tone: 'warn' },
  failed: { icon: IconAlertTriangle, tone: 'bad' },
  partly: { icon: IconAlertTriangle, tone: 'bad' },
  uncertain: { icon: IconHelpCircle, tone: 'warn' },
  cancelled: { icon: IconX, tone: 'quiet' },
};

/** How far an outgoing mail has come, with the other server's words, and what can be done: take back, try now, send again. */
export function DeliveryLine({ delivery }: { delivery: Delivery }) {
  const { t } = useTexts();
  const [open, setOpen] = useState(false);
  const id = useId();
  const { icon: Icon, tone } = looks[delivery.state];
  const hasDetails =
    delivery.recipients.some(({ reply, status, report, read }) => reply || status || report || read) ||
    delivery.error?.serverReply;
  return (
    <div className={classes.delivery} data-tone={tone}>
      <div className={classes.line}>
        <Icon size={15} aria-hidden className={classes.icon} />
        <span className={classes.words}>
          <DeliveryWords delivery={delivery} />
        </span>
        {hasDetails && (
          <button
            type="button"
            className={classes.more}
            aria-expanded={open}
            aria-controls={id}
            aria-label={t('tickets.delivery.details')}
            onClick={() => setOpen(!open)}
          >
            <IconChevronDown size={15} aria-hidden data-open={open || undefined} />
          </button>
        )}
        <DeliveryActions delivery={delivery} />
      </div>
      {hasDetails && (
        <Collapse expanded={open} id={id}>
          <DeliveryDetails delivery={delivery} />
        </Collapse>
      )}
    </div>
  );
}

function DeliveryWords({ delivery }: { delivery: Delivery }) {
  const { t, locale } = useTexts();
  const reason = deliveryReason(delivery) ?? t('tickets.delivery.noReason');
  const next = delivery.nextAttemptAt && (
    <>
      {' '}
      <span>
        {splitAround(t('tickets.delivery.nextTry', { time: MARK }), <RelativeTime at={delivery.nextAttemptAt} />)}
      </span>
    </>
  );
  switch (delivery.state) {
    case 'queued':
      return delivery.nextAttemptAt && delivery.attempts === 0 && Date.parse(delivery.nextAttemptAt) > Date.now()
        ? t('tickets.delivery.leavesAt', { time: clockTime(delivery.nextAttemptAt, locale, true) })
        : t('tickets.delivery.queued');
    case 'sending':
      return t('tickets.delivery.sending');
    case 'sent': {
      const at = sentAt(delivery);
      return (
        <span title={at ? exactTime(new Date(at), locale) : undefined}>
          {t('tickets.delivery.sent', { time: at ? clockTime(at, locale, false) : '' }).trim()}
        </span>
      );
    }
    case 'deferred':
      return (
        <>
          {withStop(t('tickets.delivery.deferred', { reason }))}
          {next}
        </>
      );
    case 'failed':
      return t('tickets.delivery.failed', { reason });
    case 'partly':
      return (
        <>
          {withStop(t('tickets.delivery.partly', { reason }))}
          {next}
        </>
      );
    case 'uncertain':
      return (
        <>
          <strong>{t('tickets.delivery.uncertain')}.</strong> {t('tickets.delivery.uncertainHint')}
        </>
      );
    case 'cancelled':
      return t('tickets.delivery.cancelled');
    default:
      return delivery.state satisfies never;
  }
}

function DeliveryActions({ delivery }: { delivery: Delivery }) {
  const { t } = useTexts();
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: keys.tickets });
  const retry = useMutation({
    mutationFn: () => call('POST /api/outbound/:id/retry', { id: delivery.outboundId }),
    onError: notifyError,
    onSettled: refresh,
  });
  const cancel = useTakeBack(delivery.outboundId);
  const takeItBack = () =>
    cancel.mutate(undefined, {
      onSuccess: ({ restored }) => notifyDone(restored ? t('tickets.composer.undone') : t('tickets.delivery.tookBack')),
      onError: notifyError,
    });
  const writeAgain = useWriteAgain(delivery.outboundId);
  const { writableAgain: rewritable } = delivery;
  const takeBack = delivery.state === 'queued' || delivery.state === 'deferred';
  const again = ['deferred', 'failed', 'partly', 'uncertain'].includes(delivery.state);
  if (!again && !takeBack && !rewritable) return null;
  return (
    <div className={classes.actions}>
      {again && (
        <Button variant="default" size="compact-xs" loading={retry.isPending} onClick={() => retry.mutate()}>
          {delivery.state === 'deferred' ? t('tickets.delivery.tryNow') : t('tickets.delivery.resend')}
        </Button>
      )}
      {rewritable && (
        <Button
          variant="default"
          size="compact-xs"
          loading={writeAgain.isPending}
          onClick={() => writeAgain.mutate(undefined, { onError: notifyError })}
        >
          {t('tickets.delivery.writeAgain')}
        </Button>
      )}
      {takeBack && (
        <Button
          variant="default"
          size="compact-xs"
          leftSection={<IconArrowBackUp size={14} aria-hidden />}
          loading={cancel.isPending}
          onClick={takeItBack}
        >
          {delivery.state === 'queued' ? t('tickets.delivery.takeBack') : t('tickets.delivery.withdraw')}
        </Button>
      )}
    </div>
  );
}

function DeliveryDetails({ delivery }: { delivery: Delivery }) {
  const { t, locale } = useTexts();
  return (
    <div className={classes.details}>
      <div className={classes.attempts}>{t('tickets.delivery.attempts', { count: delivery.attempts })}</div>
      <dl className={classes.recipients}>
        {delivery.recipients.map((recipient) => (
          <div key={recipient.address} className={classes.recipient}>
            <dt>{recipient.address}</dt>
            <dd>
              {say(locale, `state.delivery.${recipient.state}`)}
              {recipient.status && <code className={classes.status}>{recipient.status}</code>}
              {recipient.reply && <ServerReply reply={recipient.reply} />}
              <Later recipient={recipient} />
            </dd>
          </div>
        ))}
      </dl>
      {delivery.error?.serverReply && delivery.recipients.every(({ reply }) => !reply) && (
        <ServerReply reply={delivery.error.serverReply} />
      )}
    </div>
  );
}

/** What other servers or the person reported after the mail had left. */
function Later({ recipient }: { recipient: Delivery['recipients'][number] }) {
  const { t } = useTexts();
  const { report, read } = recipient;
  return (
    <>
      {report && (
        <div className={classes.later}>
          {t(`tickets.delivery.report.${report.action}`)}
          {report.status && <code className={classes.status}>{report.status}</code>} · <RelativeTime at={report.at} />
          {report.text && <ServerReply reply={report.text} />}
        </div>
      )}
      {read && (
        <div className={classes.later}>
          {t(read.as === 'deleted' ? 'tickets.delivery.deletedUnread' : 'tickets.delivery.read')} ·{' '}
          <RelativeTime at={read.at} />
        </div>
      )}
    </>
  );
}

const MARK = '\u0001';

function splitAround(text: string, middle: React.ReactNode) {
  const [before, after] = text.split(MARK);
  return (
    <>
      {before}
      {middle}
      {after}
    </>
  );
}

function withStop(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}

function clockTime(at: string, locale: 'de' | 'en', seconds: boolean): string {
  const instant = new Date(at);
  const today = instant.toDateString() === new Date().toDateString();
  return new Intl.DateTimeFormat(dateLocale(locale), {
    ...(today ? {} : { day: 'numeric', month: 'short' }),
    hour: '2-digit',
    minute: '2-digit',
    ...(seconds ? { second: '2-digit' } : {}),
  }).format(instant);
}
