// npm run seed [-- --locale en]: fills an empty desk with teams, people, the sandbox and some days of tickets to look at. Uses the API as the page does.
import { parseArgs } from 'node:util';
import { loadConfig } from '../src/config.ts';
import { openKeyring } from '../src/keyring.ts';
import { silentLog } from '../src/lib/log.ts';
import { sandboxAddress } from '../src/flows/sandbox.ts';
import { sampleMails } from '../src/flows/sandbox-samples.ts';
import { serve } from '../src/main.ts';
import { isEntry } from '../scripts/entry.ts';
import type { MasterData } from '../src/api/contract/tickets.ts';
import type { AutoMails } from '../src/api/contract/auto-mails.ts';
import { deskClient, type DeskClient } from './desk-client.ts';
import { playMail, type Stage, until } from './play-mail.ts';
import { type SeedAgent, type SeedNames, seedTexts } from './seed-mails.ts';
import { type MovableClock, movableClock } from './movable-clock.ts';

type Locale = 'de' | 'en';

/** Signs in on the seeded desk. */
export const seedAdmin = { name: 'Ina Petersen', email: 'ina@desk.example', password: 'ein-langes-Passwort' };

const colleagues: Record<SeedAgent, { name: string; email: string; role: 'agent' | 'dispatcher' }> = {
  jan: { name: 'Jan Brook', email: 'jan@desk.example', role: 'agent' },
  mira: { name: 'Mira Sander', email: 'mira@desk.example', role: 'dispatcher' },
};

/** How long ago the first mail of the small desk came in. */
export const seedHours = 200;

/** Fills the desk behind a setup link; the desk must work (fetch and send) meanwhile, by the clock that is given. Gives a client that is signed in. */
export async function seedDesk(setupUrl: string, locale: Locale, clock: MovableClock): Promise<DeskClient> {
  const desk = deskClient(setupUrl);
  clock.setHoursAgo(seedHours);
  const token = new URL(setupUrl).searchParams.get('token') ?? '';
  const { agent } = await desk.post<{ agent: { id: number } }>('/api/setup', { token, ...seedAdmin, locale });
  const { names, mails } = seedTexts[locale];
  const agents = await makeAgents(desk, setupUrl, locale);
  const ids = await makeMasterData(desk, names, { ina: agent.id, ...agents.ids });
  await openSandbox(desk, locale);
  const stage: Stage = { desk, agents: agents.clients, ...ids, setHoursAgo: clock.setHoursAgo };
  for (const mail of mails) await playMail(stage, mail);
  clock.setHoursAgo(0);
  await tellNewInquiries(desk);
  return desk;
}

async function makeAgents(desk: DeskClient, url: string, locale: Locale) {
  const make = async (who: SeedAgent) => {
    const body = { ...colleagues[who], password: seedAdmin.password, locale };
    const { id } = await desk.post<{ id: number }>('/api/agents', body);
    const client = deskClient(url);
    await client.post('/api/session', { email: body.email, password: body.password });
    return { id, client };
  };
  const [jan, mira] = [await make('jan'), await make('mira')];
  return { ids: { jan: jan.id, mira: mira.id }, clients: { jan: jan.client, mira: mira.client } };
}

type People = { ina: number; jan: number; mira: number };

async function makeMasterData(desk: DeskClient, names: SeedNames, { ina, jan, mira }: People) {
  const make = async (kind: string, fields: Record<string, unknown>) =>
    (await desk.post<{ id: number }>(`/api/${kind}`, fields)).id;
  const team = (name: string, memberIds: number[], parentId: number | null = null) =>
    make('teams', { name, memberIds, parentId });
  const support = await team(names.teams.support, [ina, mira, jan]);
  const teams = {
    support,
    repairs: await team(names.teams.repairs, [jan], support),
    orders: await team(names.teams.orders, [ina, jan]),
    dispatch: await team(names.teams.dispatch, [mira, jan]),
  };
  const complaint = await make('categories', { name: names.categories.complaint, teamId: support });
  const categories: Record<string, number> = { complaint };
  for (const [key, name] of Object.entries(names.categories)) {
    if (key === 'complaint') continue;
    const parentId = key === 'damaged' || key === 'wrong' ? complaint : null;
    categories[key] = await make('categories', { name, parentId });
  }
  const colours = { shop: 'blue', warranty: 'green', callBack: 'orange', keyAccount: 'grape' };
  const labels: Record<string, number> = {};
  for (const [key, name] of Object.entries(names.labels))
    labels[key] = await make('labels', { name, colour: colours[key as keyof typeof colours] });
  for (const customer of names.customers) await make('customers', customer);
  return { teams, categories, labels };
}

/** Opens the sandbox; its samples are dealt with, so that the seed's own mails are what one sees. */
async function openSandbox(desk: DeskClient, locale: Locale): Promise<void> {
  const settings = await desk.get<Record<string, unknown>>('/api/desk');
  await desk.put('/api/desk', { ...settings, undoSeconds: 0 });
  await desk.post('/api/sandbox', { locale });
  const samples = sampleMails(locale, sandboxAddress, new Date()).length;
  await until(async () => {
    const { rows: mails } = await desk.get<{ rows: { state: string }[] }>('/api/inbound?limit=200');
    return mails.length >= samples && mails.every(({ state }) => state !== 'received') ? true : undefined;
  });
  const { rows } = await desk.get<{ rows: { id: number }[] }>('/api/tickets?view=all&limit=200');
  const { statuses, teams } = await desk.get<MasterData>('/api/master-data');
  const done = statuses.find(({ group }) => group === 'done')?.id;
  for (const { id } of rows) await desk.patch(`/api/tickets/${id}`, { teamId: teams[0]?.id, statusId: done });
}

/** Dispatchers and senders are told from now on; the mails above were left in peace. */
async function tellNewInquiries(desk: DeskClient): Promise<void> {
  const { events } = await desk.get<AutoMails>('/api/auto-mails');
  const chosen = events
    .filter(({ event }) => ['newByMail', 'authorised', 'newInquiry', 'replyArrived'].includes(event))
    .map(({ event, templateId }) => ({ event, active: true, templateId }));
  await desk.put('/api/auto-mails', { events: chosen, noMailForOwnAction: true });
}

async function seedFromCommandLine(): Promise<void> {
  const { values } = parseArgs({ options: { locale: { type: 'string', default: 'de' } } });
  const loaded = loadConfig({ ...process.env, POSTSTELLE_PORT: '0' }, process.env.POSTSTELLE_CONFIG);
  if ('problems' in loaded) throw new Error(loaded.problems.join('\n'));
  const opened = openKeyring(loaded.config);
  if ('problem' in opened) throw new Error(opened.problem);
  const clock = movableClock(new Date());
  const running = await serve(loaded.config, opened.ring, silentLog, { web: true, worker: true }, clock.now);
  try {
    if (!running.setupUrl) throw new Error('This desk has an administrator already; only an empty one is filled.');
    await seedDesk(running.setupUrl, values.locale === 'en' ? 'en' : 'de', clock);
    console.log(`Filled. After "npm start" sign in as ${seedAdmin.email} with the password ${seedAdmin.password}`);
  } finally {
    await running.stop();
  }
}

if (isEntry(import.meta.url))
  await seedFromCommandLine().catch((thrown: unknown) => {
    console.error(thrown instanceof Error ? thrown.message : thrown);
    process.exitCode = 1;
  });
