import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, createRouter, Outlet, redirect } from '@tanstack/react-router';
import { Frame } from './frame/frame.tsx';
import { LoadError } from './frame/load-error.tsx';
import { laterPage, lazyPage } from './lazy-parts.tsx';
import { NotFound } from './frame/not-found.tsx';
import { readListSearch } from './pages/tickets/list-search.ts';
import { PageSkeleton } from './parts/loading.tsx';
import type { ReportSearch } from './pages/reports/use-reports.ts';
import { sessionQuery } from './queries.ts';

type Context = { queryClient: QueryClient };

const root = createRootRouteWithContext<Context>()({
  component: Outlet,
  notFoundComponent: NotFound,
  errorComponent: LoadError,
});

// The router reads `7` in an address as a number.
const text = (value: unknown): string | undefined =>
  typeof value === 'number' ? String(value) : typeof value === 'string' && value !== '' ? value : undefined;
const id = (value: unknown): number | undefined => (typeof value === 'number' && value > 0 ? value : undefined);

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search): { next?: string } => ({ next: text(search['next']) }),
  component: lazyPage(() => import('./pages/start/sign-in.tsx'), 'SignInPage'),
});
const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  validateSearch: (search): { token?: string } => ({ token: text(search['token']) }),
  component: lazyPage(() => import('./pages/start/setup.tsx'), 'SetupPage'),
});

const password = createRoute({
  getParentRoute: () => root,
  path: '/password',
  validateSearch: (search): { token?: string } => ({ token: text(search['token']) }),
  component: lazyPage(() => import('./pages/start/password.tsx'), 'PasswordPage'),
});
/** Where a window ends in which somebody signed in at an OAuth provider; the page it belongs to stands beside it. */
const connected = createRoute({
  getParentRoute: () => root,
  path: '/connected',
  validateSearch: (search): { flow?: string } => ({ flow: text(search['flow']) }),
  component: laterPage(() => import('./pages/connecting/connected.tsx'), 'ConnectedPage'),
});

/** Everything behind the sign-in: without a session one is sent there and comes back afterwards. */
const frame = createRoute({
  getParentRoute: () => root,
  id: 'frame',
  component: Frame,
  beforeLoad: async ({ context, location }) => {
    const session = await context.queryClient.ensureQueryData(sessionQuery);
    if (session.agent) return;
    if (session.desk.needsSetup) throw redirect({ to: '/setup' });
    const next = location.href === '/' ? undefined : location.href;
    throw redirect({ to: '/sign-in', search: { next } });
  },
});

const index = createRoute({
  getParentRoute: () => frame,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/tickets' });
  },
});
const tickets = createRoute({
  getParentRoute: () => frame,
  path: '/tickets',
  validateSearch: readListSearch,
  component: lazyPage(() => import('./pages/start/tickets-or-greeting.tsx'), 'TicketsOrGreeting'),
});
const newMail = createRoute({
  getParentRoute: () => frame,
  path: '/tickets/new',
  component: laterPage(() => import('./pages/new-mail/new-mail.tsx'), 'NewMailPage'),
});
const ticket = createRoute({
  getParentRoute: () => frame,
  path: '/tickets/$id',
  component: laterPage(() => import('./pages/tickets/ticket.tsx'), 'TicketPage'),
});
const intake = createRoute({
  getParentRoute: () => frame,
  path: '/intake',
  validateSearch: (search): { state?: string; mailbox?: number } => ({
    state: text(search['state']),
    mailbox: id(search['mailbox']),
  }),
  component: laterPage(() => import('./pages/intake/intake.tsx'), 'IntakePage'),
});
const outbox = createRoute({
  getParentRoute: () => frame,
  path: '/outbox',
  validateSearch: (search): { state?: string } => ({ state: text(search['state']) }),
  component: laterPage(() => import('./pages/outbox/outbox.tsx'), 'OutboxPage'),
});
const reports = createRoute({
  getParentRoute: () => frame,
  path: '/reports',
  validateSearch: (search): ReportSearch => ({
    days: id(search['days']),
    from: text(search['from']),
    to: text(search['to']),
    team: id(search['team']),
    mailbox: id(search['mailbox']),
    category: id(search['category']),
  }),
  component: laterPage(() => import('./pages/reports/reports.tsx'), 'ReportsPage'),
});
const sandbox = createRoute({
  getParentRoute: () => frame,
  path: '/sandbox',
  component: laterPage(() => import('./pages/sandbox/sandbox.tsx'), 'SandboxPage'),
});
const guide = createRoute({
  getParentRoute: () => frame,
  path: '/guide',
  component: laterPage(() => import('./pages/guide/guide.tsx'), 'GuidePage'),
});
const guidePage = createRoute({
  getParentRoute: () => frame,
  path: '/guide/$name',
  component: laterPage(() => import('./pages/guide/guide-page.tsx'), 'GuideChapter'),
});
const mailboxes = createRoute({
  getParentRoute: () => frame,
  path: '/admin/mailboxes',
  validateSearch: (search): { problem?: string } => ({ problem: text(search['problem']) }),
  component: laterPage(() => import('./pages/mailboxes/mailboxes.tsx'), 'MailboxesPage'),
});
const noMailbox = createRoute({
  getParentRoute: () => mailboxes,
  path: '/',
  component: laterPage(() => import('./pages/mailboxes/no-mailbox.tsx'), 'NoMailboxChosen'),
});
const newMailbox = createRoute({
  getParentRoute: () => mailboxes,
  path: '/new',
  validateSearch: (search): { direction?: string; from?: number; copy?: number } => ({
    direction: text(search['direction']),
    from: id(search['from']),
    copy: id(search['copy']),
  }),
  component: laterPage(() => import('./pages/mailboxes/new-mailbox.tsx'), 'NewMailboxPage'),
});
const mailbox = createRoute({
  getParentRoute: () => mailboxes,
  path: '/$id',
  validateSearch: (search): { flow?: string; connect?: 'now' | 'ask' } => ({
    flow: text(search['flow']),
    connect: search['connect'] === 'now' || search['connect'] === 'ask' ? search['connect'] : undefined,
  }),
  component: laterPage(() => import('./pages/mailboxes/mailbox.tsx'), 'MailboxPage'),
});
const connections = createRoute({
  getParentRoute: () => frame,
  path: '/admin/connections',
  validateSearch: (search): { edit?: number | 'new' } => ({
    edit: search['edit'] === 'new' ? 'new' : id(search['edit']),
  }),
  component: laterPage(() => import('./pages/connections/connections.tsx'), 'ConnectionsPage'),
});
const contacts = createRoute({
  getParentRoute: () => frame,
  path: '/contacts',
  component: laterPage(() => import('./pages/master-data/master-page.tsx'), 'ContactsPage'),
});
const customers = createRoute({
  getParentRoute: () => frame,
  path: '/customers',
  component: laterPage(() => import('./pages/master-data/master-page.tsx'), 'CustomersPage'),
});
const contact = createRoute({
  getParentRoute: () => frame,
  path: '/contacts/$id',
  component: laterPage(() => import('./pages/people/contact-page.tsx'), 'ContactPage'),
});
const customer = createRoute({
  getParentRoute: () => frame,
  path: '/customers/$id',
  component: laterPage(() => import('./pages/people/customer-page.tsx'), 'CustomerPage'),
});
const firstData = createRoute({
  getParentRoute: () => frame,
  path: '/admin/data',
  beforeLoad: () => {
    throw redirect({ to: '/admin/data/$kind', params: { kind: 'teams' } });
  },
});
const data = createRoute({
  getParentRoute: () => frame,
  path: '/admin/data/$kind',
  component: laterPage(() => import('./pages/master-data/master-page.tsx'), 'MasterDataPage'),
});
const autoMails = createRoute({
  getParentRoute: () => frame,
  path: '/admin/auto-mails',
  validateSearch: (search): { tab?: string } => ({ tab: text(search['tab']) }),
  component: laterPage(() => import('./pages/auto-mails/auto-mails.tsx'), 'AutoMailsPage'),
});
const template = createRoute({
  getParentRoute: () => frame,
  path: '/admin/templates/$id',
  validateSearch: (search): { from?: number } => ({ from: id(search['from']) }),
  component: laterPage(() => import('./pages/templates/template-page.tsx'), 'TemplatePage'),
});
const agents = createRoute({
  getParentRoute: () => frame,
  path: '/admin/agents',
  component: laterPage(() => import('./pages/agents/agents.tsx'), 'AgentsPage'),
});
const desk = createRoute({
  getParentRoute: () => frame,
  path: '/admin/desk',
  component: laterPage(() => import('./pages/desk/desk.tsx'), 'DeskPage'),
});

const audit = createRoute({
  getParentRoute: () => frame,
  path: '/admin/audit',
  validateSearch: (search): { agent?: string; kind?: string; subject?: number; days?: number; q?: string } => ({
    agent: text(search['agent']),
    kind: text(search['kind']),
    subject: id(search['subject']),
    days: id(search['days']),
    q: text(search['q']),
  }),
  component: laterPage(() => import('./pages/audit/audit.tsx'), 'AuditPage'),
});
const system = createRoute({
  getParentRoute: () => frame,
  path: '/admin/system',
  component: laterPage(() => import('./pages/system/system.tsx'), 'SystemPage'),
});

const tree = root.addChildren([
  signIn,
  setup,
  password,
  connected,
  frame.addChildren([
    index,
    tickets,
    newMail,
    ticket,
    intake,
    outbox,
    reports,
    sandbox,
    guide,
    guidePage,
    mailboxes.addChildren([noMailbox, newMailbox, mailbox]),
    connections,
    contacts,
    contact,
    customers,
    customer,
    firstData,
    data,
    autoMails,
    template,
    agents,
    desk,
    audit,
    system,
  ]),
]);

/** The page's routes; pages are fetched when first visited, and ahead when a link to them is pointed at. */
export function createDeskRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree: tree,
    context: { queryClient },
    defaultPreload: 'intent',
    defaultPendingMs: 150,
    defaultPendingMinMs: 0,
    defaultPendingComponent: PageSkeleton,
    defaultErrorComponent: LoadError,
    scrollRestoration: true,
    // These scroll, not the window.
    scrollToTopSelectors: ['#page', '#mailbox'],
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createDeskRouter>;
  }
}
