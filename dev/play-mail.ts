import type { MasterData, Ticket, TicketRow } from '../src/api/contract/tickets.ts';
import type { Outbound } from '../src/api/contract/spools.ts';
import { bounceOf } from '../tests/support/bounces.ts';
import type { DeskClient } from './desk-client.ts';
import type { SeedAgent, SeedMail } from './seed-mails.ts';

type Page<T> = { rows: T[] };

/** Who plays: everybody's client, the ids of master data by what the mails call them, and the desk's time, which only goes forward. */
export type Stage = {
  desk: DeskClient;
  agents: Record<SeedAgent, DeskClient>;
  teams: Record<string, number>;
  categories: Record<string, number>;
  labels: Record<string, number>;
  setHoursAgo(hours: number): void;
};

/** One customer's mail, what agents make of its ticket, and what comes back. */
export async function playMail(stage: Stage, mail: SeedMail): Promise<void> {
  const { desk } = stage;
  stage.setHoursAgo(mail.hoursAgo);
  await desk.post('/api/sandbox/mails', { from: mail.from, subject: mail.subject, text: mail.text });
  const { id } = await until(async () => await ticketOf(desk, mail.subject));
  const found = await desk.get<MasterData>('/api/master-data');
  const change = {
    ...(mail.team && { teamId: stage.teams[mail.team] }),
    ...(mail.category && { categoryId: stage.categories[mail.category] }),
    ...(mail.labels && { labelIds: mail.labels.map((label) => stage.labels[label]) }),
    ...(mail.urgent && { priorityId: found.priorities.toSorted((one, other) => other.rank - one.rank)[0]?.id }),
  };
  if (Object.keys(change).length > 0) await desk.patch(`/api/tickets/${id}`, change);
  const agent = mail.by ? stage.agents[mail.by] : desk;
  stage.setHoursAgo(mail.hoursAgo - 0.4);
  if (mail.note) await agent.post(`/api/tickets/${id}/notes`, { text: mail.note });
  const statusId = found.statuses.find(({ group }) => group === mail.status)?.id;
  if (mail.reply) await sendReply(agent, id, mail.reply, statusId);
  else if (statusId !== undefined) await agent.patch(`/api/tickets/${id}`, { statusId });
  if (mail.reply) await until(async () => ((await sentMail(desk, mail)) ? true : undefined));
  stage.setHoursAgo(mail.hoursAgo - 0.9);
  if (mail.answer) await answer(desk, mail, mail.answer);
  if (mail.bounce) await bounce(desk, mail, mail.bounce);
  if (mail.merge) await tie(desk, id, mail.merge, 'merge');
  if (mail.link) await tie(desk, id, mail.link, 'link');
}

async function sendReply(agent: DeskClient, id: number, text: string, statusId: number | undefined): Promise<void> {
  const { answer: prefilled } = await agent.get<Ticket>(`/api/tickets/${id}`);
  if (!prefilled) throw new Error('the sandbox has no outgoing mailbox');
  const { outgoingId, to, subject, entryId } = prefilled;
  const body = { outgoingId, to, cc: [], subject, text, answersEntryId: entryId, statusId };
  await agent.post(`/api/tickets/${id}/replies`, body);
}

async function answer(desk: DeskClient, mail: SeedMail, text: string): Promise<void> {
  const sent = await sentMail(desk, mail);
  if (!sent) throw new Error(`nothing was sent about ${mail.subject}`);
  await desk.post('/api/sandbox/mails', { from: mail.from, subject: sent.subject, text, answersOutboundId: sent.id });
  await untilMailsIn(desk, sent, 2);
}

async function bounce(desk: DeskClient, mail: SeedMail, said: string): Promise<void> {
  const sent = await sentMail(desk, mail);
  if (!sent) throw new Error(`nothing was sent about ${mail.subject}`);
  const report = { to: mail.from.addr, status: '5.1.1', said, subject: sent.subject, date: new Date(sent.createdAt) };
  await desk.upload('/api/sandbox/files', 'bounce.eml', new Uint8Array(bounceOf('postfix', report)));
  await untilMailsIn(desk, sent, 2);
}

async function untilMailsIn(desk: DeskClient, { ticketId }: Outbound, count: number): Promise<void> {
  await until(async () => {
    const { entries } = await desk.get<Ticket>(`/api/tickets/${ticketId}`);
    return entries.filter(({ kind }) => kind === 'mailIn').length >= count ? true : undefined;
  });
}

async function tie(desk: DeskClient, id: number, subject: string, how: 'merge' | 'link'): Promise<void> {
  const other = await ticketOf(desk, subject);
  if (!other) throw new Error(`there is no ticket ${subject}`);
  if (how === 'merge') await desk.put(`/api/tickets/${id}/merger`, { into: other.id });
  else await desk.put(`/api/tickets/${id}/links/${other.id}`, {});
}

async function sentMail(desk: DeskClient, { subject }: SeedMail): Promise<Outbound | undefined> {
  const { rows } = await desk.get<Page<Outbound>>('/api/sandbox/outbox');
  return rows.find(
    (row) => row.subject.includes(subject) && row.delivery.recipients.every(({ state }) => state !== 'queued'),
  );
}

async function ticketOf(desk: DeskClient, subject: string): Promise<TicketRow | undefined> {
  const pages = await Promise.all(
    ['all', 'done'].map((view) => desk.get<Page<TicketRow>>(`/api/tickets?view=${view}&limit=200`)),
  );
  return pages.flatMap(({ rows }) => rows).find((row) => row.subject === subject);
}

/** Asks every 100 ms until there is an answer; throws after a minute. */
export async function until<T>(ask: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 600; tries++) {
    const found = await ask();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('The desk did not get on within a minute.');
}
