import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useTexts } from '../../i18n/index.ts';
import { AdminOnly } from '../../parts/admin-only.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { NoPermission } from '../../parts/states.tsx';
import tabClasses from '../../parts/tabs.module.css';
import { sessionQuery } from '../../queries.ts';
import { Circuits } from './circuits.tsx';
import { Events } from './events.tsx';
import { MailLog } from './mail-log.tsx';
import { TemplateList } from './template-list.tsx';

const tabs = ['events', 'templates', 'log', 'circuits'] as const;

/** What the desk writes by itself: which event tells whom, with which template, what left, and who gets nothing for now. */
export function AutoMailsPage() {
  const { t } = useTexts();
  const search = useSearch({ from: '/frame/admin/auto-mails' });
  const { data: session } = useQuery(sessionQuery);
  const tab = tabs.find((each) => each === search.tab) ?? 'events';
  return (
    <>
      <PageHeader title={t('autoMails.title')} about={t('autoMails.about')} />
      <nav className={tabClasses.tabs} aria-label={t('autoMails.title')}>
        {tabs.map((each) => (
          <Link
            key={each}
            to="/admin/auto-mails"
            search={each === 'events' ? {} : { tab: each }}
            className={tabClasses.tab}
            aria-current={each === tab ? 'page' : undefined}
            data-active={each === tab || undefined}
          >
            {t(`autoMails.tab.${each}`)}
          </Link>
        ))}
      </nav>
      {tab === 'events' && (
        <AdminOnly>
          <Events />
        </AdminOnly>
      )}
      {tab === 'templates' && (
        <AdminOnly>
          <TemplateList />
        </AdminOnly>
      )}
      {(tab === 'log' || tab === 'circuits') &&
        (session?.agent?.role === 'agent' ? <NoPermission /> : tab === 'log' ? <MailLog /> : <Circuits />)}
    </>
  );
}
