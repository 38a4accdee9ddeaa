import { useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import type { Mailbox } from '../../../../src/api/contract/mailboxes.ts';
import { ConnectDialog } from '../connecting/connect-dialog.tsx';
import { useConnect, type Way } from '../connecting/use-connect.ts';
import { neverRun } from './first-import.tsx';
import { usePause } from './use-pause.ts';

/** Begins connecting; `before` is done first, and may stop it by giving false. */
export type StartConnecting = (way: Way, before?: () => Promise<boolean>) => void;

/**
 * Connecting the mailbox of this page: how to begin, and the dialog that goes with it. The page's address may ask for it: `flow`, the sign-in from which the
 * browser comes back; `connect`, a click elsewhere (`now`), or that it is next (`ask`).
 */
export function useConnecting(mailbox: Mailbox): { start: StartConnecting; dialog: ReactNode } {
  const { flow, connect: asked } = useSearch({ from: '/frame/admin/mailboxes/$id' });
  const navigate = useNavigate();
  const connect = useConnect(mailbox.id);
  const pause = usePause(mailbox);
  const [opened, setOpened] = useState(false);
  const params = { id: String(mailbox.id) };
  useEffect(() => {
    if (flow === undefined && asked === undefined) return;
    setOpened(true);
    if (flow !== undefined) connect.resume(flow);
    else if (asked === 'now') void connect.start('popup');
    // Else a reload would begin once more.
    void navigate({ to: '/admin/mailboxes/$id', params, search: {}, replace: true });
  }, [flow, asked]);
  const close = () => {
    setOpened(false);
    connect.reset();
  };
  const begin = () => {
    close();
    pause.mutate(false);
  };
  return {
    start: (way, before) => {
      setOpened(true);
      void connect.start(way, before);
    },
    dialog: (
      <ConnectDialog
        mailbox={mailbox}
        connect={connect}
        opened={opened}
        onClose={close}
        onBegin={neverRun(mailbox) && mailbox.state === 'paused' ? begin : undefined}
      />
    ),
  };
}
