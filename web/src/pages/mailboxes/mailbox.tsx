import { Tabs } from '@mantine/core';
import { IconBroadcast } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { Mailbox } from '../../../../src/api/contract/mailboxes.ts';
import { defaultValues, type FormValues } from '../../../../src/settings/field.ts';
import { call } from '../../api.ts';
import { useTexts } from '../../i18n/index.ts';
import { notifyDone } from '../../parts/notify.ts';
import { RelativeTime } from '../../parts/relative-time.tsx';
import { EmptyState } from '../../parts/states.tsx';
import { keys, mailboxesQuery } from '../../queries.ts';
import { type StartConnecting, useConnecting } from './connecting.tsx';
import { askFirstImport, beginWithNewOnes, type FirstImport, neverRun } from './first-import.tsx';
import { GapCheck } from './gap-check.tsx';
import { groupOf } from './group-of.ts';
import { MailboxActions } from './mailbox-actions.tsx';
import { MailboxForm } from './mailbox-form.tsx';
import { MailboxState } from './mailbox-state.tsx';
import classes from './mailboxes.module.css';
import { RunList } from './run-list.tsx';
import { ToList } from './to-list.tsx';
import { Trouble } from './trouble.tsx';
import { LinkButton, LinkText } from '../../parts/links.tsx';

/** One mailbox: its state and actions, its form with the test, its runs. */
export function MailboxPage() {
  const { t } = useTexts();
  const { id } = useParams({ from: '/frame/admin/mailboxes/$id' });
  const { data } = useQuery(mailboxesQuery);
  const mailbox = data?.rows.find((each) => each.id === Number(id));
  if (!data) return null;
  if (!mailbox) return <EmptyState title={t('mailboxes.gone')} action={<ToList />} />;
  const answerable = data.rows.some(({ direction }) => direction === 'outgoing');
  return <Body key={mailbox.id} mailbox={mailbox} answerable={answerable} />;
}

function Body({ mailbox, answerable }: { mailbox: Mailbox; answerable: boolean }) {
  const { t } = useTexts();
  const connecting = useConnecting(mailbox);
  return (
    <div>
      <Head mailbox={mailbox} />
      <Trouble mailbox={mailbox} onConnect={() => connecting.start('popup')} />
      {mailbox.direction === 'incoming' && !answerable && (
        <div className={classes.notice}>
          <span className={classes.noticeText}>{t('mailboxes.noOutgoing')}</span>
          <LinkButton to="/admin/mailboxes/new" search={{ direction: 'outgoing', from: mailbox.id }} variant="default">
            {t('mailboxes.createOutgoing')}
          </LinkButton>
        </div>
      )}
      {mailbox.direction === 'incoming' ? (
        <Tabs defaultValue="settings" keepMounted>
          <Tabs.List className={classes.tabs}>
            <Tabs.Tab value="settings">{t('mailboxes.settings')}</Tabs.Tab>
            <Tabs.Tab value="runs">{t('mailboxes.runs')}</Tabs.Tab>
            <Tabs.Tab value="gaps">{t('mailboxes.gaps.title')}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="settings">
            <Settings mailbox={mailbox} onConnect={connecting.start} />
          </Tabs.Panel>
          <Tabs.Panel value="runs">
            <RunList id={mailbox.id} />
          </Tabs.Panel>
          <Tabs.Panel value="gaps">
            <GapCheck id={mailbox.id} />
          </Tabs.Panel>
        </Tabs>
      ) : (
        <Settings mailbox={mailbox} onConnect={connecting.start} />
      )}
      {connecting.dialog}
    </div>
  );
}

function Head({ mailbox }: { mailbox: Mailbox }) {
  const { t } = useTexts();
  return (
    <div className={classes.head}>
      <div className={classes.words}>
        <ToList />
        <h2 className={classes.title}>
          {mailbox.name}
          <MailboxState mailbox={mailbox} />
        </h2>
        <div className={classes.sub}>
          {t(`mailboxes.${mailbox.direction}`)} · {mailbox.address}
          {mailbox.nextRunAt && Date.parse(mailbox.nextRunAt) > Date.now() && mailbox.state !== 'paused' && (
            <>
              {' · '}
              {t('mailboxes.nextRun')} <RelativeTime at={mailbox.nextRunAt} />
            </>
          )}
          {mailbox.listening && (
            <>
              {' · '}
              <IconBroadcast size={14} style={{ verticalAlign: -2 }} aria-hidden /> {t('mailboxes.listening')}
            </>
          )}
        </div>
      </div>
      <MailboxActions mailbox={mailbox} />
    </div>
  );
}

function Settings({ mailbox, onConnect }: { mailbox: Mailbox; onConnect: StartConnecting }) {
  const { t } = useTexts();
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: async ({ values, first }: { values: FormValues; first: FirstImport }) => {
      const begun = first === 'all' ? values : { ...values, active: false };
      await call('PUT /api/mailboxes/:id', { id: mailbox.id, body: { values: begun } });
      if (first === 'new') await beginWithNewOnes(mailbox.id);
    },
    onSuccess: async () => {
      notifyDone(t('common.saved'));
      await client.invalidateQueries({ queryKey: keys.mailboxes });
      void client.invalidateQueries({ queryKey: keys.masterData });
      void client.invalidateQueries({ queryKey: keys.health });
    },
  });
  if (mailbox.protocol === 'folder')
    return (
      <EmptyState
        title={t('mailboxes.sandboxChip')}
        action={<LinkText to="/sandbox">{t('mailboxes.toSandbox')}</LinkText>}
      >
        {t('mailboxes.sandboxOnly')}
      </EmptyState>
    );
  return (
    <MailboxForm
      direction={mailbox.direction}
      stored={{ ...defaultValues(groupOf[mailbox.direction]), ...mailbox.values }}
      mailbox={mailbox}
      onConnect={onConnect}
      submit={t('common.save')}
      onSubmit={async (values) => {
        const asked = neverRun(mailbox) && mailbox.state === 'paused' && values.active === true;
        const first = asked ? await askFirstImport(values, mailbox.id) : 'all';
        return first ? save.mutateAsync({ values, first }) : 'back';
      }}
    />
  );
}
