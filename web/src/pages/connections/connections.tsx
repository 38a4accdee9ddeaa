import { IconPlugConnected, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTexts } from '../../i18n/index.ts';
import { AdminOnly } from '../../parts/admin-only.tsx';
import { LinkButton } from '../../parts/links.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { QueryView } from '../../parts/query-view.tsx';
import { EmptyState } from '../../parts/states.tsx';
import { connectionsQuery, sessionQuery } from '../../queries.ts';
import { ConnectionCard } from './connection-card.tsx';
import { ConnectionDrawer } from './connection-drawer.tsx';
import classes from './connections.module.css';
import { GuideLinks } from './guide-links.tsx';

/** OAuth connections: what is registered at which provider, who authorised what through it, and which mailboxes use it. */
export function ConnectionsPage() {
  const { t } = useTexts();
  const { data: session } = useQuery(sessionQuery);
  const isAdmin = session?.agent?.role === 'admin';
  const connections = useQuery({ ...connectionsQuery, enabled: isAdmin });
  const { edit } = useSearch({ from: '/frame/admin/connections' });
  const navigate = useNavigate();
  const create = (
    <LinkButton to="/admin/connections" search={{ edit: 'new' }} leftSection={<IconPlus size={15} aria-hidden />}>
      {t('oauth.create')}
    </LinkButton>
  );
  return (
    <>
      <PageHeader title={t('oauth.title')} about={t('oauth.about')} action={isAdmin && create} />
      <AdminOnly>
        <QueryView query={connections}>
          {(data) => (
            <>
              {data.rows.length === 0 ? (
                <EmptyState
                  icon={<IconPlugConnected size={28} stroke={1.5} aria-hidden />}
                  title={t('oauth.emptyTitle')}
                  action={create}
                >
                  <p>{t('oauth.emptyText')}</p>
                  <GuideLinks />
                </EmptyState>
              ) : (
                <ul className={classes.list}>
                  {data.rows.map((connection) => (
                    <li key={connection.id} className={classes.card}>
                      <ConnectionCard connection={connection} />
                    </li>
                  ))}
                </ul>
              )}
              <ConnectionDrawer
                data={data}
                edit={edit}
                onClose={() => void navigate({ to: '/admin/connections', search: {} })}
              />
            </>
          )}
        </QueryView>
      </AdminOnly>
    </>
  );
}
