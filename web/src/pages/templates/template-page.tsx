import { useQuery } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import { useTexts } from '../../i18n/index.ts';
import { AdminOnly } from '../../parts/admin-only.tsx';
import { LinkText } from '../../parts/links.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { QueryView } from '../../parts/query-view.tsx';
import { EmptyState } from '../../parts/states.tsx';
import { templatesQuery } from '../../queries.ts';
import { startOf } from './draft.ts';
import { TemplateEditor } from './template-editor.tsx';

/** One template: its texts in every language, what may stand in them, and what they make of a real ticket. */
export function TemplatePage() {
  const { t, locale } = useTexts();
  const { id } = useParams({ from: '/frame/admin/templates/$id' });
  const { from } = useSearch({ from: '/frame/admin/templates/$id' });
  const query = useQuery(templatesQuery);
  const isNew = id === 'new';
  const known = query.data?.rows.find((template) => template.id === Number(id));
  const title = isNew ? t('templates.newTitle') : (known?.name ?? t('templates.title'));
  return (
    <>
      <PageHeader
        title={title}
        about={
          <LinkText to="/admin/auto-mails" search={{ tab: 'templates' }} fz="sm">
            {t('templates.toList')}
          </LinkText>
        }
      />
      <AdminOnly>
        <QueryView query={query}>
          {({ rows }) => {
            if (!isNew && !known) return <EmptyState title={t('templates.gone')} />;
            const copied = rows.find((template) => template.id === from);
            const start = startOf(
              known ?? copied,
              known ? undefined : t('templates.copyOf', { name: copied?.name ?? '' }),
              locale,
            );
            return <TemplateEditor key={`${id} ${from}`} template={known} start={start} />;
          }}
        </QueryView>
      </AdminOnly>
    </>
  );
}
