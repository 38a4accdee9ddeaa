import { IconMailPlus, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Outlet, useRouterState, useSearch } from '@tanstack/react-router';
import { useRef } from 'react';
import { useTexts } from '../../i18n/index.ts';
import { PageHeader } from '../../parts/page-header.tsx';
import { QueryView } from '../../parts/query-view.tsx';
import { EmptyState, NoPermission } from '../../parts/states.tsx';
import { mailboxesQuery, sessionQuery } from '../../queries.ts';
import { CarriedOver } from './carried-over.ts';
import { failureText } from './failure-text.ts';
import { MailboxList } from './mailbox-list.tsx';
import classes from './mailboxes.module.css';
import { LinkButton } from '../../parts/links.tsx';

/** Managing mailboxes: the list at the left, beside it the chosen or new one. */
export function MailboxesPage() {
  const { t, locale } = useTexts();
  // Why a sign-in at an OAuth provider led nowhere.
  const { problem } = useSearch({ from: '/frame/admin/mailboxes' });
  const { data: session } = useQuery(sessionQuery);
  const mailboxes = useQuery({ ...mailboxesQuery, enabled: session?.agent?.role === 'admin' });
  const path = useRouterState({ select: (state) => state.location.pathname });
  const carried = useRef({});
  const alone = /^\/admin\/mailboxes\/?$/.test(path);
  if (session?.agent?.role !== 'admin')
    return (
      <>
        <PageHeader title={t('mailboxes.title')} />
        <NoPermission />
      </>
    );
  return (
    <div className={classes.page}>
      <PageHeader
        title={t('mailboxes.title')}
        action={
          <LinkButton to="/admin/mailboxes/new" leftSection={<IconPlus size={15} aria-hidden />}>
            {t('mailboxes.create')}
          </LinkButton>
        }
      />
      {problem !== undefined && (
        <div className={classes.notice} data-bad role="alert">
          <span className={classes.noticeText}>{failureText(locale, { code: problem, params: {} })}</span>
        </div>
      )}
      <QueryView query={mailboxes}>
        {({ rows }) =>
          rows.length === 0 && alone ? (
            <EmptyState
              icon={<IconMailPlus size={28} stroke={1.5} aria-hidden />}
              title={t('mailboxes.emptyTitle')}
              action={<LinkButton to="/admin/mailboxes/new">{t('mailboxes.create')}</LinkButton>}
            >
              {t('mailboxes.emptyText')}
            </EmptyState>
          ) : (
            <div
              className={classes.columns}
              data-alone={alone || undefined}
              data-empty={rows.length === 0 || undefined}
            >
              <MailboxList mailboxes={rows} />
              <div id="mailbox" className={classes.detail}>
                <CarriedOver value={carried}>
                  <Outlet />
                </CarriedOver>
              </div>
            </div>
          )
        }
      </QueryView>
    </div>
  );
}
