import { Button, Group, Loader, Modal, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Trans } from 'react-i18next';
import type { Mailbox } from '../../../../src/api/contract/mailboxes.ts';
import { ApiError } from '../../api.ts';
import { asText } from '../../forms/as-text.ts';
import { useTexts } from '../../i18n/index.ts';
import { errorText } from '../../parts/error-text.ts';
import { ServerReply } from '../../parts/server-reply.tsx';
import classes from './connecting.module.css';
import { ByDevice, ByPaste } from './other-ways.tsx';
import { OtherWays } from './ways-menu.tsx';
import type { Connect } from './use-connect.ts';

/** Connecting a mailbox from the first click to how it ended. `onBegin` is offered where fetching is still to be begun. */
export function ConnectDialog(props: {
  mailbox: Mailbox;
  connect: Connect;
  opened: boolean;
  onClose: () => void;
  onBegin: (() => void) | undefined;
}) {
  const { t } = useTexts();
  const { connect, mailbox } = props;
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      size="lg"
      title={t('oauth.dialog.title', { name: mailbox.name })}
      // A hasty click beside it would throw away a sign-in that is under way.
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      attributes={{ header: { role: 'presentation' } }}
    >
      <Stack gap="md" aria-live="polite">
        <Content {...props} />
      </Stack>
      {!connect.flow && !connect.beginning && connect.error === undefined && (
        <Group mt="md" justify="space-between">
          <OtherWays onChoose={(way) => void connect.start(way)} />
          <Button data-autofocus onClick={() => void connect.start('popup')}>
            {t('oauth.panel.connect')}
          </Button>
        </Group>
      )}
    </Modal>
  );
}

function Content({ mailbox, connect, onClose, onBegin }: Parameters<typeof ConnectDialog>[0]): ReactNode {
  const { t } = useTexts();
  const { flow } = connect;
  if (connect.error !== undefined) return <Refused connect={connect} error={connect.error} onClose={onClose} />;
  if (connect.beginning || (connect.begun && !flow))
    return (
      <Group gap="sm">
        <Loader size={16} />
        <Text size="sm">{t('oauth.dialog.beginning')}</Text>
      </Group>
    );
  if (!flow) return <Text size="sm">{t(connect.blocked ? 'oauth.dialog.blocked' : 'oauth.dialog.ready')}</Text>;
  if (flow.state === 'connected')
    return <Connected mailbox={mailbox} account={flow.account} onClose={onClose} onBegin={onBegin} />;
  if (flow.state === 'failed') return <Refused connect={connect} error={flow.error} onClose={onClose} />;
  if (flow.state === 'expired')
    return (
      <>
        <Bad>{t('oauth.dialog.expired')}</Bad>
        <Again connect={connect} onClose={onClose} />
      </>
    );
  if (connect.way === 'paste') return <ByPaste connect={connect} />;
  if (connect.way === 'device') return <ByDevice connect={connect} />;
  return <Waiting connect={connect} onClose={onClose} />;
}

function Waiting({ connect, onClose }: { connect: Connect; onClose: () => void }) {
  const { t } = useTexts();
  return (
    <>
      {connect.closed ? (
        <Text size="sm">{t('oauth.dialog.closed')}</Text>
      ) : (
        <Group gap="sm" wrap="nowrap">
          <Loader size={16} />
          <Text size="sm">{t('oauth.dialog.waiting')}</Text>
        </Group>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('oauth.dialog.cancel')}
        </Button>
        <Button variant={connect.closed ? 'filled' : 'default'} onClick={() => void connect.start('popup')}>
          {t('oauth.dialog.reopen')}
        </Button>
      </Group>
    </>
  );
}

function Connected(props: {
  mailbox: Mailbox;
  account: string;
  onClose: () => void;
  onBegin: (() => void) | undefined;
}) {
  const { t } = useTexts();
  const { account, mailbox } = props;
  const username = asText(mailbox.values.username);
  const differs = account !== '' && account.toLowerCase() !== username.toLowerCase();
  return (
    <>
      <p className={classes.good}>
        <IconCircleCheck size={18} aria-hidden />
        {t('oauth.dialog.connected', { name: mailbox.name })}
      </p>
      <Text size="sm" component="div">
        <Trans
          i18nKey={account === '' ? 'oauth.dialog.accountUnknown' : 'oauth.dialog.account'}
          values={{ account, username }}
          components={{ b: <b /> }}
        />
      </Text>
      {differs && <Text size="sm">{t('oauth.dialog.differs', { account })}</Text>}
      <Text size="sm">{t('oauth.dialog.test')}</Text>
      <Group justify="flex-end">
        <Button variant={props.onBegin ? 'default' : 'filled'} onClick={props.onClose}>
          {t('oauth.dialog.done')}
        </Button>
        {props.onBegin && <Button onClick={props.onBegin}>{t('oauth.dialog.begin')}</Button>}
      </Group>
    </>
  );
}

function Refused({ connect, error, onClose }: { connect: Connect; error: unknown; onClose: () => void }) {
  const { t } = useTexts();
  const { text, reply } = wordsOf(error);
  return (
    <>
      <div role="alert">
        <Bad>{t('oauth.dialog.failed')}</Bad>
        <Text size="sm" mt={4}>
          {text ?? errorText(t, error)}
        </Text>
        {reply !== undefined && <ServerReply reply={reply} />}
      </div>
      <Text size="sm">{t('oauth.dialog.kept')}</Text>
      <Again connect={connect} onClose={onClose} />
    </>
  );
}

function Again({ connect, onClose }: { connect: Connect; onClose: () => void }) {
  const { t } = useTexts();
  return (
    <Group justify="space-between">
      <OtherWays onChoose={(way) => void connect.start(way)} />
      <Group>
        <Button variant="default" onClick={onClose}>
          {t('common.close')}
        </Button>
        <Button onClick={() => void connect.start('popup')}>{t('oauth.dialog.again')}</Button>
      </Group>
    </Group>
  );
}

function Bad({ children }: { children: ReactNode }) {
  return (
    <p className={classes.bad}>
      <IconAlertTriangle size={18} aria-hidden />
      {children}
    </p>
  );
}

/** What a flow that failed or a request that was refused says; both may carry the provider's own words. */
export function wordsOf(error: unknown): { text: string | undefined; reply: string | undefined } {
  if (error instanceof ApiError) return { text: undefined, reply: error.serverReply };
  const { text, serverReply } = error as { text?: string; serverReply?: string | null };
  return { text, reply: serverReply ?? undefined };
}
