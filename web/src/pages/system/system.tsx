import { Switch } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconExclamationCircle } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Finding, System } from '../../../../src/api/contract/system.ts';
import { call } from '../../api.ts';
import { useTexts } from '../../i18n/index.ts';
import { AdminOnly } from '../../parts/admin-only.tsx';
import { LinkText } from '../../parts/links.tsx';
import { notifyError } from '../../parts/notify.ts';
import { PageHeader } from '../../parts/page-header.tsx';
import { QueryView } from '../../parts/query-view.tsx';
import { RelativeTime } from '../../parts/relative-time.tsx';
import { deskQuery, keys, sessionQuery, systemQuery } from '../../queries.ts';
import { MailboxTable } from './mailbox-table.tsx';
import { SystemFacts } from './system-facts.tsx';
import classes from './system.module.css';

/** How the desk runs: what needs attention first, each with what helps; then mailboxes, queues, storage, processes, the last failures. Stays current. */
export function SystemPage() {
  const { t } = useTexts();
  const { data: session } = useQuery(sessionQuery);
  const system = useQuery({ ...systemQuery, enabled: session?.agent?.role === 'admin' });
  return (
    <>
      <PageHeader title={t('system.title')} about={t('system.about')} />
      <AdminOnly>
        <QueryView query={system}>
          {(facts) => (
            <div className={classes.body}>
              <Section title={t('system.findings')}>
                <Findings findings={facts.findings} />
              </Section>
              <Section title={t('system.switches')}>
                <StopSwitch stopped={facts.switches.fetchStopped} />
              </Section>
              {facts.mailboxes.length > 0 && (
                <Section title={t('system.mailboxes')}>
                  <MailboxTable mailboxes={facts.mailboxes} />
                </Section>
              )}
              <SystemFacts facts={facts} />
              <Section title={t('system.failures')}>
                <Failures failures={facts.failures} />
              </Section>
            </div>
          )}
        </QueryView>
      </AdminOnly>
    </>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.section} aria-label={title}>
      <h2 className={classes.heading}>{title}</h2>
      {children}
    </section>
  );
}

function Findings({ findings }: { findings: readonly Finding[] }) {
  const { t } = useTexts();
  if (findings.length === 0)
    return (
      <p className={classes.fine}>
        <IconCircleCheck size={18} color="var(--desk-ok)" aria-hidden />
        {t('system.fine')}
      </p>
    );
  return (
    <ul className={classes.findings}>
      {findings.map(({ key, level, text, action, to }) => {
        const Icon = level === 'error' ? IconAlertTriangle : IconExclamationCircle;
        return (
          <li key={`${key} ${text}`} className={classes.finding} data-level={level}>
            <Icon size={18} aria-label={t(`system.level.${level}`)} />
            <div>
              <div>{text}</div>
              {action !== null && (to === null ? <strong>{action}</strong> : <Action to={to}>{action}</Action>)}
            </div>
          </li>
        );
      })}
    </ul>
  );
}

/** A link to a place that the desk names, with what stands behind its question mark. */
function Action({ to, children }: { to: string; children: string }) {
  const [path, query = ''] = to.split('?');
  return (
    <LinkText to={path as '/'} search={Object.fromEntries(new URLSearchParams(query)) as never} size="sm">
      {children}
    </LinkText>
  );
}

/** The desk-wide switch of SPEC §2.3, to be had where one looks when nothing is fetched. */
function StopSwitch({ stopped }: { stopped: boolean }) {
  const { t } = useTexts();
  const client = useQueryClient();
  const turn = useMutation({
    mutationFn: async (fetchStopped: boolean) => {
      const settings = await client.fetchQuery({ ...deskQuery, staleTime: 0 });
      return call('PUT /api/desk', { body: { ...settings, fetchStopped } });
    },
    onSuccess: async (saved) => {
      client.setQueryData(keys.desk, saved);
      await Promise.all([keys.system, keys.health].map((queryKey) => client.invalidateQueries({ queryKey })));
    },
    onError: notifyError,
  });
  return (
    <Switch
      label={t('desk.stopped')}
      description={t('desk.stoppedHelp')}
      checked={turn.isPending ? turn.variables : stopped}
      onChange={(event) => turn.mutate(event.currentTarget.checked)}
    />
  );
}

function Failures({ failures }: { failures: System['failures'] }) {
  const { t } = useTexts();
  if (failures.length === 0) return <p className={classes.fine}>{t('system.noFailures')}</p>;
  return (
    <ul className={classes.failures}>
      {failures.map(({ kind, id, at, mailboxId, mailboxName, subject, text }) => (
        <li key={`${kind} ${id}`}>
          <RelativeTime at={at} /> · {t(`system.failure.${kind}`)} ·{' '}
          <LinkText to="/admin/mailboxes/$id" params={{ id: String(mailboxId) }} size="sm" underline="always">
            {mailboxName}
          </LinkText>
          {subject !== '' && <> · {subject}</>}
          <div className={classes.second}>{text}</div>
        </li>
      ))}
    </ul>
  );
}
