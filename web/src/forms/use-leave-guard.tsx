import { Button, Group, Modal, Text } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import { type ReactNode, useRef } from 'react';
import { useTexts } from '../i18n/index.ts';

/** Asks before a page with unsaved changes is left; `release` lets go for a save that leads elsewhere, `hold` takes it back once the save has ended. */
export function useLeaveGuard(dirty: boolean): { release: () => void; hold: () => void; question: ReactNode } {
  const { t } = useTexts();
  const released = useRef(false);
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => dirty && !released.current && current.pathname !== next.pathname,
    enableBeforeUnload: () => dirty && !released.current,
    withResolver: true,
  });
  const blocked = blocker.status === 'blocked';
  return {
    release: () => {
      released.current = true;
    },
    hold: () => {
      released.current = false;
    },
    question: (
      <Modal
        opened={blocked}
        onClose={() => blocker.reset?.()}
        title={t('mailboxes.form.leaveTitle')}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <Text size="sm">{t('mailboxes.form.leaveText')}</Text>
        <Group justify="flex-end" mt="md">
          <Button variant="default" data-autofocus onClick={() => blocker.reset?.()}>
            {t('common.back')}
          </Button>
          <Button color="red" onClick={() => blocker.proceed?.()}>
            {t('mailboxes.form.leave')}
          </Button>
        </Group>
      </Modal>
    ),
  };
}
