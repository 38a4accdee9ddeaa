import { IconArrowDownLeft, IconArrowUpRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { Mailbox } from '../../../../src/api/contract/mailboxes.ts';
import { useTexts } from '../../i18n/index.ts';
import { LinkText } from '../../parts/links.tsx';
import { RelativeTime } from '../../parts/relative-time.tsx';
import { MailboxState } from './mailbox-state.tsx';
import classes from './mailboxes.module.css';
import { Sparkline } from './sparkline.tsx';

/** All mailboxes with direction, state, last and next run, last error and the mails of two weeks. */
export function MailboxList({ mailboxes }: { mailboxes: Mailbox[] }) {
  const { t } = useTexts();
  return (
    <nav aria-label={t('mailboxes.list')} style={{ display: 'contents' }}>
      <ul className={classes.list} hidden={mailboxes.length === 0}>
        {mailboxes.map((mailbox) => (
          <li key={mailbox.id}>
            <Item mailbox={mailbox} />
            {(mailbox.state === 'signedOut' || mailbox.state === 'notConnected') && (
              <LinkText
                to="/admin/mailboxes/$id"
                params={{ id: String(mailbox.id) }}
                search={{ connect: 'now' }}
                size="xs"
                className={classes.reconnect}
                aria-label={t('oauth.dialog.title', { name: mailbox.name })}
              >
                {t('oauth.panel.connect')}
              </LinkText>
            )}
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Item({ mailbox }: { mailbox: Mailbox }) {
  const { t } = useTexts();
  const incoming = mailbox.direction === 'incoming';
  const Arrow = incoming ? IconArrowDownLeft : IconArrowUpRight;
  return (
    <Link
      to="/admin/mailboxes/$id"
      params={{ id: String(mailbox.id) }}
      className={classes.item}
      activeProps={{ 'data-active': true, 'aria-current': 'page' }}
    >
      <span className={classes.arrow} title={t(`mailboxes.${mailbox.direction}`)}>
        <Arrow size={18} stroke={1.75} aria-hidden />
        <span className="sr-only">{t(`mailboxes.${mailbox.direction}`)}:</span>
      </span>
      <span className={classes.name}>{mailbox.name}</span>
      <span className={classes.address} title={mailbox.address}>
        {mailbox.address}
      </span>
      <MailboxState mailbox={mailbox} />
      <span className={classes.facts}>
        <span>
          {mailbox.protocol !== 'folder' && `${mailbox.protocol.toUpperCase()} · `}
          {mailbox.lastRunAt ? (
            <>
              {t(incoming ? 'mailboxes.lastRun' : 'mailboxes.lastSent')} <RelativeTime at={mailbox.lastRunAt} />
              {incoming && ` · ${t('mailboxes.importedToday', { count: mailbox.importedToday })}`}
            </>
          ) : (
            t(incoming ? 'mailboxes.neverRun' : 'mailboxes.neverSent')
          )}
          {isDue(mailbox) && (
            <>
              {' · '}
              {t('mailboxes.nextRun')} <RelativeTime at={mailbox.nextRunAt ?? ''} />
            </>
          )}
        </span>
        {incoming && <Sparkline values={mailbox.perDay} />}
      </span>
      {mailbox.lastError && (
        <span className={classes.trouble}>
          {mailbox.lastError.text}
          {mailbox.lastError.failures > 1 && ` (${t('mailboxes.failures', { count: mailbox.lastError.failures })})`}
        </span>
      )}
    </Link>
  );
}

/** A next run is planned; one that is overdue is about to begin, and when says nothing. */
const isDue = ({ direction, nextRunAt, state }: Mailbox) =>
  direction === 'incoming' && state !== 'paused' && nextRunAt !== null && Date.parse(nextRunAt) > Date.now();
