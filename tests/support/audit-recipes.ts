import { masterKindNames } from '../../src/settings/master-data.ts';
import { makePasswordLink } from '../../src/flows/agents.ts';
import type { TestDesk } from './desk.ts';
import { ownMailbox } from './own-mailbox.ts';
import { type Answer, type Browser, browser, upload } from './web-desk.ts';
import type { App } from '../../src/api/app.ts';

/** What a recipe works with. */
export type Kitchen = { desk: TestDesk; app: App; admin: Browser };

/** Secrets that recipes plant; none may ever stand in the audit log. */
export const planted = {
  mailbox: 'planted-mailbox-password',
  oauth: 'planted-client-secret',
  agent: 'planted agent password',
  link: 'planted link password',
  wrong: 'planted-wrong-password',
};

/** Changes of tickets and of mail on its way there: the ticket's own steps tell who did what. */
export const ticketSteps: readonly string[] = [
  'PATCH /api/tickets/{id}',
  'POST /api/tickets/{id}/replies',
  'POST /api/tickets/{id}/notes',
  'POST /api/tickets/{id}/splits',
  'PUT /api/tickets/{id}/links/{otherId}',
  'DELETE /api/tickets/{id}/links/{otherId}',
  'PUT /api/tickets/{id}/merger',
  'DELETE /api/tickets/{id}/merger',
  'POST /api/tickets',
  'POST /api/sandbox/mails',
  'POST /api/sandbox/files',
];

/** Routes that only look, or keep what somebody has not finished or arranged for themselves alone. */
export const changesNothing: readonly string[] = [
  'POST /api/mailboxes/check',
  'POST /api/mailboxes/folders',
  'POST /api/mailboxes/find-settings',
  'POST /api/mailboxes/dry-run',
  'POST /api/mailboxes/{id}/gaps',
  'POST /api/inbound/{id}/dry-run',
  'POST /api/oauth/connections/check',
  'POST /api/templates/preview',
  'POST /api/uploads',
  'POST /api/outbound/{id}/draft',
  'POST /api/password-link/look',
  // Begins a sign-in at the provider; that it was connected is noted when it ends (tests/contracts/oauth.test.ts).
  'POST /api/mailboxes/{id}/oauth-flows',
  'PUT /api/oauth/flows/{id}',
  'PUT /api/drafts/new',
  'DELETE /api/drafts/new',
  'PUT /api/tickets/{id}/draft',
  'DELETE /api/tickets/{id}/draft',
  'POST /api/tickets/{id}/presence',
  'PUT /api/tickets/{id}/unread',
  'DELETE /api/tickets/{id}/unread',
  'POST /api/tickets/{id}/forwards',
  'POST /api/tickets/{id}/templates/{templateId}',
  'POST /api/templates/{id}/first-mail',
  'PUT /api/preferences',
];

type Recipe = (kitchen: Kitchen) => Promise<Answer>;

let serial = 0;
const fresh = (word: string) => `${word} ${++serial}`;

const incoming = () => ({
  name: fresh('Postfach'),
  protocol: 'imap',
  host: 'mail.example.org',
  encryption: 'tls',
  port: 993,
  username: 'max',
  password: planted.mailbox,
  mailboxAddresses: ['support@example.org'],
  createContact: true,
});
const connection = () => ({
  name: fresh('Verbindung'),
  provider: 'google',
  clientId: 'id',
  clientSecret: planted.oauth,
});
const agent = () => ({
  name: fresh('Anna'),
  email: `anna${serial}@desk.example`,
  password: planted.agent,
  role: 'agent',
  locale: 'de',
});
const template = () => ({
  name: fresh('Vorlage'),
  kind: 'ticket',
  texts: { de: { subject: 'Betreff', text: 'Text', html: '' } },
});

const listView = () => ({ name: fresh('Ansicht'), shared: true, view: 'all', filter: {}, q: 'Drucker' });

/** Posts and gives the id of what was made. */
async function made({ admin }: Kitchen, path: string, body: object): Promise<number> {
  const answer = await admin.send('POST', path, body);
  if (answer.status !== 201) throw new Error(`${path}: ${answer.text}`);
  return Number(answer.body.id);
}

const aMailbox = (kitchen: Kitchen) =>
  made(kitchen, '/api/mailboxes', { direction: 'incoming', values: { ...incoming(), active: false } });
const aConnection = (kitchen: Kitchen) => made(kitchen, '/api/oauth/connections', { values: connection() });
const anAgent = (kitchen: Kitchen) => made(kitchen, '/api/agents', agent());
const aTemplate = (kitchen: Kitchen) => made(kitchen, '/api/templates', template());

async function signedIn(kitchen: Kitchen): Promise<Browser> {
  const account = agent();
  await made(kitchen, '/api/agents', account);
  const person = browser(kitchen.app);
  await person.send('POST', '/api/session', { email: account.email, password: account.password });
  return person;
}

async function aMail({ desk }: Kitchen, state: 'failed' | 'tooLarge'): Promise<number> {
  const { id } = await desk.arrives({ subject: fresh('Frage') });
  const blob = state === 'tooLarge' ? { blob: null } : {};
  const lost = { state, ticket_id: null, entry_id: null, ...blob };
  await desk.desk.store.db.updateTable('inbound').set(lost).where('id', '=', id).execute();
  return id;
}

async function anAnswer({ desk, admin }: Kitchen): Promise<number> {
  const { ticketId } = await desk.arrives({ subject: fresh('Frage') });
  const answer = await admin.send('POST', `/api/tickets/${ticketId}/replies`, {
    outgoingId: desk.outgoingId,
    to: [{ name: '', addr: 'carla@kunde.example' }],
    cc: [],
    subject: 'Re: Frage',
    text: 'Antwort',
  });
  if (answer.status !== 201) throw new Error(answer.text);
  return Number(answer.body.entries.at(-1).delivery.outboundId);
}

/** The fields that a new entry of a kind needs. */
const entry = (kind: string) => {
  const name = fresh('Eintrag');
  if (kind === 'priorities') return { nameDe: name, nameEn: name, rank: 9000 + serial };
  if (kind === 'statuses') return { nameDe: name, nameEn: name, rank: 9000 + serial, group: 'open' };
  return kind === 'contacts' ? { name, addresses: [`person${serial}@kunde.example`] } : { name };
};

function masterRecipes(kind: string): Record<string, Recipe> {
  const made1 = (kitchen: Kitchen) => made(kitchen, `/api/${kind}`, entry(kind));
  return {
    [`POST /api/${kind}`]: ({ admin }) => admin.send('POST', `/api/${kind}`, entry(kind)),
    [`PUT /api/${kind}/{id}`]: async (kitchen) =>
      kitchen.admin.send('PUT', `/api/${kind}/${await made1(kitchen)}`, entry(kind)),
    [`DELETE /api/${kind}/{id}`]: async (kitchen) =>
      kitchen.admin.send('DELETE', `/api/${kind}/${await made1(kitchen)}`),
    [`POST /api/${kind}/{id}/merge`]: async (kitchen) =>
      kitchen.admin.send('POST', `/api/${kind}/${await made1(kitchen)}/merge`, { intoId: await made1(kitchen) }),
    [`POST /api/${kind}/csv`]: ({ admin }) => {
      const [head, cell] = { priorities: ['nameDe,nameEn,rank', `${fresh('P')},${fresh('P')},77`] }[kind] ??
        { statuses: ['nameDe,nameEn,group', `${fresh('S')},${fresh('S')},open`] }[kind] ??
        { contacts: ['addresses', `${serial++}@csv.example`] }[kind] ?? ['name', fresh('N')];
      const content = Buffer.from(`${head}\n${cell}\n`);
      return upload(admin, `/api/${kind}/csv`, [{ name: 'x.csv', type: 'text/csv', content }]);
    },
  };
}

/** For every mutating route that is audited: a call that succeeds. */
export const recipes: Readonly<Record<string, Recipe>> = {
  'POST /api/session': async (kitchen) => {
    const account = agent();
    await made(kitchen, '/api/agents', account);
    return browser(kitchen.app).send('POST', '/api/session', { email: account.email, password: account.password });
  },
  'DELETE /api/session': async (kitchen) => (await signedIn(kitchen)).send('DELETE', '/api/session'),
  'PATCH /api/session': ({ admin }) => admin.send('PATCH', '/api/session', { name: fresh('Ada') }),
  'PUT /api/session/password': async (kitchen) =>
    (await signedIn(kitchen)).send('PUT', '/api/session/password', { current: planted.agent, next: planted.link }),
  'DELETE /api/session/list/{id}': async (kitchen) =>
    (await signedIn(kitchen)).send('DELETE', '/api/session/list/others'),
  'POST /api/password-link': async (kitchen) => {
    const { token } = await makePasswordLink(kitchen.desk.desk, null, await anAgent(kitchen));
    return browser(kitchen.app).send('POST', '/api/password-link', { token, password: planted.link });
  },
  'POST /api/agents': ({ admin }) => admin.send('POST', '/api/agents', agent()),
  'PATCH /api/agents/{id}': async (kitchen) =>
    kitchen.admin.send('PATCH', `/api/agents/${await anAgent(kitchen)}`, { active: false, password: planted.agent }),
  'POST /api/agents/{id}/password-link': async (kitchen) =>
    kitchen.admin.send('POST', `/api/agents/${await anAgent(kitchen)}/password-link`),
  'PUT /api/desk': async ({ admin }) => {
    const { body } = await admin.get('/api/desk');
    return admin.send('PUT', '/api/desk', { ...body, name: fresh('Stadtwerke') });
  },
  'POST /api/mailboxes': ({ admin }) =>
    admin.send('POST', '/api/mailboxes', { direction: 'incoming', values: { ...incoming(), active: false } }),
  'PUT /api/mailboxes/{id}': async (kitchen) =>
    kitchen.admin.send('PUT', `/api/mailboxes/${await aMailbox(kitchen)}`, { values: incoming() }),
  'DELETE /api/mailboxes/{id}': async (kitchen) =>
    kitchen.admin.send('DELETE', `/api/mailboxes/${await aMailbox(kitchen)}`),
  'PUT /api/mailboxes/{id}/pause': async (kitchen) =>
    kitchen.admin.send('PUT', `/api/mailboxes/${await aMailbox(kitchen)}/pause`, { paused: false }),
  'POST /api/mailboxes/{id}/runs': async (kitchen) =>
    kitchen.admin.send('POST', `/api/mailboxes/${await aMailbox(kitchen)}/runs`),
  'POST /api/mailboxes/{id}/baseline': async ({ desk, admin }) => {
    const at = `/api/mailboxes/${desk.incomingId}`;
    await admin.send('PUT', `${at}/pause`, { paused: true });
    const answer = await admin.send('POST', `${at}/baseline`);
    await admin.send('PUT', `${at}/pause`, { paused: false });
    return answer;
  },
  'POST /api/mailboxes/{id}/gaps/import': ({ desk, admin }) =>
    admin.send('POST', `/api/mailboxes/${desk.incomingId}/gaps/import`, { reasons: ['skipped'] }),
  'POST /api/oauth/connections': ({ admin }) => admin.send('POST', '/api/oauth/connections', { values: connection() }),
  'PUT /api/oauth/connections/{id}': async (kitchen) =>
    kitchen.admin.send('PUT', `/api/oauth/connections/${await aConnection(kitchen)}`, { values: connection() }),
  'DELETE /api/oauth/connections/{id}': async (kitchen) =>
    kitchen.admin.send('DELETE', `/api/oauth/connections/${await aConnection(kitchen)}`),
  'DELETE /api/address-marks/{address}': async ({ desk, admin }) => {
    const mark = { address_key: 'tot@kunde.example', kind: 'failing', origin: 'refusal', at: 1 } as const;
    const row = { ...mark, status: null, text: '', outbound_id: null };
    await desk.desk.store.db.insertInto('address_mark').values(row).execute();
    return admin.send('DELETE', '/api/address-marks/tot@kunde.example');
  },
  'PUT /api/auto-mails': async ({ admin }) => {
    const { events, noMailForOwnAction } = (await admin.get('/api/auto-mails')).body;
    return admin.send('PUT', '/api/auto-mails', { events, noMailForOwnAction: !noMailForOwnAction });
  },
  'DELETE /api/loop-guard/{id}': async ({ desk, admin }) => {
    const now = desk.desk.clock().getTime();
    const address = { address_key: 'robot@x.example', address: 'robot@x.example' };
    const { id } = await desk.desk.store.db
      .insertInto('circuit')
      .values({ ...address, opened_at: now, open_until: now + 3600_000, reason: 'pingPong', params: '{}' })
      .returning('id')
      .executeTakeFirstOrThrow();
    return admin.send('DELETE', `/api/loop-guard/${id}`);
  },
  'POST /api/templates': ({ admin }) => admin.send('POST', '/api/templates', template()),
  'PUT /api/templates/{id}': async (kitchen) => {
    const { name, texts } = template();
    return kitchen.admin.send('PUT', `/api/templates/${await aTemplate(kitchen)}`, { name, texts });
  },
  'DELETE /api/templates/{id}': async (kitchen) =>
    kitchen.admin.send('DELETE', `/api/templates/${await aTemplate(kitchen)}`),
  'POST /api/templates/{id}/reset': async ({ admin }) => {
    const { rows } = (await admin.get('/api/templates')).body;
    const builtIn = rows.find((row: { builtIn: string | null }) => row.builtIn !== null);
    return admin.send('POST', `/api/templates/${builtIn.id}/reset`);
  },
  'POST /api/inbound/{id}/retry': async (kitchen) =>
    kitchen.admin.send('POST', `/api/inbound/${await aMail(kitchen, 'failed')}/retry`),
  'POST /api/inbound/{id}/ticket': async ({ desk, admin }) => {
    const own = await ownMailbox(desk, { noNewTickets: true });
    return admin.send('POST', `/api/inbound/${(await own.arrives({ subject: 'Doch' })).id}/ticket`);
  },
  'POST /api/inbound/{id}/fetch': async (kitchen) =>
    kitchen.admin.send('POST', `/api/inbound/${await aMail(kitchen, 'tooLarge')}/fetch`),
  'DELETE /api/inbound/{id}/fetch': async (kitchen) => {
    const id = await aMail(kitchen, 'tooLarge');
    await kitchen.admin.send('POST', `/api/inbound/${id}/fetch`);
    return kitchen.admin.send('DELETE', `/api/inbound/${id}/fetch`);
  },
  'POST /api/outbound/{id}/retry': async (kitchen) => {
    const id = await anAnswer(kitchen);
    const { db } = kitchen.desk.desk.store;
    await db.updateTable('outbound').set({ state: 'failed', undo: null }).where('id', '=', id).execute();
    await db.updateTable('outbound_recipient').set({ state: 'failed' }).where('outbound_id', '=', id).execute();
    return kitchen.admin.send('POST', `/api/outbound/${id}/retry`);
  },
  'DELETE /api/outbound/{id}': async (kitchen) =>
    kitchen.admin.send('DELETE', `/api/outbound/${await anAnswer(kitchen)}`),
  'POST /api/list-views': ({ admin }) => admin.send('POST', '/api/list-views', listView()),
  'PUT /api/list-views/{id}': async (kitchen) =>
    kitchen.admin.send('PUT', `/api/list-views/${await made(kitchen, '/api/list-views', listView())}`, listView()),
  'DELETE /api/list-views/{id}': async (kitchen) =>
    kitchen.admin.send('DELETE', `/api/list-views/${await made(kitchen, '/api/list-views', listView())}`),
  'DELETE /api/sandbox': ({ admin }) => admin.send('DELETE', '/api/sandbox'),
  'POST /api/sandbox': async ({ admin }) => {
    // Mailboxes that other recipes made in folders count as it, too.
    while ((await admin.get('/api/sandbox')).body.open) await admin.send('DELETE', '/api/sandbox');
    return admin.send('POST', '/api/sandbox', { locale: 'de' });
  },
  ...Object.assign({}, ...masterKindNames.map(masterRecipes)),
};
