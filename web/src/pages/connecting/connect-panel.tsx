import { Button } from '@mantine/core';
import { IconPlugConnected } from '@tabler/icons-react';
import type { OAuthConnection } from '../../../../src/api/contract/oauth.ts';
import type { Mailbox } from '../../../../src/api/contract/mailboxes.ts';
import { useTexts } from '../../i18n/index.ts';
import { Chip } from '../../parts/chip.tsx';
import { LinkText } from '../../parts/links.tsx';
import { RelativeTime } from '../../parts/relative-time.tsx';
import classes from './connecting.module.css';
import type { Way } from './use-connect.ts';
import { OtherWays } from './ways-menu.tsx';

/** Below the chosen OAuth connection: how the mailbox stands with it, and the button that connects it. `unsaved`: the form has to be saved first. */
export function ConnectPanel(props: {
  direction: Mailbox['direction'];
  mailbox: Mailbox | undefined;
  connection: OAuthConnection;
  unsaved: boolean;
  onConnect: (way: Way) => void;
}) {
  const { t } = useTexts();
  const { connection, mailbox, unsaved } = props;
  const granted = connection.mailboxes.find(({ id }) => id === mailbox?.id);
  const name = unsaved
    ? 'oauth.panel.saveFirst'
    : granted?.state === 'ok'
      ? 'oauth.panel.again'
      : granted?.state === 'signedOut'
        ? 'oauth.panel.connect'
        : 'oauth.panel.setUp';
  return (
    <div className={classes.panel}>
      {granted && <Granted granted={granted} />}
      {mailbox ? (
        <div className={classes.acts}>
          <Button
            variant={granted?.state === 'ok' ? 'default' : 'filled'}
            leftSection={<IconPlugConnected size={15} aria-hidden />}
            onClick={() => props.onConnect('popup')}
          >
            {t(name)}
          </Button>
          <OtherWays onChoose={props.onConnect} />
        </div>
      ) : (
        <span>{t('oauth.panel.afterCreate')}</span>
      )}
      <p className={classes.hint}>
        {t(props.direction === 'incoming' ? 'oauth.panel.hint' : 'oauth.panel.hintOutgoing')}
      </p>
      <LinkText to="/admin/connections" size="xs">
        {t('oauth.panel.manage')}
      </LinkText>
    </div>
  );
}

function Granted({ granted }: { granted: OAuthConnection['mailboxes'][number] }) {
  const { t } = useTexts();
  if (granted.state !== 'ok')
    return (
      <span>
        <Chip tone="bad">{t(`oauth.mailboxes.state.${granted.state}`)}</Chip>{' '}
        {t(granted.state === 'none' ? 'oauth.panel.none' : 'oauth.panel.signedOut')}
      </span>
    );
  return (
    <span>
      <Chip tone="ok">{t('oauth.mailboxes.state.ok')}</Chip>{' '}
      {granted.account === '' ? t('oauth.panel.connected') : t('oauth.panel.connectedAs', { account: granted.account })}
      {granted.authorisedAt && (
        <>
          {' · '}
          {granted.authorisedBy !== null && `${t('oauth.panel.by', { name: granted.authorisedBy })} · `}
          <RelativeTime at={granted.authorisedAt} />
        </>
      )}
    </span>
  );
}
