import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MasterData, TicketRow } from '../../src/api/contract/tickets.ts';
import { composeMessage } from '../../src/mail/compose.ts';
import { draftOf } from '../support/desk.ts';
import { type RunningDesk, startDesk } from '../support/running.ts';
import { fillSandbox, locales } from './settings.ts';
import { holds, type Story, storyTeller } from './story.ts';

const tell = storyTeller();
const mails = ['Mahnung Mai', 'Terminverschiebung', 'Anlieferung Rampe', 'Ersatzteil fehlt'].map(
  (subject, at) =>
    composeMessage(draftOf({ from: { name: `Kunde ${at}`, addr: `kunde${at}@kunde.example` }, subject }, new Date()))
      .raw,
);

describe.each(locales)('the ticket list (%s)', (locale) => {
  let desk: RunningDesk;
  let data: MasterData;
  beforeAll(async () => {
    desk = await startDesk({ locale });
    await fillSandbox(desk, locale, mails);
    const { agents } = await desk.call<MasterData>('GET', '/api/master-data');
    await desk.call('POST', '/api/teams', { name: 'Versand', memberIds: agents.map(({ id }) => id) });
    await desk.call('POST', '/api/labels', { name: 'Rückruf', colour: 'blue' });
    data = await desk.call<MasterData>('GET', '/api/master-data');
    const team = data.teams.find(({ name }) => name === 'Versand')?.id;
    for (const subject of ['Mahnung Mai', 'Anlieferung Rampe'])
      await desk.call('PATCH', `/api/tickets/${(await rowOf(desk, subject)).id}`, { teamId: team });
  });
  afterAll(() => desk?.stop());

  test('filters in the address, saved views, order and columns', { timeout: 300_000 }, () =>
    tell({ name: 'list', locale, desk }, async (story) => {
      await story.page.goto(`${desk.url}/tickets`);
      await filter(story);
      await save(story);
      await manage(story);
      await columns(story);
      expect(story.outside).toEqual([]);
    }),
  );

  test('many at once, taken back, by keys', { timeout: 300_000 }, () =>
    tell({ name: 'bulk', locale, desk }, async (story) => {
      await story.page.goto(`${desk.url}/tickets`);
      await bulk(story, desk);
      await keys(story, desk);
      await ticketKeys(story, desk);
      await palette(story, desk);
    }),
  );
});

async function rowOf(desk: RunningDesk, subject: string): Promise<TicketRow> {
  const { rows } = await desk.call<{ rows: TicketRow[] }>('GET', `/api/tickets?q=${encodeURIComponent(subject)}`);
  const found = rows.find((row) => row.subject === subject);
  if (!found) throw new Error(`no ticket ${subject}`);
  return found;
}

const listOf = ({ page, t }: Story) => page.getByRole('list', { name: t('tickets.list.label') });
const rowIn = (story: Story, subject: string) => listOf(story).getByRole('listitem').filter({ hasText: subject });

async function filter(story: Story): Promise<void> {
  const { button, look, page, t } = story;
  await rowIn(story, 'Terminverschiebung').waitFor();
  await button(t('lists.add')).click();
  await look('filter-menu');
  await page.getByRole('menuitem', { name: t('lists.fields.team') }).click();
  const editor = page.getByRole('dialog', { name: t('lists.fields.team') });
  await editor.getByLabel('Versand').check();
  await rowIn(story, 'Terminverschiebung').waitFor({ state: 'detached' });
  await rowIn(story, 'Mahnung Mai').waitFor();
  await look('filter-editor', { narrow: true });
  await editor.getByRole('button', { name: t('lists.done') }).click();
  await editor.waitFor({ state: 'detached' });
  await page.waitForURL(({ searchParams }) => /^\d+$/u.test(searchParams.get('team') ?? ''));

  await page.reload();
  await rowIn(story, 'Mahnung Mai').waitFor();
  expect(await listOf(story).getByRole('listitem').count()).toBe(2);
  await page.goBack();
  await rowIn(story, 'Terminverschiebung').waitFor();
  await page.goForward();
  await rowIn(story, 'Terminverschiebung').waitFor({ state: 'detached' });

  await page.goto(`${new URL(page.url()).origin}/tickets?unread=0&changed=over-9000d`);
  await story
    .heading(t('tickets.empty.filter'))
    .or(page.getByText(t('tickets.empty.filter')))
    .first()
    .waitFor();
  await button(t('tickets.empty.filterClear')).click();
  await rowIn(story, 'Terminverschiebung').waitFor();
}

async function save(story: Story): Promise<void> {
  const { button, dialog, field, look, page, t } = story;
  await page.goBack();
  await page.goBack();
  await button(`${t('lists.sort.label')}: ${t('lists.sort.changed')}`).click();
  await page.getByRole('menuitem', { name: t('lists.sort.created') }).click();
  await button(`${t('lists.sort.label')}: ${t('lists.sort.created')}`).waitFor();
  await button(t('lists.save.act')).click();
  await dialog(t('lists.save.title')).waitFor();
  await field(t('lists.save.name')).fill('Versand zuerst');
  await look('save-view');
  await dialog(t('lists.save.title'))
    .getByRole('button', { name: t('common.save') })
    .click();
  await link(story, 'Versand zuerst').waitFor();
}

const link = ({ page, t }: Story, name: string): Locator =>
  page.getByRole('navigation', { name: t('tickets.views.label') }).getByRole('link', { name });

async function manage(story: Story): Promise<void> {
  const { button, dialog, look, page, t } = story;
  await button(t('tickets.views.manage')).click();
  const views = dialog(t('lists.manage.title'));
  await views.getByLabel(t('lists.manage.rename', { name: 'Versand zuerst' })).fill('Versand');
  await page.keyboard.press('Tab');
  await link(story, 'Versand').waitFor();
  await views.getByRole('button', { name: t('lists.manage.hide', { name: t('tickets.views.done') }) }).click();
  await look('manage-views', { narrow: true });
  await views.getByRole('button', { name: t('lists.manage.delete', { name: 'Versand' }) }).click();
  await link(story, 'Versand').waitFor({ state: 'detached' });
  await button(t('tickets.composer.undo')).click();
  await link(story, 'Versand').waitFor();
  await page.keyboard.press('Escape');
  await views.waitFor({ state: 'detached' });
  await link(story, t('tickets.views.done')).waitFor({ state: 'detached' });
}

async function columns(story: Story): Promise<void> {
  const { button, look, page, t } = story;
  await link(story, t('tickets.views.all')).click();
  await button(t('lists.columns.label')).click();
  await page.getByText(t('lists.columns.table'), { exact: true }).click();
  // It moves up to the chosen ones as it is chosen.
  await page.getByRole('dialog').getByLabel(t('lists.columns.labels'), { exact: true }).click();
  await page
    .getByRole('dialog')
    .getByRole('checkbox', { name: t('lists.columns.labels'), exact: true, checked: true })
    .waitFor();
  await look('columns');
  await page.keyboard.press('Escape');
  await rowIn(story, 'Terminverschiebung').waitFor();
  await look('table', { narrow: true });
  await page.reload();
  await page.getByText(t('lists.columns.labels'), { exact: true }).waitFor();
  await button(t('lists.columns.label')).click();
  await page.getByText(t('lists.columns.rows'), { exact: true }).click();
  await page.getByText(t('lists.columns.labels'), { exact: true }).waitFor({ state: 'detached' });
}

async function bulk(story: Story, desk: RunningDesk): Promise<void> {
  const { button, look, page, t } = story;
  const [first, second] = ['Terminverschiebung', 'Ersatzteil fehlt'];
  for (const subject of [first, second]) {
    const { reference } = await rowOf(desk, subject ?? '');
    await rowIn(story, subject ?? '').hover();
    await page.getByLabel(t('tickets.list.select', { reference })).click();
  }
  await page.getByText(t('tickets.bulk.selected', { count: 2 })).waitFor();
  await look('bulk', { narrow: true });
  await button(t('tickets.bulk.addLabel')).click();
  await page.getByRole('menuitem', { name: 'Rückruf' }).click();
  await page.getByText(t('tickets.bulk.done', { count: 2 })).waitFor();
  expect((await rowOf(desk, 'Ersatzteil fehlt')).labelIds).toHaveLength(1);
  await button(t('tickets.composer.undo')).click();
  await page.getByText(t('lists.bulk.undone', { count: 2 })).waitFor();
  expect((await rowOf(desk, 'Ersatzteil fehlt')).labelIds).toEqual([]);
}

async function keys(story: Story, desk: RunningDesk): Promise<void> {
  const { button, page, t } = story;
  await page.reload();
  await rowIn(story, 'Terminverschiebung').getByRole('link').focus();
  await page.keyboard.press('x');
  await page.keyboard.press('l');
  await page.getByRole('menuitem', { name: 'Rückruf' }).waitFor();
  await page.keyboard.press('Escape');
  await button(t('lists.bulk.all')).click();
  const all = await listOf(story).getByRole('listitem').count();
  await page.getByText(t('tickets.bulk.selected', { count: all })).waitFor();
  await page.keyboard.press('Escape');
  await page.getByText(t('tickets.bulk.selected', { count: all })).waitFor({ state: 'detached' });

  await rowIn(story, 'Mahnung Mai').getByRole('link').focus();
  await page.keyboard.press('e');
  await page.getByText(t('tickets.bulk.done', { count: 1 })).waitFor();
  expect((await rowOf(desk, 'Mahnung Mai')).statusGroup).toBe('done');
  await button(t('tickets.composer.undo')).click();
  await page.getByText(t('lists.bulk.undone', { count: 1 })).waitFor();
  expect((await rowOf(desk, 'Mahnung Mai')).statusGroup).toBe('open');
  await holds(page, "document.querySelectorAll('[data-chosen]').length === 0");
}

async function ticketKeys(story: Story, desk: RunningDesk): Promise<void> {
  const { page, look, t } = story;
  const title = (subject: string) => holds(page, `document.title.includes(${JSON.stringify(subject)})`);
  // Changed last of all, in this order, and so they stand in the list.
  const [upper, lower] = ['Ersatzteil fehlt', 'Terminverschiebung'];
  for (const subject of [lower, upper])
    await desk.call('PATCH', `/api/tickets/${(await rowOf(desk, subject ?? '')).id}`, { subject: `${subject} heute` });
  await page.goto(`${desk.url}/tickets`);
  await rowIn(story, `${upper} heute`).getByRole('link').click();
  await title(`${upper} heute`);
  await page.keyboard.press(']');
  await title(`${lower} heute`);
  await page.keyboard.press('[');
  await title(`${upper} heute`);
  await page.keyboard.press('s');
  await page.getByRole('listbox', { name: t('tickets.head.status') }).waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('m');
  await rowIn(story, `${upper} heute`).and(page.locator('li:has([data-unread])')).waitFor();
  expect((await rowOf(desk, `${upper} heute`)).unread).toBe(true);

  await page.keyboard.press('g');
  await page.keyboard.press('o');
  await holds(page, "location.pathname === '/outbox'");
  await page.keyboard.press('g');
  await page.keyboard.press('t');
  await rowIn(story, `${upper} heute`).waitFor();
  await page.keyboard.press('?');
  await story.dialog(t('tickets.keys.title')).waitFor();
  await look('keys', { narrow: true });
  await page.keyboard.press('Escape');
  await story.dialog(t('tickets.keys.title')).waitFor({ state: 'detached' });
}

async function palette(story: Story, desk: RunningDesk): Promise<void> {
  const { look, page, t } = story;
  const { id, reference } = await rowOf(desk, 'Anlieferung Rampe');
  const search = page
    .getByRole('searchbox', { name: t('frame.palette.placeholder') })
    .or(page.getByLabel(t('frame.palette.placeholder')));
  await page.keyboard.press('Control+k');
  await search.first().fill('rampe');
  const hit = page.getByRole('button', { name: `${reference} Anlieferung Rampe` });
  await hit.waitFor();
  await look('palette');
  await hit.click();
  await holds(page, `location.pathname === '/tickets/${id}'`);
  await page.getByRole('region', { name: t('tickets.history.label') }).waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('button', { name: new RegExp(`^${t('lists.keys.done')}`) }).click();
  await page.getByText(t('tickets.bulk.done', { count: 1 })).waitFor();
  expect((await rowOf(desk, 'Anlieferung Rampe')).statusGroup).toBe('done');
}
