import { ActionIcon, Button, Select, Tooltip } from '@mantine/core';
import { IconFileDownload, IconHistory } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type AuditKind, auditKinds } from '../../../../src/desk/audit.ts';
import { sayOperation } from '../../../../src/desk/texts/operation.ts';
import { call } from '../../api.ts';
import { useTexts } from '../../i18n/index.ts';
import { AdminOnly } from '../../parts/admin-only.tsx';
import { RowsSkeleton } from '../../parts/loading.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { EmptyState, ErrorState } from '../../parts/states.tsx';
import { useTypedSearch } from '../../parts/use-typed-search.ts';
import { agentsQuery, keys, sessionQuery } from '../../queries.ts';
import { AuditLines } from './audit-lines.tsx';
import classes from './audit.module.css';

/** Periods to choose from, in days back from now. */
const periods = [1, 7, 30, 90] as const;

/** Who changed what in the desk, newest first, by person, kind, period and words; what is chosen stands in the address. */
export function AuditPage() {
  const { t } = useTexts();
  const { data: session } = useQuery(sessionQuery);
  const search = useSearch({ from: '/frame/admin/audit' });
  const navigate = useNavigate({ from: '/admin/audit' });
  const q = search.q ?? '';
  const [typed, setTyped] = useTypedSearch(
    q,
    (text) => void navigate({ search: (before) => ({ ...before, q: text || undefined }), replace: true }),
  );
  const wanted = () => wantedOf(search);
  const query = useInfiniteQuery({
    queryKey: [...keys.audit, search.agent, search.kind, search.subject, search.days, q],
    queryFn: ({ pageParam, signal }) => call('GET /api/audit', { query: { ...wanted(), after: pageParam } }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    enabled: session?.agent?.role === 'admin',
  });
  const lines = query.data?.pages.flatMap((page) => page.rows);
  const filtered = Object.values(search).some((value) => value !== undefined);
  const showAll = () => {
    setTyped('');
    void navigate({ search: {} });
  };
  return (
    <div className={classes.page}>
      <PageHeader
        title={t('audit.title')}
        about={t('audit.about')}
        search={{ value: typed, label: t('audit.search'), onChange: setTyped }}
        action={<Export wanted={wanted} />}
      >
        <Filters search={search} onChange={(change) => void navigate({ search: (old) => ({ ...old, ...change }) })} />
      </PageHeader>
      <AdminOnly>
        {!lines && query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
        {!lines && !query.isError && <RowsSkeleton rows={10} />}
        {lines?.length === 0 &&
          (filtered ? (
            <EmptyState
              title={t('audit.nothing')}
              action={
                <Button variant="default" onClick={showAll}>
                  {t('audit.showAll')}
                </Button>
              }
            />
          ) : (
            <EmptyState icon={<IconHistory size={28} stroke={1.5} aria-hidden />} title={t('audit.empty')}>
              {t('audit.emptyText')}
            </EmptyState>
          ))}
        {lines && lines.length > 0 && (
          <AuditLines
            lines={lines}
            complete={!query.hasNextPage}
            loadingMore={query.isFetchingNextPage}
            onEnd={() => {
              if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
            }}
          />
        )}
      </AdminOnly>
    </div>
  );
}

type Search = {
  agent?: string | undefined;
  kind?: string | undefined;
  subject?: number | undefined;
  days?: number | undefined;
  q?: string | undefined;
};

/** The question to the desk; made when it is asked, because a period begins so long before that. */
function wantedOf({ agent, kind, subject, days, q }: Search) {
  return {
    agentId: agent === 'desk' ? ('desk' as const) : agent === undefined ? undefined : Number(agent),
    kind: auditKinds.find((each) => each === kind),
    subjectId: subject,
    from: days === undefined ? undefined : new Date(Date.now() - days * 86_400_000).toISOString(),
    q,
  };
}

function Filters({ search, onChange }: { search: Search; onChange: (change: Search) => void }) {
  const { t, locale } = useTexts();
  const { data } = useQuery(agentsQuery);
  const kindText = (kind: AuditKind) => sayOperation(locale, `audit.kind.${kind}`);
  const kinds = auditKinds.toSorted((a, b) => kindText(a).localeCompare(kindText(b), locale));
  const chosen = (value: string | null) => (value === null || value === 'all' ? undefined : value);
  return (
    <div className={classes.filters}>
      <Select
        className={classes.filter}
        aria-label={t('audit.who')}
        searchable={(data?.rows.length ?? 0) > 8}
        allowDeselect={false}
        value={search.agent ?? 'all'}
        onChange={(value) => onChange({ agent: chosen(value) })}
        data={[
          { value: 'all', label: `${t('audit.who')}: ${t('common.all')}` },
          { value: 'desk', label: t('audit.noAgent') },
          ...(data?.rows ?? []).map(({ id, name }) => ({ value: String(id), label: name })),
        ]}
      />
      <Select
        className={classes.filter}
        aria-label={t('audit.kind')}
        searchable
        allowDeselect={false}
        value={search.kind ?? 'all'}
        onChange={(value) => onChange({ kind: chosen(value), subject: undefined })}
        data={[
          { value: 'all', label: `${t('audit.kind')}: ${t('common.all')}` },
          ...kinds.map((kind) => ({ value: kind, label: kindText(kind) })),
        ]}
      />
      <Select
        className={classes.filter}
        aria-label={t('audit.period')}
        allowDeselect={false}
        value={String(search.days ?? 'all')}
        onChange={(value) => onChange({ days: chosen(value) === undefined ? undefined : Number(value) })}
        data={[
          { value: 'all', label: `${t('audit.period')}: ${t('common.all')}` },
          ...periods.map((count) => ({ value: String(count), label: t('audit.lastDays', { count }) })),
        ]}
      />
    </div>
  );
}

/** The chosen lines as a table for spreadsheets. */
function Export({ wanted }: { wanted: () => Record<string, unknown> }) {
  const { t } = useTexts();
  const asked = Object.entries(wanted()).filter(([, value]) => value !== undefined);
  const query = new URLSearchParams(asked.map(([name, value]) => [name, String(value)])).toString();
  return (
    <Tooltip label={t('audit.export')}>
      <ActionIcon
        component="a"
        variant="default"
        size={30}
        href={`/api/audit/csv${query && `?${query}`}`}
        download
        aria-label={t('audit.export')}
      >
        <IconFileDownload size={16} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
