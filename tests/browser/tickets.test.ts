import { readFile } from 'node:fs/promises';
import type { Download } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MasterData, TicketRow } from '../../src/api/contract/tickets.ts';
import { say } from '../../src/desk/texts/index.ts';
import { composeMessage } from '../../src/mail/compose.ts';
import { draftOf } from '../support/desk.ts';
import { type RunningDesk, startDesk } from '../support/running.ts';
import { eventually } from '../support/servers/mail.ts';
import { hostileMail, hostileSubject, pictureHost, showsHostileMail } from './hostile-mail.ts';
import { fillSandbox, locales } from './settings.ts';
import { holds, type Story, storyTeller } from './story.ts';

const tell = storyTeller();
const table = Buffer.from('Artikel;Menge\r\nNova;2\r\nÜberspannungsschutz;1\r\n', 'utf8');
const plain = composeMessage(
  draftOf(
    {
      from: { name: 'Nora Nordlicht', addr: 'nora@nordlicht.example' },
      subject: 'Bestellung für die Filiale',
      text: 'Guten Tag,\n\nanbei unsere Liste.\n\n-- \nNordlicht GmbH\n',
      attachments: [{ name: 'Liste Kühlhaus.csv', type: 'text/csv', content: table }],
    },
    new Date(),
  ),
).raw;
const others = ['Mahnung Mai', 'Terminverschiebung', 'Anlieferung Rampe'].map(
  (subject, at) =>
    composeMessage(draftOf({ from: { name: `Kunde ${at}`, addr: `kunde${at}@kunde.example` }, subject }, new Date()))
      .raw,
);

describe.each(locales)('tickets (%s)', (locale) => {
  let desk: RunningDesk;
  let all: number;
  beforeAll(async () => {
    desk = await startDesk({ locale });
    all = await fillSandbox(desk, locale, [...others, plain, hostileMail]);
    const { agents } = await desk.call<MasterData>('GET', '/api/master-data');
    for (const name of ['Support', 'Versand'])
      await desk.call('POST', '/api/teams', { name, memberIds: agents.map(({ id }) => id) });
  });
  afterAll(() => desk?.stop());

  test('list, keyboard, authorise, fields, note, files, source, trace', { timeout: 300_000 }, () =>
    tell({ name: 'tickets', locale, desk }, async (story) => {
      await list(story, desk, all);
      await search(story);
      await keyboard(story, desk);
      await story.page.goto(`${desk.url}/tickets/${await idOf(desk, 'Bestellung für die Filiale')}`);
      await authorise(story, desk, all);
      await fields(story, desk);
      await note(story);
      await files(story);
      await trace(story);
      expect(story.outside).toEqual([]);
    }),
  );

  test('a hostile mail: no request leaves, no script runs', { timeout: 300_000 }, () =>
    tell({ name: 'hostile', locale, desk }, async (story) => {
      await story.page.goto(`${desk.url}/tickets/${await idOf(desk, hostileSubject)}`);
      await showsHostileMail(story);
      expect(new Set(story.outside.map((url) => new URL(url).host))).toEqual(new Set([pictureHost]));
    }),
  );
});

async function idOf(desk: RunningDesk, subject: string): Promise<number> {
  const { rows } = await desk.call<{ rows: TicketRow[] }>('GET', '/api/tickets?view=all');
  const row = rows.find((each) => each.subject === subject);
  if (!row) throw new Error(`There is no ticket ${subject}`);
  return row.id;
}

/** What stands beside a view's name. */
async function countsShow({ page, t }: Story, counts: Partial<Record<'inquiries' | 'mine' | 'all' | 'done', number>>) {
  const nav = page.getByRole('navigation', { name: t('tickets.views.label') });
  for (const [view, count] of Object.entries(counts)) {
    const name = t(`tickets.views.${view as keyof typeof counts}`);
    await nav.getByRole('link', { name: `${name} ${count}`, exact: true }).waitFor();
  }
}

async function list(story: Story, desk: RunningDesk, all: number): Promise<void> {
  const { look, page, t } = story;
  await page.goto(desk.url);
  const rows = page.getByRole('list', { name: t('tickets.list.label') }).getByRole('listitem');
  await eventually('a row for each', async () => ((await rows.count()) === all ? true : undefined));
  await countsShow(story, { inquiries: all, mine: 0, all, done: 0 });
  await look('list', { narrow: true });
}

async function search(story: Story): Promise<void> {
  const { button, heading, look, page, t } = story;
  const rows = page.getByRole('list', { name: t('tickets.list.label') }).getByRole('listitem');
  const box = page.getByRole('searchbox', { name: t('tickets.list.searchLabel') });
  await page.keyboard.press('/');
  await page.keyboard.type('anlieferung ram');
  await eventually('one row', async () => ((await rows.count()) === 1 ? true : undefined));
  await rows.getByText('Anlieferung Rampe').waitFor();
  await box.fill('gibtesnicht');
  await heading(t('tickets.empty.search', { q: 'gibtesnicht' })).waitFor();
  await look('nothing-found');
  await button(t('tickets.empty.searchClear')).click();
  await eventually('all rows again', async () => ((await rows.count()) > 1 ? true : undefined));
}

async function keyboard({ dialog, heading, look, page, t }: Story, desk: RunningDesk): Promise<void> {
  const { rows } = await desk.call<{ rows: TicketRow[] }>('GET', '/api/tickets?view=all');
  const onRow = (index: number) => holds(page, `document.activeElement.pathname === '/tickets/${rows[index]?.id}'`);
  await page.evaluate('document.activeElement.blur()');
  await page.keyboard.press('j');
  await onRow(0);
  await page.keyboard.press('j');
  await onRow(1);
  await page.keyboard.press('k');
  await onRow(0);
  await page.keyboard.press('x');
  await page
    .getByRole('region', { name: t('tickets.bulk.label') })
    .getByText(t('tickets.bulk.selected', { count: 1 }))
    .waitFor();
  await look('selected');
  await page.keyboard.press('Escape');
  await page.getByRole('region', { name: t('tickets.bulk.label') }).waitFor({ state: 'hidden' });
  await page.keyboard.press('?');
  await dialog(t('tickets.keys.title')).waitFor();
  await look('keys');
  await page.keyboard.press('Escape');
  await dialog(t('tickets.keys.title')).waitFor({ state: 'hidden' });
  await page.keyboard.press('j');
  await onRow(1);
  await page.keyboard.press('Enter');
  await heading(rows[1]?.subject ?? '').waitFor();
  await page.keyboard.press('u');
  await page.getByRole('list', { name: t('tickets.list.label') }).waitFor();
}

async function authorise(story: Story, desk: RunningDesk, all: number): Promise<void> {
  const { button, look, option, page, sees, t } = story;
  await button(t('tickets.head.authorise')).click();
  await look('authorise');
  await option('Support').click();
  await sees(t('tickets.head.authorised', { team: 'Support' }));
  await sees(t('tickets.change.teamSet', { who: 'Anna Admin', to: 'Support', from: '' }));
  const counts = await desk.call('GET', '/api/tickets/counts');
  expect(counts).toEqual({ inquiries: all - 1, mine: 1, all, done: 0 });
  await page.goBack();
  await countsShow(story, { inquiries: all - 1, mine: 1, all, done: 0 });
  await page.goForward();
}

/** Status, priority and subject, each told in the history in words. */
async function fields(story: Story, desk: RunningDesk): Promise<void> {
  const { button, field, heading, locale, look, option, page, sees, t } = story;
  const { statuses, priorities } = await desk.call<MasterData>('GET', '/api/master-data');
  const nameOf = (some: readonly { names: { de: string; en: string } }[], at: number) => some[at]?.names[locale] ?? '';
  const open = statuses.filter(({ group }) => group === 'open');
  const waiting = statuses.filter(({ group }) => group === 'waiting');
  const usual = priorities.filter(({ isDefault }) => isDefault);
  const rare = priorities.filter(({ isDefault }) => !isDefault);
  await page.getByRole('combobox', { name: t('tickets.head.status') }).click();
  await look('statuses');
  await option(nameOf(waiting, 0)).click();
  await sees(t('tickets.change.status', { who: 'Anna Admin', from: nameOf(open, 0), to: nameOf(waiting, 0) }));
  await page.getByRole('combobox', { name: t('tickets.head.priority') }).click();
  await option(nameOf(rare, 0)).click();
  await sees(t('tickets.change.priority', { who: 'Anna Admin', from: nameOf(usual, 0), to: nameOf(rare, 0) }));
  await button(t('tickets.head.editSubject')).click();
  await field(t('tickets.head.subject')).fill('Bestellung der Filiale Kiel');
  await page.keyboard.press('Enter');
  await heading('Bestellung der Filiale Kiel').waitFor();
  await sees(
    t('tickets.change.subject', {
      who: 'Anna Admin',
      from: 'Bestellung für die Filiale',
      to: 'Bestellung der Filiale Kiel',
    }),
  );
}

async function note({ button, look, page, sees, t }: Story): Promise<void> {
  await page.keyboard.press('n');
  await page.getByRole('textbox', { name: t('tickets.composer.note'), exact: true }).fill('Ruft Montag zurück.');
  await look('note');
  await button(t('tickets.composer.saveNote')).click();
  await sees(t('tickets.composer.noteSaved'));
  const card = page.getByRole('article', { name: t('tickets.history.note', { who: 'Anna Admin' }) });
  await card.getByText('Ruft Montag zurück.').waitFor();
}

async function files({ page, t }: Story): Promise<void> {
  const mail = page.getByRole('article', { name: t('tickets.history.mailIn', { who: 'Nora Nordlicht' }) });
  const name = 'Liste Kühlhaus.csv';
  const attachment = await downloaded(page, () =>
    mail.getByRole('link', { name: t('tickets.files.download', { name }) }).click(),
  );
  expect(attachment.suggestedFilename()).toBe(name);
  expect(await readFile(await attachment.path())).toEqual(table);
  await mail.getByRole('button', { name: t('tickets.history.menu') }).click();
  const source = await downloaded(page, () =>
    page.getByRole('menuitem', { name: t('tickets.history.source') }).click(),
  );
  expect(source.suggestedFilename()).toMatch(/\.eml$/);
  expect(await readFile(await source.path())).toEqual(plain);
}

async function downloaded(page: Story['page'], start: () => Promise<void>): Promise<Download> {
  const [download] = await Promise.all([page.waitForEvent('download'), start()]);
  return download;
}

async function trace({ dialog, locale, look, page, t }: Story): Promise<void> {
  const panel = page.getByRole('complementary', { name: t('tickets.panel.label') });
  await panel.getByText(say(locale, 'trace.newTicket')).waitFor();
  await panel.getByText(say(locale, 'trace.contactNew', { address: 'nora@nordlicht.example' })).waitFor();
  await look('ticket', { narrow: true });
  await page
    .getByRole('button', { name: t('tickets.history.menu') })
    .first()
    .click();
  await page.getByRole('menuitem', { name: t('tickets.history.why') }).click();
  await dialog(t('tickets.history.why')).getByText(say(locale, 'trace.newTicket')).waitFor();
  await look('why');
  await page.keyboard.press('Escape');
}
