import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { reportQuerySchema } from '../../../../src/api/contract/reports.ts';
import { call } from '../../api.ts';
import { sessionQuery } from '../../queries.ts';

/** What the address of the page says. */
export type ReportSearch = {
  days?: number | undefined;
  from?: string | undefined;
  to?: string | undefined;
  team?: number | undefined;
  mailbox?: number | undefined;
  category?: number | undefined;
};

/** Everything the page shows; what was shown stays until the new figures are there. */
export function useReports(search: ReportSearch) {
  const query = asked(search);
  const shared = { placeholderData: keepPreviousData, staleTime: 60_000 } as const;
  const { data: session } = useQuery(sessionQuery);
  const seesMailboxes = session?.agent !== undefined && session.agent?.role !== 'agent';
  return {
    traffic: useQuery({
      ...shared,
      queryKey: ['reports', 'traffic', query],
      queryFn: ({ signal }) => call('GET /api/reports/traffic', { query }, signal),
    }),
    times: useQuery({
      ...shared,
      queryKey: ['reports', 'times', query],
      queryFn: ({ signal }) => call('GET /api/reports/times', { query }, signal),
    }),
    backlog: useQuery({
      ...shared,
      queryKey: ['reports', 'backlog', query],
      queryFn: ({ signal }) => call('GET /api/reports/backlog', { query }, signal),
    }),
    mailboxes: useQuery({
      ...shared,
      queryKey: ['reports', 'mailboxes', query],
      queryFn: ({ signal }) => call('GET /api/reports/mailboxes', { query }, signal),
      enabled: seesMailboxes,
    }),
    seesMailboxes,
  };
}

function asked({ days, from, to, team, mailbox, category }: ReportSearch): Partial<z.output<typeof reportQuerySchema>> {
  const filter = { teamId: team, mailboxId: mailbox, categoryId: category };
  if (from !== undefined || to !== undefined) return { from, to, ...filter };
  return { days: days ?? 30, ...filter };
}
