import { useQuery } from '@tanstack/react-query';
import { useTexts } from '../../i18n/index.ts';
import { AdminOnly } from '../../parts/admin-only.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { QueryView } from '../../parts/query-view.tsx';
import { deskQuery, sessionQuery } from '../../queries.ts';
import { DeskForm } from './desk-form.tsx';

/** What holds for the whole desk. */
export function DeskPage() {
  const { t } = useTexts();
  const { data: session } = useQuery(sessionQuery);
  const desk = useQuery({ ...deskQuery, enabled: session?.agent?.role === 'admin' });
  return (
    <>
      <PageHeader title={t('desk.title')} about={t('desk.about')} />
      <AdminOnly>
        <QueryView query={desk}>
          {(settings) => <DeskForm stored={settings} version={session?.desk.version ?? ''} />}
        </QueryView>
      </AdminOnly>
    </>
  );
}
