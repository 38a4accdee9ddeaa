import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconCopy, IconDots, IconPlayerPause, IconPlayerPlay, IconRefresh, IconTrash } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Mailbox } from '../../../../src/api/contract/mailboxes.ts';
import { useTexts } from '../../i18n/index.ts';
import { DeleteMailbox } from './delete-mailbox.tsx';
import classes from './mailboxes.module.css';
import { useFetchNow } from './use-fetch-now.ts';
import { usePause } from './use-pause.ts';

/** Fetch now, pause or resume, delete. */
export function MailboxActions({ mailbox }: { mailbox: Mailbox }) {
  const { t } = useTexts();
  const navigate = useNavigate();
  const fetchNow = useFetchNow(mailbox.id);
  const pause = usePause(mailbox);
  const isPaused = mailbox.state === 'paused';
  const [deleting, setDeleting] = useState(false);
  return (
    <>
      <span className={classes.progress} role="status">
        {fetchNow.running &&
          (fetchNow.imported > 0
            ? t('mailboxes.fetchingSoFar', { count: fetchNow.imported })
            : t('mailboxes.fetching'))}
      </span>
      {mailbox.direction === 'incoming' && (
        <Button
          variant="default"
          leftSection={<IconRefresh size={15} aria-hidden />}
          loading={fetchNow.running}
          disabled={isPaused}
          onClick={fetchNow.start}
        >
          {t('mailboxes.fetchNow')}
        </Button>
      )}
      <Button
        variant="default"
        loading={pause.isPending}
        leftSection={isPaused ? <IconPlayerPlay size={15} aria-hidden /> : <IconPlayerPause size={15} aria-hidden />}
        onClick={() => pause.mutate(!isPaused)}
      >
        {isPaused ? t('mailboxes.resume') : t('mailboxes.pause')}
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" size={30} aria-label={t('common.actions')}>
            <IconDots size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {mailbox.protocol !== 'folder' && (
            <Menu.Item
              leftSection={<IconCopy size={15} aria-hidden />}
              onClick={() => void navigate({ to: '/admin/mailboxes/new', search: { copy: mailbox.id } })}
            >
              {t('mailboxes.duplicate')}
            </Menu.Item>
          )}
          <Menu.Item color="red" leftSection={<IconTrash size={15} aria-hidden />} onClick={() => setDeleting(true)}>
            {t('mailboxes.delete')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {deleting && <DeleteMailbox mailbox={mailbox} onClose={() => setDeleting(false)} />}
    </>
  );
}
