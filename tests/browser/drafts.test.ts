import path from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Ticket, TicketRow } from '../../src/api/contract/tickets.ts';
import { composeMessage } from '../../src/mail/compose.ts';
import { draftOf } from '../support/desk.ts';
import { type RunningDesk, startDesk } from '../support/running.ts';
import { fillSandbox, locales, setUndoSeconds } from './settings.ts';
import { type Story, storyTeller } from './story.ts';

const tell = storyTeller();
const subject = 'Nachtlicht flackert';
const fromCarla = {
  from: { name: 'Carla Kundin', addr: 'carla@kunde.example' },
  subject,
  text: 'Guten Tag,\n\ndas Nachtlicht flackert.\n',
};
const begun = 'Bitte tauschen Sie das Leuchtmittel.';
const more = `${begun} Eine Anleitung folgt.`;
const maxSays = 'Ich habe schon einen Techniker geschickt.';

describe.each(locales)('drafts and colleagues (%s)', (locale) => {
  let desk: RunningDesk;
  let max: RunningDesk;
  let ticketId = 0;
  beforeAll(async () => {
    desk = await startDesk({ locale });
    await fillSandbox(desk, locale, [composeMessage(draftOf(fromCarla, new Date())).raw]);
    await setUndoSeconds(desk, 0);
    max = await colleague(desk, locale);
    ticketId = await ticketOf(desk);
  });
  afterAll(() => desk?.stop());

  test(
    'kept across devices, seen by colleagues, asked before a second answer, safe without session or connection',
    { timeout: 300_000 },
    () =>
      tell({ name: 'drafts', locale, desk }, async (story) => {
        await story.page.goto(`${desk.url}/tickets/${ticketId}`);
        await keptAcrossDevices(story, desk, ticketId);
        await changedOnTwo(story, desk, ticketId);
        await tell({ name: 'drafts-colleague', locale, desk: max }, (other) =>
          colleagueSees(other, desk.url, ticketId),
        );
        await answeredMeanwhile(story, max, ticketId);
        await expired(story, desk);
        await offline(story);
      }),
  );
});

const bodyOf = ({ page, t }: Pick<Story, 'page' | 't'>) =>
  page.getByRole('textbox', { name: t('tickets.composer.body'), exact: true });
/** The words that stand in the editor, once they do. */
const reads = (story: Story, words: string) =>
  expect.poll(async () => (await bodyOf(story).innerText()).trim(), { timeout: 30_000 }).toBe(words);
const saved = ({ sees, t }: Story) => sees(t('drafts.saved', { time: '' }).trim());

async function colleague(desk: RunningDesk, locale: string): Promise<RunningDesk> {
  const account = { email: 'max@desk.example', password: 'ein zweiter langer Satz' };
  await desk.call('POST', '/api/agents', { ...account, name: 'Max Muster', role: 'dispatcher', locale });
  const answer = await fetch(`${desk.url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(account),
  });
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const max: RunningDesk = { ...desk, cookie };
  max.call = async <T>(method: string, where: string, body?: unknown) => {
    const headers = { cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
    const said = await fetch(`${desk.url}${where}`, {
      method,
      headers,
      body: body === undefined ? null : JSON.stringify(body),
    });
    expect(said.ok, await said.clone().text()).toBe(true);
    return (await said.json()) as T;
  };
  return max;
}

async function ticketOf(desk: RunningDesk): Promise<number> {
  const { rows } = await desk.call<{ rows: TicketRow[] }>('GET', `/api/tickets?q=${encodeURIComponent(subject)}`);
  expect(rows).toHaveLength(1);
  return rows[0]?.id ?? 0;
}

/** Over a reload, in the list, and on another device of the same person, both ways. */
async function keptAcrossDevices(story: Story, desk: RunningDesk, ticketId: number): Promise<void> {
  const { button, locale, page, t } = story;
  await button(t('tickets.composer.reply')).click();
  await bodyOf(story).fill(begun);
  await saved(story);
  await page.reload();
  await button(t('tickets.composer.resume')).click();
  await reads(story, begun);
  await tell({ name: 'drafts-device', locale, desk }, async (device) => {
    await device.page.goto(`${desk.url}/tickets`);
    await device.page
      .getByRole('list', { name: t('tickets.list.label') })
      .getByText(t('tickets.list.draft'))
      .waitFor({ state: 'attached' });
    await device.look('list', { narrow: true });
    await device.page
      .getByRole('navigation', { name: t('tickets.views.label') })
      .getByRole('link', { name: `${t('tickets.views.drafts')} 1` })
      .click();
    await device.button(t('lists.remove', { name: t('lists.fields.draft') })).waitFor();
    await device.page
      .getByRole('list', { name: t('tickets.list.label') })
      .getByText(subject)
      .first()
      .waitFor();
    await device.page.goto(`${desk.url}/tickets/${ticketId}`);
    await device.button(t('tickets.composer.resume')).click();
    await reads(device, begun);
    await bodyOf(device).fill(more);
    await reads(story, more);
  });
}

/** What is written on two devices while one has no connection is shown on both, and either can be taken. */
async function changedOnTwo(story: Story, desk: RunningDesk, ticketId: number): Promise<void> {
  const { button, look, page, problems, sees, t } = story;
  await page.context().setOffline(true);
  await sees(t('frame.offline'));
  await bodyOf(story).fill('Unterwegs geschrieben.');
  await sees(t('tickets.composer.draftKept'));
  const { saved: there } = await desk.call<{ saved: { draft: object; version: string } }>(
    'GET',
    `/api/tickets/${ticketId}/draft`,
  );
  const text = 'Am Schreibtisch geschrieben.';
  const draft = { ...there.draft, text, html: `<p>${text}</p>` };
  await desk.call('PUT', `/api/tickets/${ticketId}/draft`, { draft, base: there.version });
  await page.context().setOffline(false);
  await sees(t('drafts.changedElsewhere'));
  await look('two', { narrow: true });
  await button(t('drafts.takeOther')).click();
  await reads(story, 'Am Schreibtisch geschrieben.');
  await bodyOf(story).fill(more);
  await expect.poll(() => textThere(desk, ticketId), { timeout: 30_000 }).toBe(more);
  forgetBroken(problems);
}

const textThere = async (desk: RunningDesk, ticketId: number) =>
  (await desk.call<{ saved: { draft: { text: string } } | null }>('GET', `/api/tickets/${ticketId}/draft`)).saved?.draft
    .text;

async function colleagueSees(story: Story, url: string, ticketId: number): Promise<void> {
  const { look, page, sees, t } = story;
  await page.goto(`${url}/tickets/${ticketId}`);
  await sees(t('drafts.writing', { name: 'Anna Admin' }));
  await look('ticket', { narrow: true });
}

/** The colleague answers while the answer is being written: sending asks, shows what is new, and sends all the same if told to. */
async function answeredMeanwhile(story: Story, max: RunningDesk, ticketId: number): Promise<void> {
  const { button, dialog, look, page, t } = story;
  const { answer } = await max.call<Ticket>('GET', `/api/tickets/${ticketId}`);
  await max.call('POST', `/api/tickets/${ticketId}/replies`, {
    outgoingId: answer?.outgoingId,
    to: answer?.to,
    subject: answer?.subject,
    text: maxSays,
  });
  await page.keyboard.press('Control+Enter');
  const question = dialog(t('drafts.answeredTitle'));
  await question.getByText(maxSays).waitFor();
  await look('answered', { narrow: true });
  await button(t('drafts.lookFirst')).click();
  await question.waitFor({ state: 'hidden' });
  await reads(story, more);
  await page.keyboard.press('Control+Enter');
  await button(t('drafts.sendAnyway')).click();
  await bodyOf(story).waitFor({ state: 'hidden' });
  await button(t('tickets.composer.reply')).waitFor();
  expect(
    (await max.call<Ticket>('GET', `/api/tickets/${ticketId}`)).entries.filter(({ kind }) => kind === 'mailOut'),
  ).toHaveLength(2);
}

/** The session ends while one writes: one signs in over the page and goes on. */
async function expired(story: Story, desk: RunningDesk): Promise<void> {
  const { button, dialog, field, look, t } = story;
  await button(t('tickets.composer.reply')).click();
  const database = new Database(path.join(desk.dataDir, 'desk.db'));
  database.prepare('delete from auth_session').run();
  database.close();
  await bodyOf(story).fill('Noch etwas.');
  await dialog(t('start.again.title')).waitFor();
  await look('expired', { narrow: true });
  await field(t('start.signIn.password')).fill('falsch');
  await dialog(t('start.again.title'))
    .getByRole('button', { name: t('start.signIn.submit') })
    .click();
  await dialog(t('start.again.title')).getByRole('alert').waitFor();
  await field(t('start.signIn.password')).fill(desk.password);
  await dialog(t('start.again.title'))
    .getByRole('button', { name: t('start.signIn.submit') })
    .click();
  await dialog(t('start.again.title')).waitFor({ state: 'hidden' });
  await saved(story);
  await reads(story, 'Noch etwas.');
}

/** Without a connection one writes on, is told what did not work, and does it again afterwards. */
async function offline(story: Story): Promise<void> {
  const { button, look, page, problems, sees, t } = story;
  await page.context().setOffline(true);
  await sees(t('frame.offline'));
  await page.keyboard.press('Control+Enter');
  await sees(t('tickets.composer.notSent'));
  await page.getByRole('combobox', { name: t('tickets.head.priority') }).click();
  await page.getByRole('option').last().click();
  const notice = page.getByRole('alert').filter({ has: page.getByRole('button', { name: t('common.retry') }) });
  await notice.waitFor();
  await look('offline', { narrow: true });
  await page.context().setOffline(false);
  await page.getByText(t('frame.offline')).waitFor({ state: 'hidden' });
  const changed = page.waitForResponse((answer) => answer.request().method() === 'PATCH' && answer.ok());
  await button(t('common.retry')).click();
  await changed;
  await bodyOf(story).click();
  await page.keyboard.press('Control+Enter');
  await bodyOf(story).waitFor({ state: 'hidden' });
  await button(t('tickets.composer.reply')).waitFor();
  forgetBroken(problems);
}

/** Takes out what the story itself broke. */
function forgetBroken(problems: string[]): void {
  const others = problems.filter((problem) => !/ERR_INTERNET_DISCONNECTED/.test(problem));
  problems.splice(0, problems.length, ...others);
}
