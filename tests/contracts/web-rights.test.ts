import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { App } from '../../src/api/app.ts';
import { deskFor } from '../support/desk.ts';
import { browser, type Browser, firstAdmin, signedIn, webServer } from '../support/web-desk.ts';

type Right = 'everybody' | 'agents' | 'dispatchers' | 'admins';

/** The routes of a kind of master data: reading and adding, then everything else. */
function master(kind: string, read: Right, edit: Right, merge?: 'merge'): Record<string, Right> {
  return {
    [`GET /api/${kind}`]: read,
    [`POST /api/${kind}`]: read,
    [`GET /api/${kind}/{id}`]: read,
    [`GET /api/${kind}/{id}/uses`]: edit,
    [`PUT /api/${kind}/{id}`]: edit,
    [`DELETE /api/${kind}/{id}`]: edit,
    ...(merge ? { [`POST /api/${kind}/{id}/merge`]: edit } : {}),
    [`GET /api/${kind}/csv`]: edit,
    [`POST /api/${kind}/csv`]: edit,
  };
}

/** Every route of the API and who may call it. A route that is missing here, or here but not there, fails the test. */
const table: Record<string, Right> = {
  'GET /api/session': 'everybody',
  'POST /api/session': 'everybody',
  'DELETE /api/session': 'everybody',
  'PATCH /api/session': 'agents',
  'PUT /api/session/password': 'agents',
  'GET /api/session/list': 'agents',
  'DELETE /api/session/list/{id}': 'agents',
  'POST /api/setup': 'everybody',
  'GET /api/agents': 'agents',
  'POST /api/agents': 'admins',
  'PATCH /api/agents/{id}': 'admins',
  'POST /api/agents/{id}/password-link': 'admins',
  'POST /api/password-link': 'everybody',
  'POST /api/password-link/look': 'everybody',
  'GET /api/master-data': 'agents',
  ...master('teams', 'admins', 'admins'),
  ...master('categories', 'admins', 'admins', 'merge'),
  ...master('priorities', 'admins', 'admins'),
  ...master('statuses', 'admins', 'admins'),
  ...master('labels', 'admins', 'admins', 'merge'),
  ...master('customers', 'agents', 'dispatchers', 'merge'),
  ...master('contacts', 'agents', 'dispatchers', 'merge'),
  'GET /api/contacts/{id}/activity': 'agents',
  'GET /api/customers/{id}/activity': 'agents',
  'GET /api/desk': 'admins',
  'PUT /api/desk': 'admins',
  'GET /api/mailboxes': 'admins',
  'POST /api/mailboxes': 'admins',
  'PUT /api/mailboxes/{id}': 'admins',
  'DELETE /api/mailboxes/{id}': 'admins',
  'PUT /api/mailboxes/{id}/pause': 'admins',
  'POST /api/mailboxes/{id}/runs': 'admins',
  'GET /api/mailboxes/{id}/runs': 'admins',
  'POST /api/mailboxes/check': 'admins',
  'POST /api/mailboxes/folders': 'admins',
  'POST /api/mailboxes/find-settings': 'admins',
  'POST /api/mailboxes/{id}/baseline': 'admins',
  'POST /api/mailboxes/{id}/gaps': 'admins',
  'POST /api/mailboxes/{id}/gaps/import': 'admins',
  'GET /api/oauth/connections': 'admins',
  'POST /api/oauth/connections': 'admins',
  'PUT /api/oauth/connections/{id}': 'admins',
  'DELETE /api/oauth/connections/{id}': 'admins',
  'POST /api/oauth/connections/check': 'admins',
  'POST /api/mailboxes/{id}/oauth-flows': 'admins',
  'GET /api/oauth/flows/{id}': 'admins',
  'PUT /api/oauth/flows/{id}': 'admins',
  // Whoever comes back without a session is led to a page that has them sign in.
  'GET /api/oauth/callback': 'everybody',
  'DELETE /api/address-marks/{address}': 'agents',
  'GET /api/auto-mails': 'admins',
  'PUT /api/auto-mails': 'admins',
  'GET /api/auto-mails/log': 'dispatchers',
  'GET /api/loop-guard': 'dispatchers',
  'DELETE /api/loop-guard/{id}': 'dispatchers',
  'GET /api/templates': 'agents',
  'GET /api/templates/vocabulary': 'agents',
  'POST /api/templates': 'admins',
  'POST /api/templates/preview': 'admins',
  'PUT /api/templates/{id}': 'admins',
  'DELETE /api/templates/{id}': 'admins',
  'POST /api/templates/{id}/reset': 'admins',
  'POST /api/templates/{id}/first-mail': 'agents',
  'GET /api/tickets': 'agents',
  'GET /api/tickets/counts': 'agents',
  'GET /api/tickets/{id}': 'agents',
  'PATCH /api/tickets/{id}': 'agents',
  'PUT /api/tickets/{id}/unread': 'agents',
  'DELETE /api/tickets/{id}/unread': 'agents',
  'GET /api/list-views': 'agents',
  'GET /api/list-views/counts': 'agents',
  'POST /api/list-views': 'agents',
  'PUT /api/list-views/{id}': 'agents',
  'DELETE /api/list-views/{id}': 'agents',
  'GET /api/preferences': 'agents',
  'PUT /api/preferences': 'agents',
  'POST /api/tickets/{id}/replies': 'agents',
  'POST /api/tickets/{id}/notes': 'agents',
  'POST /api/tickets/{id}/splits': 'agents',
  'PUT /api/tickets/{id}/links/{otherId}': 'agents',
  'DELETE /api/tickets/{id}/links/{otherId}': 'agents',
  'PUT /api/tickets/{id}/merger': 'agents',
  'DELETE /api/tickets/{id}/merger': 'agents',
  'GET /api/drafts': 'agents',
  'GET /api/drafts/new': 'agents',
  'PUT /api/drafts/new': 'agents',
  'DELETE /api/drafts/new': 'agents',
  'GET /api/tickets/{id}/draft': 'agents',
  'PUT /api/tickets/{id}/draft': 'agents',
  'DELETE /api/tickets/{id}/draft': 'agents',
  'POST /api/tickets/{id}/presence': 'agents',
  'POST /api/uploads': 'agents',
  'GET /api/uploads/{id}': 'agents',
  'GET /api/signatures': 'agents',
  'POST /api/tickets': 'agents',
  'POST /api/tickets/{id}/forwards': 'agents',
  'POST /api/tickets/{id}/templates/{templateId}': 'agents',
  'GET /api/attachments/{id}': 'agents',
  'GET /api/entries/{id}/source': 'agents',
  'GET /api/inbound': 'dispatchers',
  'GET /api/inbound/{id}/source': 'dispatchers',
  'POST /api/inbound/{id}/retry': 'dispatchers',
  'POST /api/inbound/{id}/fetch': 'dispatchers',
  'DELETE /api/inbound/{id}/fetch': 'dispatchers',
  'GET /api/inbound/csv': 'dispatchers',
  'POST /api/inbound/{id}/dry-run': 'dispatchers',
  'POST /api/inbound/{id}/ticket': 'dispatchers',
  'POST /api/mailboxes/dry-run': 'admins',
  'GET /api/outbound': 'agents',
  'POST /api/outbound/{id}/retry': 'agents',
  'POST /api/outbound/{id}/draft': 'agents',
  'DELETE /api/outbound/{id}': 'agents',
  'GET /api/outbound/{id}/source': 'agents',
  'GET /api/outbound/{id}/content': 'agents',
  'GET /api/reports/traffic': 'agents',
  'GET /api/reports/times': 'agents',
  'GET /api/reports/backlog': 'agents',
  'GET /api/reports/mailboxes': 'dispatchers',
  'GET /api/reports/choices': 'agents',
  'GET /api/sandbox': 'admins',
  'POST /api/sandbox': 'admins',
  'DELETE /api/sandbox': 'admins',
  'POST /api/sandbox/mails': 'admins',
  'POST /api/sandbox/files': 'admins',
  'GET /api/sandbox/outbox': 'admins',
  'GET /api/audit': 'admins',
  'GET /api/system': 'admins',
  'GET /api/audit/csv': 'admins',
  'GET /api/health': 'agents',
  'GET /api/events': 'agents',
  'GET /api/openapi.json': 'agents',
};

describe('rights of the routes', () => {
  const desk = deskFor('sqlite');
  let app: App;
  let agent: Browser;
  let dispatcher: Browser;
  const guest = () => browser(app);

  beforeAll(async () => {
    app = await webServer(desk().desk);
    const admin = await firstAdmin(desk().desk, app);
    agent = await signedIn(app, admin, 'agent', 'Anton');
    dispatcher = await signedIn(app, admin, 'dispatcher', 'Dora');
  });
  afterAll(() => app?.close());

  test('the table knows every route', async () => {
    const { paths = {} } = app.swagger();
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods ?? {}).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const api = described.filter((route) => route.includes('/api/') && !route.startsWith('HEAD'));
    // Not described, as they are no JSON.
    const hidden = ['GET /api/events', 'GET /api/openapi.json'];
    expect([...api, ...hidden].toSorted(byText)).toEqual(Object.keys(table).toSorted(byText));
  });

  test.each(Object.entries(table))('%s is for %s', async (route, right) => {
    const [method = '', pattern = ''] = route.split(' ');
    const ask = async (who: Browser) => {
      const { status, body } = await who.inject({ method, url: pattern.replace('{id}', '987654') });
      return { status, code: String(body?.error?.code ?? 'fine') };
    };
    const closed = { status: 401, code: 'not-signed-in' };
    const refused = { status: 403, code: 'not-allowed' };
    if (right === 'everybody') {
      expect(await ask(guest())).not.toEqual(closed);
      return;
    }
    expect(await ask(guest())).toEqual(closed);
    // Streams do not end, so who may open them is asked in their own test.
    if (pattern === '/api/events') return;
    const forAgent = await ask(agent);
    if (right === 'agents') expect(forAgent.code).not.toMatch(/^not-(signed-in|allowed)$/);
    else expect(forAgent).toEqual(refused);
    const forDispatcher = await ask(dispatcher);
    if (right === 'admins') expect(forDispatcher).toEqual(refused);
    else expect(forDispatcher.code).not.toMatch(/^not-(signed-in|allowed)$/);
  });
});

const byText = (a: string, b: string) => (a < b ? -1 : 1);
