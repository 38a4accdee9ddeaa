import { Stack, Text, TextInput } from '@mantine/core';
import type { TFunction } from 'i18next';
import type { Agent } from '../../../../src/api/contract/session.ts';
import { call } from '../../api.ts';
import { Copy } from '../../parts/copy.tsx';
import { openDialog } from '../../parts/dialogs.ts';
import { RelativeTime } from '../../parts/relative-time.tsx';

/** Makes a one-time link by which the agent sets a password, and shows it, this once, to be handed over. */
export async function showPasswordLink(t: TFunction, agent: Pick<Agent, 'id' | 'name'>): Promise<void> {
  const { url, expiresAt } = await call('POST /api/agents/:id/password-link', { id: agent.id });
  openDialog({
    title: t('agents.linkTitle', { name: agent.name }),
    closeButtonProps: { 'aria-label': t('common.close') },
    children: (
      <Stack gap="md">
        <Text size="sm">{t('agents.linkText')}</Text>
        <TextInput
          data-autofocus
          readOnly
          label={t('agents.link')}
          value={url}
          onFocus={(event) => event.currentTarget.select()}
          rightSection={<Copy text={url} label={t('agents.copyLink')} />}
        />
        <Text size="xs" c="dimmed">
          {t('agents.linkUntil')} <RelativeTime at={expiresAt} />
        </Text>
      </Stack>
    ),
  });
}
