import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Outbound } from '../../../../src/api/contract/spools.ts';
import { call } from '../../api.ts';
import { useTexts } from '../../i18n/index.ts';
import { DeliveryStateChip } from '../../parts/delivery-state.tsx';
import { QueryView } from '../../parts/query-view.tsx';
import { keys } from '../../queries.ts';
import { readMail } from '../outbox/outbound-acts.tsx';
import classes from './sandbox.module.css';

/** What would have been sent from the sandbox: read it as the customer gets it, and reply as that customer. */
export function SandboxOutbox({ onAnswer }: { onAnswer: (mail: Outbound) => void }) {
  const { t } = useTexts();
  const mails = useQuery({
    queryKey: [...keys.outbound, 'sandbox'],
    queryFn: ({ signal }) => call('GET /api/sandbox/outbox', { query: {} }, signal),
  });
  return (
    <section className={classes.part}>
      <h2 className={classes.title}>{t('sandbox.outbox')}</h2>
      <QueryView query={mails}>
        {({ rows }) =>
          rows.length === 0 ? (
            <p className={classes.empty}>{t('sandbox.outboxEmpty')}</p>
          ) : (
            <ul className={classes.rows}>
              {rows.map((mail) => (
                <Row key={mail.id} mail={mail} onAnswer={() => onAnswer(mail)} />
              ))}
            </ul>
          )
        }
      </QueryView>
    </section>
  );
}

function Row({ mail, onAnswer }: { mail: Outbound; onAnswer: () => void }) {
  const { t } = useTexts();
  const to = mail.delivery.recipients.map(({ address }) => address).join(', ');
  const gone = mail.delivery.state === 'sent' || mail.delivery.state === 'partly';
  return (
    <li className={classes.row}>
      <div className={classes.words}>
        <div className={classes.first}>{mail.subject || t('outbox.noSubject')}</div>
        <div className={classes.second}>{t('sandbox.to', { address: to })}</div>
      </div>
      {!gone && <DeliveryStateChip state={mail.delivery.state} />}
      <Button variant="default" onClick={() => readMail(mail, t('common.close'))}>
        {t('sandbox.read')}
      </Button>
      {gone && (
        <Button variant="light" onClick={onAnswer}>
          {t('sandbox.answer')}
        </Button>
      )}
    </li>
  );
}
