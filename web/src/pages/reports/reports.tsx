import { Button } from '@mantine/core';
import { IconChartBar } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { Backlog, ReportTimes, Traffic } from '../../../../src/api/contract/reports.ts';
import { useTexts } from '../../i18n/index.ts';
import { RowsSkeleton } from '../../parts/loading.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { QueryView } from '../../parts/query-view.tsx';
import { EmptyState } from '../../parts/states.tsx';
import { sessionQuery } from '../../queries.ts';
import { BacklogFigure } from './backlog-figure.tsx';
import { HealthFigure } from './health-figure.tsx';
import { HoursFigure } from './hours-figure.tsx';
import { ReportFilters } from './report-filters.tsx';
import { periodText } from './report-words.ts';
import classes from './reports.module.css';
import { TimesFigure } from './times-figure.tsx';
import { MailsFigure, OpenFigure, TicketsFigure } from './traffic-figures.tsx';
import { useReports } from './use-reports.ts';

/** Figures of the desk as charts; which ones stands in the address. */
export function ReportsPage() {
  const { t } = useTexts();
  const search = useSearch({ from: '/frame/reports' });
  const navigate = useNavigate({ from: '/reports' });
  const { traffic, times, backlog, mailboxes, seesMailboxes } = useReports(search);
  const { data: session } = useQuery(sessionQuery);
  const period = traffic.data?.period;
  const filtered = [search.team, search.mailbox, search.category].some((each) => each !== undefined);
  return (
    <>
      <PageHeader title={t('reports.title')} about={period && t('reports.about', { zone: period.zone })} />
      <ReportFilters
        search={search}
        period={period}
        onChange={(next) => void navigate({ search: next, replace: true })}
      />
      <div className={classes.page} aria-busy={traffic.isPlaceholderData}>
        <QueryView query={traffic} loading={<Loading />}>
          {(figures) =>
            isEmpty(figures, backlog.data) ? (
              <Nothing filtered={filtered} onShowAll={() => void navigate({ search: {} })} />
            ) : (
              <TicketFigures traffic={figures} times={times} backlog={backlog} />
            )
          }
        </QueryView>
        {seesMailboxes && (
          <QueryView query={mailboxes} loading={<></>}>
            {(health) => <HealthFigure health={health} linked={session?.agent?.role === 'admin'} />}
          </QueryView>
        )}
      </div>
    </>
  );
}

function TicketFigures(props: {
  traffic: Traffic;
  times: ReturnType<typeof useReports>['times'];
  backlog: ReturnType<typeof useReports>['backlog'];
}) {
  const { locale } = useTexts();
  const { traffic } = props;
  return (
    <>
      <p className={classes.period}>{periodText(traffic.period, locale)}</p>
      <div className={classes.grid}>
        <MailsFigure traffic={traffic} />
        <TicketsFigure traffic={traffic} />
        <OpenFigure traffic={traffic} />
        <QueryView query={props.backlog} loading={<Loading />}>
          {({ rows }) => <BacklogFigure rows={rows} />}
        </QueryView>
        <QueryView query={props.times} loading={<Loading />}>
          {(times) => <Times times={times} />}
        </QueryView>
      </div>
      <HoursFigure hours={traffic.hours} />
    </>
  );
}

function Times({ times }: { times: ReportTimes }) {
  const { t } = useTexts();
  return (
    <>
      <TimesFigure
        title={t('reports.answer.title')}
        about={t('reports.answer.about')}
        report={times.answer}
        counted={t('reports.answer.answered', { n: times.answer.all?.n ?? 0, made: times.made })}
      />
      <TimesFigure
        title={t('reports.done.title')}
        about={t('reports.done.about')}
        report={times.done}
        counted={t('reports.done.count', { count: times.done.all?.n ?? 0 })}
      />
    </>
  );
}

const Loading = () => (
  <div className={classes.loading}>
    <RowsSkeleton rows={6} />
  </div>
);

function Nothing({ filtered, onShowAll }: { filtered: boolean; onShowAll: () => void }) {
  const { t } = useTexts();
  if (!filtered)
    return (
      <EmptyState icon={<IconChartBar size={28} stroke={1.5} aria-hidden />} title={t('reports.emptyTitle')}>
        {t('reports.emptyText')}
      </EmptyState>
    );
  return (
    <EmptyState
      title={t('reports.nothingTitle')}
      action={
        <Button variant="default" onClick={onShowAll}>
          {t('reports.showAll')}
        </Button>
      }
    >
      {t('reports.nothingText')}
    </EmptyState>
  );
}

/** Nothing happened, nothing is open: charts of it would say less than a sentence. */
function isEmpty({ totals, before }: Traffic, backlog: Backlog | undefined): boolean {
  const happened = [...Object.values(totals), ...Object.values(before)].some((count) => count > 0);
  const open = (backlog?.rows ?? []).some((row) => row.inquiry + row.open + row.working + row.waiting > 0);
  return !happened && !open && backlog !== undefined;
}
