import type { Outbound } from '../../../../src/api/contract/spools.ts';
import { useTexts } from '../../i18n/index.ts';
import { DeliveryStateChip } from '../../parts/delivery-state.tsx';
import { RelativeTime } from '../../parts/relative-time.tsx';
import { Fact, OpeningRow } from '../../parts/row-list.tsx';
import classes from '../../parts/rows.module.css';
import { ServerReply } from '../../parts/server-reply.tsx';
import { OutboundActs } from './outbound-acts.tsx';
import { Recipients } from './recipients.tsx';

/** One outgoing mail; open, it shows what became of it at each recipient and offers to send, take back or read it. */
export function OutboundRow({ mail }: { mail: Outbound }) {
  const { t } = useTexts();
  const subject = mail.subject || t('outbox.noSubject');
  const to = mail.delivery.recipients.map(({ address }) => address).join(', ');
  return (
    <OpeningRow
      label={t('outbox.details', { subject })}
      state={<DeliveryStateChip state={mail.delivery.state} />}
      first={subject}
      second={`${to} · ${mail.mailboxName}`}
      end={<RelativeTime at={mail.createdAt} />}
    >
      {() => <Details mail={mail} />}
    </OpeningRow>
  );
}

function Details({ mail }: { mail: Outbound }) {
  const { t } = useTexts();
  const { delivery } = mail;
  return (
    <>
      {delivery.state === 'uncertain' && <p className={classes.reason}>{t('outbox.uncertain')}</p>}
      {delivery.error && (
        <div className={classes.reason} data-bad>
          {delivery.error.text}
          {delivery.error.serverReply && <ServerReply reply={delivery.error.serverReply} />}
        </div>
      )}
      <dl className={classes.facts}>
        <Fact name={t('outbox.createdAt')}>
          <RelativeTime at={mail.createdAt} />
        </Fact>
        {delivery.attempts > 0 && <Fact name={t('outbox.attempts')}>{delivery.attempts}</Fact>}
        {delivery.nextAttemptAt && (
          <Fact name={t('outbox.nextAttempt')}>
            <RelativeTime at={delivery.nextAttemptAt} />
          </Fact>
        )}
      </dl>
      <Recipients delivery={delivery} />
      <OutboundActs mail={mail} />
    </>
  );
}
