import { queryOptions } from '@tanstack/react-query';
import { type Mutation, QueryClient } from '@tanstack/react-query';
import { ApiError, call } from './api.ts';
import { knownPerson, meetPerson, signInAgain } from './person.ts';

/** First words of the query keys, as live events name them. */
export const keys = {
  session: ['session'],
  agents: ['agents'],
  masterData: ['master-data'],
  desk: ['desk'],
  autoMails: ['auto-mails'],
  templates: ['templates'],
  health: ['health'],
  audit: ['audit'],
  system: ['system'],
  ownSessions: ['own-sessions'],
  mailboxes: ['mailboxes'],
  oauth: ['oauth'],
  inbound: ['inbound'],
  outbound: ['outbound'],
  sandbox: ['sandbox'],
  tickets: ['tickets'],
  listViews: ['list-views'],
  preferences: ['preferences'],
  drafts: ['drafts'],
  presence: ['presence'],
} as const;

/** Who is signed in, and what the desk is called. */
export const sessionQuery = queryOptions({
  queryKey: keys.session,
  queryFn: async ({ signal }) => {
    const session = await call('GET /api/session', {}, signal);
    const ended = session.agent === null && knownPerson() !== null && (await signInAgain());
    const now = ended ? await call('GET /api/session', {}, signal) : session;
    meetPerson(now.agent);
    return now;
  },
  staleTime: 60_000,
});
/** Teams, statuses, priorities, agents and identities for pickers and chips. */
export const masterDataQuery = queryOptions({
  queryKey: keys.masterData,
  queryFn: ({ signal }) => call('GET /api/master-data', {}, signal),
  staleTime: 60_000,
});
/** The state of the desk for the dot in the rail; read again every minute, should an event be missed. */
export const healthQuery = queryOptions({
  queryKey: keys.health,
  queryFn: ({ signal }) => call('GET /api/health', {}, signal),
  refetchInterval: 60_000,
});
/** How the desk runs; read again on its own, since processes and disks announce nothing. */
export const systemQuery = queryOptions({
  queryKey: keys.system,
  queryFn: ({ signal }) => call('GET /api/system', {}, signal),
  refetchInterval: 15_000,
});
export const mailboxesQuery = queryOptions({
  queryKey: keys.mailboxes,
  queryFn: ({ signal }) => call('GET /api/mailboxes', {}, signal),
});
export const connectionsQuery = queryOptions({
  queryKey: keys.oauth,
  queryFn: ({ signal }) => call('GET /api/oauth/connections', {}, signal),
});
export const runsQuery = (id: number) =>
  queryOptions({
    queryKey: [...keys.mailboxes, id, 'runs'],
    queryFn: ({ signal }) => call('GET /api/mailboxes/:id/runs', { id }, signal),
  });
export const agentsQuery = queryOptions({
  queryKey: keys.agents,
  queryFn: ({ signal }) => call('GET /api/agents', {}, signal),
});
export const deskQuery = queryOptions({
  queryKey: keys.desk,
  queryFn: ({ signal }) => call('GET /api/desk', {}, signal),
});
export const autoMailsQuery = queryOptions({
  queryKey: keys.autoMails,
  queryFn: ({ signal }) => call('GET /api/auto-mails', {}, signal),
});
export const templatesQuery = queryOptions({
  queryKey: keys.templates,
  queryFn: ({ signal }) => call('GET /api/templates', { query: {} }, signal),
});
/** Templates that agents write with. */
export const answerTemplatesQuery = queryOptions({
  queryKey: [...keys.templates, 'answer'],
  queryFn: ({ signal }) => call('GET /api/templates', { query: { kind: 'answer' } }, signal),
});
/** What stands below one's own words, by the identity one writes as. */
export const signaturesQuery = queryOptions({
  queryKey: [...keys.mailboxes, 'signatures'],
  queryFn: ({ signal }) => call('GET /api/signatures', {}, signal),
  staleTime: 60_000,
});
export const sandboxQuery = queryOptions({
  queryKey: keys.sandbox,
  queryFn: ({ signal }) => call('GET /api/sandbox', {}, signal),
});
/** The own drafts, for the marks in lists and for open composers: one that was changed elsewhere has another version. */
export const draftsQuery = queryOptions({
  queryKey: keys.drafts,
  queryFn: ({ signal }) => call('GET /api/drafts', {}, signal),
});
export const ticketCountsQuery = queryOptions({
  queryKey: [...keys.tickets, 'counts'],
  queryFn: ({ signal }) => call('GET /api/tickets/counts', {}, signal),
});

/** Saved views of the ticket list: the own ones and those of all. */
export const listViewsQuery = queryOptions({
  queryKey: keys.listViews,
  queryFn: async ({ signal }) => (await call('GET /api/list-views', {}, signal)).rows,
  staleTime: 60_000,
});
/** How many tickets each finds. Not read with every mail: counting them takes the desk more than telling a number that it keeps. */
export const listViewCountsQuery = queryOptions({
  queryKey: [...keys.listViews, 'counts'],
  queryFn: async ({ signal }) => (await call('GET /api/list-views/counts', {}, signal)).rows,
  staleTime: 20_000,
  refetchInterval: 30_000,
});
/** What the page remembers for the agent. */
export const preferencesQuery = queryOptions({
  queryKey: keys.preferences,
  queryFn: ({ signal }) => call('GET /api/preferences', {}, signal),
  staleTime: Number.POSITIVE_INFINITY,
});

/** A cache whose queries are repeated only if the desk was out of reach; `onSignedOut` is called when it no longer knows the session. */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  const client = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        retry: (failures, error) => failures < 2 && error instanceof ApiError && error.code === 'unreachable',
        refetchOnWindowFocus: true,
        // What cannot be read says so, instead of waiting without a word; it is read again on return.
        networkMode: 'always',
        refetchOnReconnect: true,
      },
      mutations: { networkMode: 'always' },
    },
  });
  const watch = (error: unknown) => {
    if (error instanceof ApiError && error.status === 401 && error.code === 'not-signed-in') onSignedOut();
  };
  client.getQueryCache().config.onError = watch;
  client.getMutationCache().config.onError = (error, variables, _result, mutation) => {
    watch(error);
    if (error instanceof ApiError && error.code === 'unreachable')
      error.repeat = () => void doAgain(mutation, variables);
  };
  return client;
}

/** What comes of it is told as it was the first time. */
async function doAgain(mutation: Mutation<unknown, unknown>, variables: unknown): Promise<void> {
  await mutation.execute(variables).catch(() => undefined);
}
