// npm run seed [-- --locale en]: fills an empty desk with teams, people, the sandbox and some tickets to look at. Uses the API as the page does.
import { parseArgs } from 'node:util';
import { loadConfig } from '../src/config.ts';
import { openKeyring } from '../src/keyring.ts';
import { silentLog } from '../src/lib/log.ts';
import { serve } from '../src/main.ts';
import { isEntry } from '../scripts/entry.ts';
import type { MasterData, Ticket, TicketRow } from '../src/api/contract/tickets.ts';
import type { Outbound } from '../src/api/contract/spools.ts';
import { deskClient, type DeskClient } from './desk-client.ts';
import { type SeedMail, seedAnswers, seedMails } from './seed-mails.ts';

type Locale = 'de' | 'en';
type Page<T> = { rows: T[] };

/** Signs in on the seeded desk. */
export const seedAdmin = { name: 'Ina Petersen', email: 'ina@desk.example', password: 'ein-langes-Passwort' };

const teamNames = {
  de: { support: 'Kundendienst', orders: 'Vertrieb' },
  en: { support: 'Customer service', orders: 'Sales' },
};

/** Fills the desk behind a setup link; the desk must work (fetch and send) meanwhile. Gives a client that is signed in. */
export async function seedDesk(setupUrl: string, locale: Locale): Promise<DeskClient> {
  const desk = deskClient(setupUrl);
  const token = new URL(setupUrl).searchParams.get('token') ?? '';
  const { agent } = await desk.post<{ agent: { id: number } }>('/api/setup', { token, ...seedAdmin, locale });
  await desk.post('/api/agents', {
    name: 'Jan Brook',
    email: 'jan@desk.example',
    password: seedAdmin.password,
    role: 'agent',
    locale,
  });
  const teams = await makeTeams(desk, locale, agent.id);
  await desk.post('/api/sandbox', { locale });
  for (const mail of seedMails[locale]) await playMail(desk, mail, teams);
  await answerFirst(desk, locale);
  return desk;
}

type Teams = Record<'support' | 'orders', number>;

async function makeTeams(desk: DeskClient, locale: Locale, member: number): Promise<Teams> {
  const make = async (name: string) =>
    (await desk.post<{ id: number }>('/api/teams', { name, memberIds: [member] })).id;
  return { support: await make(teamNames[locale].support), orders: await make(teamNames[locale].orders) };
}

/** One customer's mail and what becomes of its ticket. */
async function playMail(desk: DeskClient, mail: SeedMail, teams: Teams): Promise<void> {
  await desk.post('/api/sandbox/mails', { from: mail.from, subject: mail.subject, text: mail.text });
  const { id } = await until(async () => await findTicket(desk, mail.subject));
  if (mail.team) await desk.patch(`/api/tickets/${id}`, { teamId: teams[mail.team] });
  if (mail.note) await desk.post(`/api/tickets/${id}/notes`, { text: mail.note });
  const { statuses } = await desk.get<MasterData>('/api/master-data');
  const statusId = statuses.find(({ group }) => group === mail.status)?.id;
  if (mail.reply) await sendReply(desk, id, mail.reply, statusId);
  else if (statusId !== undefined) await desk.patch(`/api/tickets/${id}`, { statusId });
}

async function sendReply(desk: DeskClient, id: number, text: string, statusId: number | undefined): Promise<void> {
  const { answer } = await desk.get<Ticket>(`/api/tickets/${id}`);
  if (!answer) throw new Error('the sandbox has no outgoing mailbox');
  const { outgoingId, to, subject, entryId } = answer;
  await desk.post(`/api/tickets/${id}/replies`, {
    outgoingId,
    to,
    cc: [],
    subject,
    text,
    answersEntryId: entryId,
    statusId,
  });
}

/** The customer of the first mail answers what was written to them. */
async function answerFirst(desk: DeskClient, locale: Locale): Promise<void> {
  const [first] = seedMails[locale];
  if (!first) return;
  const sent = await until(async () => {
    const { rows } = await desk.get<Page<Outbound>>('/api/sandbox/outbox');
    return rows.find(({ subject, delivery }) => subject.includes(first.subject) && delivery.state === 'sent');
  });
  const answer = { from: first.from, subject: sent.subject, text: seedAnswers[locale], answersOutboundId: sent.id };
  await desk.post('/api/sandbox/mails', answer);
  await until(async () => {
    const ticket = await desk.get<Ticket>(`/api/tickets/${sent.ticketId}`);
    return ticket.entries.filter(({ kind }) => kind === 'mailIn').length > 1 ? ticket : undefined;
  });
}

async function findTicket(desk: DeskClient, subject: string): Promise<TicketRow | undefined> {
  const { rows } = await desk.get<Page<TicketRow>>('/api/tickets?limit=200');
  return rows.find((row) => row.subject === subject);
}

/** Asks every 200 ms until there is an answer; throws after a minute. */
async function until<T>(ask: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 300; tries++) {
    const found = await ask();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('The desk did not get on within a minute.');
}

async function seedFromCommandLine(): Promise<void> {
  const { values } = parseArgs({ options: { locale: { type: 'string', default: 'de' } } });
  const loaded = loadConfig({ ...process.env, POSTSTELLE_PORT: '0' }, process.env.POSTSTELLE_CONFIG);
  if ('problems' in loaded) throw new Error(loaded.problems.join('\n'));
  const opened = openKeyring(loaded.config);
  if ('problem' in opened) throw new Error(opened.problem);
  const running = await serve(loaded.config, opened.ring, silentLog, { web: true, worker: true });
  try {
    if (!running.setupUrl) throw new Error('This desk has an administrator already; only an empty one is filled.');
    await seedDesk(running.setupUrl, values.locale === 'en' ? 'en' : 'de');
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
