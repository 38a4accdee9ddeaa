import type { TablerIcon } from '@tabler/icons-react';
import { IconAlertTriangle, IconCircleCheck, IconClock, IconHourglass } from '@tabler/icons-react';
import type { Delivery } from '../../../../src/api/contract/tickets.ts';
import { useTexts } from '../../i18n/index.ts';
import { Chip, type Tone } from '../../parts/chip.tsx';
import { RelativeTime } from '../../parts/relative-time.tsx';
import classes from '../../parts/rows.module.css';
import { ServerReply } from '../../parts/server-reply.tsx';

type Recipient = Delivery['recipients'][number];

const looks: Record<Recipient['state'], { tone: Tone; icon: TablerIcon }> = {
  queued: { tone: 'quiet', icon: IconClock },
  sent: { tone: 'ok', icon: IconCircleCheck },
  deferred: { tone: 'warn', icon: IconHourglass },
  failed: { tone: 'bad', icon: IconAlertTriangle },
};

/** What became of a mail at each of its recipients, with the server's words. */
export function Recipients({ delivery }: { delivery: Delivery }) {
  const { t } = useTexts();
  return (
    <div>
      <h2 className={classes.part}>{t('outbox.recipients')}</h2>
      <ul className={classes.rows}>
        {delivery.recipients.map((recipient) => (
          <li key={recipient.address} style={{ padding: '4px 0' }}>
            <span style={{ marginRight: 8, overflowWrap: 'anywhere' }}>{recipient.address}</span>
            <Chip {...looks[recipient.state]}>{t(`outbox.recipientState.${recipient.state}`)}</Chip>{' '}
            {recipient.at && recipient.state !== 'queued' && <RelativeTime at={recipient.at} />}
            {recipient.reply && <ServerReply reply={recipient.reply} />}
          </li>
        ))}
      </ul>
    </div>
  );
}
