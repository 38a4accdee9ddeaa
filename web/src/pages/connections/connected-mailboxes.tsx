import type { ReactNode } from 'react';
import type { OAuthConnection } from '../../../../src/api/contract/oauth.ts';
import { useTexts } from '../../i18n/index.ts';
import { Chip, type Tone } from '../../parts/chip.tsx';
import { LinkButton, LinkText } from '../../parts/links.tsx';
import { RelativeTime } from '../../parts/relative-time.tsx';
import { ServerReply } from '../../parts/server-reply.tsx';
import classes from './connections.module.css';

type Connected = OAuthConnection['mailboxes'][number];

const tones: Record<Connected['state'], Tone> = { ok: 'ok', signedOut: 'bad', none: 'warn' };

/** The mailboxes that sign in through a connection: who authorised what and when, and how their tokens stand. */
export function ConnectedMailboxes({ connection }: { connection: OAuthConnection }) {
  const { t } = useTexts();
  if (connection.mailboxes.length === 0) return <p className={classes.none}>{t('oauth.mailboxes.none')}</p>;
  return (
    <ul className={classes.mailboxes} aria-label={t('oauth.mailboxes.title')}>
      {connection.mailboxes.map((mailbox) => (
        <li key={mailbox.id} className={classes.mailbox}>
          <Row mailbox={mailbox} />
        </li>
      ))}
    </ul>
  );
}

function Row({ mailbox }: { mailbox: Connected }) {
  const { t } = useTexts();
  const params = { id: String(mailbox.id) };
  const isConnected = mailbox.state !== 'none';
  return (
    <>
      <div className={classes.mailboxHead}>
        <LinkText to="/admin/mailboxes/$id" params={params} size="sm" fw={600}>
          {mailbox.name}
        </LinkText>
        <span className={classes.sub}>{t(`mailboxes.${mailbox.direction}`)}</span>
        <Chip tone={tones[mailbox.state]}>{t(`oauth.mailboxes.state.${mailbox.state}`)}</Chip>
        {mailbox.state !== 'ok' && (
          <LinkButton
            to="/admin/mailboxes/$id"
            params={params}
            search={{ connect: 'now' }}
            size="compact-sm"
            variant="default"
            aria-label={t('oauth.dialog.title', { name: mailbox.name })}
          >
            {t('oauth.panel.connect')}
          </LinkButton>
        )}
      </div>
      {isConnected && (
        <dl className={classes.facts}>
          <Fact name={t('oauth.mailboxes.account')}>{mailbox.account || t('oauth.mailboxes.unknownAccount')}</Fact>
          <Fact name={t('oauth.mailboxes.by')}>
            {mailbox.authorisedBy ?? t('oauth.mailboxes.gone')}
            {mailbox.authorisedAt && (
              <>
                , <RelativeTime at={mailbox.authorisedAt} />
              </>
            )}
          </Fact>
          {mailbox.state === 'ok' && mailbox.expiresAt && (
            <Fact name={t('oauth.mailboxes.expires')}>
              <RelativeTime at={mailbox.expiresAt} />
            </Fact>
          )}
          <Fact name={t('oauth.mailboxes.refreshed')}>
            {mailbox.refreshedAt ? <RelativeTime at={mailbox.refreshedAt} /> : t('oauth.mailboxes.never')}
          </Fact>
          <Fact name={t('oauth.mailboxes.scopes')}>{mailbox.scopes.join(' ')}</Fact>
        </dl>
      )}
      {mailbox.error && (
        <>
          <p className={classes.trouble}>{mailbox.error.text}</p>
          {mailbox.error.serverReply && <ServerReply reply={mailbox.error.serverReply} />}
        </>
      )}
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
