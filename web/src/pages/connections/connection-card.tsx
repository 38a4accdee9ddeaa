import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconAlertTriangle, IconDots, IconPencil, IconPlugConnected, IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { OAuthConnection } from '../../../../src/api/contract/oauth.ts';
import { settingText } from '../../../../src/settings/texts/index.ts';
import { call } from '../../api.ts';
import { asText } from '../../forms/as-text.ts';
import { useTexts } from '../../i18n/index.ts';
import { Chip } from '../../parts/chip.tsx';
import { askToConfirm } from '../../parts/confirm.tsx';
import { LinkButton, LinkText } from '../../parts/links.tsx';
import { notifyDone, notifyError } from '../../parts/notify.ts';
import { keys } from '../../queries.ts';
import { CheckResult } from './check-result.tsx';
import { ConnectedMailboxes } from './connected-mailboxes.tsx';
import classes from './connections.module.css';
import { useConnectionCheck } from './use-connection-check.ts';

/** One connection: what it is, whether its secret is about to expire, the check, and the mailboxes that sign in through it. */
export function ConnectionCard({ connection }: { connection: OAuthConnection }) {
  const { t, locale } = useTexts();
  const { id, name, values } = connection;
  const check = useConnectionCheck();
  return (
    <article aria-label={name}>
      <div className={classes.head}>
        <div className={classes.words}>
          <h2 className={classes.name}>
            <LinkText to="/admin/connections" search={{ edit: id }} inherit c="inherit">
              {name}
            </LinkText>
          </h2>
          <p className={classes.sub}>
            {[
              settingText(locale, `settings.oauthConnection.provider.choice.${asText(values.provider)}`),
              asText(values.provider === 'custom' ? values.issuer : values.tenant),
              connection.protocols.map((protocol) => protocol.toUpperCase()).join(', '),
            ]
              .filter(Boolean)
              .join(' · ')}
          </p>
        </div>
        <Button
          variant="default"
          leftSection={<IconPlugConnected size={15} aria-hidden />}
          loading={check.isPending}
          onClick={() => check.mutate({ id, values })}
        >
          {t('oauth.check.start')}
        </Button>
        <LinkButton
          to="/admin/connections"
          search={{ edit: id }}
          variant="default"
          leftSection={<IconPencil size={15} aria-hidden />}
        >
          {t('oauth.edit')}
        </LinkButton>
        <More connection={connection} />
      </div>
      <SecretWarning connection={connection} />
      <CheckResult check={check} />
      <ConnectedMailboxes connection={connection} />
    </article>
  );
}

/** SPEC §5: an administrator is to see it before the mailboxes stand still. */
function SecretWarning({ connection }: { connection: OAuthConnection }) {
  const { t } = useTexts();
  const days = connection.secretExpiresInDays;
  if (days === null || days > 30) return null;
  const words =
    days < 0 ? t('oauth.secret.over') : days === 0 ? t('oauth.secret.today') : t('oauth.secret.days', { count: days });
  return (
    <div className={classes.warning} data-bad={days <= 3 || undefined} role="status">
      <Chip tone={days <= 3 ? 'bad' : 'warn'} icon={IconAlertTriangle}>
        {words}
      </Chip>
      <span>{t('oauth.secret.renew')}</span>
      <LinkText to="/admin/connections" search={{ edit: connection.id }} size="sm">
        {t('oauth.secret.replace')}
      </LinkText>
    </div>
  );
}

function More({ connection: { id, name } }: { connection: OAuthConnection }) {
  const { t } = useTexts();
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => call('DELETE /api/oauth/connections/:id', { id }),
    onSuccess: async () => {
      notifyDone(t('oauth.deleted', { name }));
      await client.invalidateQueries({ queryKey: keys.oauth });
    },
    onError: notifyError,
  });
  const ask = () =>
    askToConfirm({
      title: t('oauth.deleteTitle', { name }),
      text: t('oauth.deleteText'),
      confirm: t('oauth.delete'),
      onConfirm: () => remove.mutate(),
    });
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="default" size={30} aria-label={`${t('common.actions')}: ${name}`}>
          <IconDots size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item color="red" leftSection={<IconTrash size={15} aria-hidden />} onClick={ask}>
          {t('oauth.delete')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
