import { Button } from '@mantine/core';
import { IconFlask } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Outbound } from '../../../../src/api/contract/spools.ts';
import { call } from '../../api.ts';
import { useTexts } from '../../i18n/index.ts';
import { askToConfirm } from '../../parts/confirm.tsx';
import { notifyDone, notifyError } from '../../parts/notify.ts';
import { PageHeader } from '../../parts/page-header.tsx';
import { QueryView } from '../../parts/query-view.tsx';
import { EmptyState, NoPermission } from '../../parts/states.tsx';
import { sandboxQuery, sessionQuery } from '../../queries.ts';
import { DropMails } from './drop-mails.tsx';
import classes from './sandbox.module.css';
import { SandboxInbox } from './sandbox-inbox.tsx';
import { SandboxOutbox } from './sandbox-outbox.tsx';
import { WriteMail } from './write-mail.tsx';

/** The mailbox inside the desk: write and drop mails as a customer, see what became of them and what would have been sent. */
export function SandboxPage() {
  const { t } = useTexts();
  const { data: session } = useQuery(sessionQuery);
  const admin = session?.agent?.role === 'admin';
  const sandbox = useQuery({ ...sandboxQuery, enabled: admin });
  return (
    <>
      <PageHeader
        title={t('sandbox.title')}
        about={t('sandbox.about')}
        action={sandbox.data?.open && <RemoveSandbox />}
      />
      {admin ? (
        <QueryView query={sandbox}>
          {({ open, incomingId, address }) =>
            open && incomingId !== null ? <Open incomingId={incomingId} address={address ?? ''} /> : <Closed />
          }
        </QueryView>
      ) : (
        <NoPermission />
      )}
    </>
  );
}

function Open({ incomingId, address }: { incomingId: number; address: string }) {
  const [answered, setAnswered] = useState<Outbound>();
  return (
    <div className={classes.columns}>
      <div className={classes.column}>
        <WriteMail
          key={answered?.id ?? 0}
          address={address}
          answered={answered}
          onDone={() => setAnswered(undefined)}
        />
        <DropMails />
      </div>
      <div className={classes.column}>
        <SandboxInbox incomingId={incomingId} />
        <SandboxOutbox onAnswer={setAnswered} />
      </div>
    </div>
  );
}

function Closed() {
  const { t, locale } = useTexts();
  const client = useQueryClient();
  const open = useMutation({
    mutationFn: () => call('POST /api/sandbox', { body: { locale } }),
    onSuccess: async () => {
      notifyDone(t('sandbox.opened'));
      await client.invalidateQueries();
    },
    onError: notifyError,
  });
  return (
    <EmptyState
      icon={<IconFlask size={28} stroke={1.5} aria-hidden />}
      title={t('sandbox.closedTitle')}
      action={
        <Button loading={open.isPending} onClick={() => open.mutate()}>
          {t('sandbox.open')}
        </Button>
      }
    >
      {t('sandbox.closedText')}
    </EmptyState>
  );
}

function RemoveSandbox() {
  const { t } = useTexts();
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => call('DELETE /api/sandbox'),
    onSuccess: async () => {
      notifyDone(t('sandbox.removed'));
      await client.invalidateQueries();
    },
    onError: notifyError,
  });
  const ask = () =>
    askToConfirm({
      title: t('sandbox.removeTitle'),
      text: t('sandbox.removeText'),
      confirm: t('sandbox.remove'),
      onConfirm: () => remove.mutate(),
    });
  return (
    <Button variant="default" loading={remove.isPending} onClick={ask}>
      {t('sandbox.remove')}
    </Button>
  );
}
