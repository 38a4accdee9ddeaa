import { Button } from '@mantine/core';
import { IconPlugConnected } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { Mailbox } from '../../../../src/api/contract/mailboxes.ts';
import { useTexts } from '../../i18n/index.ts';
import { HelpLink } from '../../parts/help-link.tsx';
import { RelativeTime } from '../../parts/relative-time.tsx';
import { ServerReply } from '../../parts/server-reply.tsx';
import { connectionsQuery } from '../../queries.ts';
import { failureText } from './failure-text.ts';
import classes from './mailboxes.module.css';

/** What keeps a mailbox from working, with the server's words; what connecting it mends is one click away. */
export function Trouble({ mailbox, onConnect }: { mailbox: Mailbox; onConnect: () => void }) {
  const { t, locale } = useTexts();
  const { lastError: error, outageToldAt: toldAt, state } = mailbox;
  const isOAuth = mailbox.values.auth === 'oauth';
  const { data } = useQuery({ ...connectionsQuery, enabled: isOAuth });
  const grants = data?.rows.flatMap(({ mailboxes }) => mailboxes);
  // One that stands still says so, and not that it is to be connected.
  const isPausedApart =
    state === 'paused' && isOAuth && grants?.some(({ id, state: is }) => id === mailbox.id && is !== 'ok');
  const isApart = state === 'notConnected' || state === 'signedOut' || isPausedApart === true;
  if (!error && !isApart) return null;
  return (
    <div className={classes.notice} data-bad role="alert">
      <span className={classes.noticeText}>
        {error?.text ?? failureText(locale, { code: 'oauth-not-connected', params: {} })}{' '}
        <HelpLink code={error?.code ?? 'oauth-not-connected'} />{' '}
        {error && (
          <span className={classes.sub}>
            <RelativeTime at={error.at} />
            {error.failures > 1 && ` · ${t('mailboxes.failures', { count: error.failures })}`}
            {toldAt && (
              <>
                {' · '}
                {t('mailboxes.outageTold')} <RelativeTime at={toldAt} />
              </>
            )}
          </span>
        )}
        {error?.serverReply && <ServerReply reply={error.serverReply} />}
      </span>
      {isApart && (
        <Button leftSection={<IconPlugConnected size={15} aria-hidden />} onClick={onConnect}>
          {t('oauth.panel.connect')}
        </Button>
      )}
    </div>
  );
}
