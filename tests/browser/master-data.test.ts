import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import type { MasterKind } from '../../src/settings/master-data.ts';
import { masterKinds } from '../../src/settings/master-data.ts';
import { settingText } from '../../src/settings/texts/index.ts';
import { type RunningDesk, startDesk } from '../support/running.ts';
import { eventually } from '../support/servers/mail.ts';
import { locales } from './settings.ts';
import { type Story, storyTeller } from './story.ts';

const tell = storyTeller();
type Entry = { id: number; active: boolean } & Record<string, unknown>;

describe.each(locales)('master data (%s)', (locale) => {
  test('every kind is created, ordered, changed and taken back, merged and deleted; CSV goes out and comes in', {
    timeout: 300_000,
  }, async () => {
    const desk = await startDesk({ locale });
    try {
      await tell({ name: 'master-data', locale, desk }, async (story) => {
        await story.page.goto(`${desk.url}/admin/data`);
        await teams(story, desk);
        await labels(story, desk);
        await priorities(story, desk);
        await statuses(story, desk);
        await customersByCsv(story, desk);
        await contacts(story, desk);
        await mergeAndDelete(story, desk);
        expect(story.outside).toEqual([]);
      });
    } finally {
      await desk.stop();
    }
  });

  test('agents create users and change nothing else', { timeout: 300_000 }, async () => {
    const desk = await startDesk({ locale });
    try {
      const password = 'noch ein langer Satz';
      await desk.call('POST', '/api/agents', {
        name: 'Berta',
        email: 'berta@desk.example',
        role: 'agent',
        locale,
        password,
      });
      await desk.call('POST', '/api/contacts', { name: 'nina', addresses: ['nina@nord.example'] });
      await tell({ name: 'master-data-agent', locale, desk, signedIn: false }, async (story) => {
        const { button, field, heading, page, sees, t } = story;
        await page.goto(desk.url);
        await field(t('start.signIn.email')).fill('berta@desk.example');
        await field(t('start.signIn.password')).fill(password);
        await button(t('start.signIn.submit')).click();
        await heading(t('start.greeting.noTickets')).waitFor();
        await page.goto(`${desk.url}/contacts`);
        await sees('nina@nord.example');
        expect(await button(t('masterData.actsOf', { name: 'nina' })).count()).toBe(0);
        await button(t('common.create')).click();
        await create(story, 'contacts', { name: 'otto' }, ['otto@ost.example']);
        await sees('otto@ost.example');
        await page.goto(`${desk.url}/admin/data/labels`);
        await heading(t('common.error.adminsOnly')).waitFor();
      });
    } finally {
      await desk.stop();
    }
  });
});

const titleOf = ({ locale }: Story, kind: MasterKind, field: string) =>
  settingText(locale, `settings.${masterKinds[kind].name}.${field}.title`) ?? '';

const entries = async (desk: RunningDesk, kind: MasterKind) =>
  (await desk.call<{ rows: Entry[] }>('GET', `/api/${kind}`)).rows;

/** Fills the form that is open and creates the entry; `list` goes into the field that holds several. */
async function create(
  story: Story,
  kind: MasterKind,
  texts: Record<string, string>,
  list: string[] = [],
): Promise<void> {
  const { dialog, field, t } = story;
  const form = dialog(t(`masterData.${kind}.createTitle`));
  await form.waitFor();
  for (const [name, value] of Object.entries(texts)) await field(titleOf(story, kind, name)).fill(value);
  const several = kind === 'customers' ? 'domains' : 'addresses';
  for (const value of list) {
    await field(titleOf(story, kind, several)).fill(value);
    await story.page.keyboard.press('Enter');
  }
  await form.getByRole('button', { name: t('common.create'), exact: true }).click();
  await form.waitFor({ state: 'hidden' });
}

async function choose(story: Story, kind: MasterKind, name: string, option: string): Promise<void> {
  await story.field(titleOf(story, kind, name)).click();
  await story.page.getByRole('option', { name: option }).click();
}

async function act(story: Story, name: string, what: 'edit' | 'deactivate' | 'merge' | 'delete'): Promise<void> {
  const { button, page, t } = story;
  await button(t('masterData.actsOf', { name })).click();
  const word = what === 'delete' ? t('common.delete') : t(`masterData.${what}`);
  await page.getByRole('menuitem', { name: word }).click();
}

async function teams(story: Story, desk: RunningDesk): Promise<void> {
  const { button, dialog, field, heading, look, page, sees, t } = story;
  await heading(t('masterData.teams.emptyTitle')).waitFor();
  await look('empty', { narrow: true });
  await page.keyboard.press('n');
  await dialog(t('masterData.teams.createTitle')).waitFor();
  // An empty name is asked for at its field, and nothing is closed.
  await dialog(t('masterData.teams.createTitle'))
    .getByRole('button', { name: t('common.create'), exact: true })
    .click();
  await dialog(t('masterData.teams.createTitle')).getByRole('alert').waitFor();
  await choose(story, 'teams', 'memberIds', 'Anna Admin');
  await page.keyboard.press('Escape');
  await look('form', { narrow: true });
  await create(story, 'teams', { name: 'Support' });
  await sees('Anna Admin');
  await button(t('common.create')).click();
  await field(titleOf(story, 'teams', 'name')).fill('Nordlager');
  await choose(story, 'teams', 'parentId', 'Support');
  await create(story, 'teams', {});
  await act(story, 'Nordlager', 'deactivate');
  await sees(t('masterData.deactivated', { name: 'Nordlager' }));
  await look('tree', { narrow: true });
  await button(t('common.undo')).click();
  await eventually('active again', async () =>
    (await entries(desk, 'teams')).every(({ active }) => active) ? true : undefined,
  );
  const [support] = (await entries(desk, 'teams')).filter(({ name }) => name === 'Support');
  expect((await entries(desk, 'teams')).find(({ name }) => name === 'Nordlager')).toMatchObject({
    parentId: support?.id,
  });
}

async function labels(story: Story, desk: RunningDesk): Promise<void> {
  const { button, field, heading, link, locale, look, page, t } = story;
  await link(t('masterData.labels.title')).click();
  await heading(t('masterData.labels.emptyTitle')).waitFor();
  await button(t('common.create')).first().click();
  await page.getByRole('radio', { name: settingText(locale, 'settings.label.colour.choice.teal') }).check();
  await create(story, 'labels', { name: 'Shop' });
  await button(t('common.create')).click();
  await field(titleOf(story, 'labels', 'name')).fill('Retoure');
  await choose(story, 'labels', 'parentId', 'Shop');
  await page.getByRole('radio', { name: settingText(locale, 'settings.label.colour.choice.red') }).check();
  await look('label-form', { narrow: true });
  await create(story, 'labels', {});
  await button('Retoure').waitFor();
  await look('labels', { narrow: true });
  const [shop, retoure] = (await entries(desk, 'labels')).toSorted((one, other) => one.id - other.id);
  expect([shop, retoure]).toMatchObject([{ colour: 'teal' }, { colour: 'red', parentId: shop?.id }]);
  // Search shows the path, since the entry above may not be found.
  await page.keyboard.press('/');
  await field(t('masterData.labels.search')).fill('retou');
  await button('Shop › Retoure').waitFor();
  await field(t('masterData.labels.search')).fill('');
}

async function priorities(story: Story, desk: RunningDesk): Promise<void> {
  const { link, locale, look, page, sees, t } = story;
  await link(t('masterData.priorities.title')).click();
  const before = (await entries(desk, 'priorities')).toSorted((one, other) => Number(other.rank) - Number(one.rank));
  const nameOf = (entry: Entry | undefined) => String(entry?.[locale === 'de' ? 'nameDe' : 'nameEn']);
  const [first, second] = before;
  await page.getByRole('button', { name: t('masterData.move', { name: nameOf(second) }) }).focus();
  await page.keyboard.press('ArrowUp');
  await sees(t('masterData.moved', { name: nameOf(second) }));
  await look('priorities', { narrow: true });
  const after = (await entries(desk, 'priorities')).toSorted((one, other) => Number(other.rank) - Number(one.rank));
  expect(after.slice(0, 2).map(({ id }) => id)).toEqual([second?.id, first?.id]);
  // By mouse it goes back: the row is dragged onto the one above.
  await page
    .getByRole('button', { name: t('masterData.move', { name: nameOf(first) }) })
    .dragTo(page.getByRole('row').filter({ hasText: nameOf(second) }));
  await sees(t('masterData.moved', { name: nameOf(first) }));
  await eventually('the old order', async () => {
    const [top] = (await entries(desk, 'priorities')).toSorted((one, other) => Number(other.rank) - Number(one.rank));
    return top?.id === first?.id ? true : undefined;
  });
}

async function statuses(story: Story, desk: RunningDesk): Promise<void> {
  const { button, field, link, locale, look, page, t } = story;
  await link(t('masterData.statuses.title')).click();
  await button(t('common.create')).click();
  await field(titleOf(story, 'statuses', 'nameDe')).fill('Wartet auf Teile');
  await field(titleOf(story, 'statuses', 'nameEn')).fill('Waiting for parts');
  await choose(story, 'statuses', 'group', settingText(locale, 'settings.status.group.choice.waiting') ?? '');
  await create(story, 'statuses', {});
  await page
    .getByText(locale === 'de' ? 'Wartet auf Teile' : 'Waiting for parts')
    .first()
    .waitFor();
  await look('statuses', { narrow: true });
  const builtIn = (await entries(desk, 'statuses')).find((status) => status.builtIn === true);
  const name = String(builtIn?.[locale === 'de' ? 'nameDe' : 'nameEn']);
  await button(t('masterData.actsOf', { name })).click();
  await page.getByRole('menuitem', { name: t('masterData.edit') }).waitFor();
  expect(await page.getByRole('menuitem', { name: t('common.delete') }).count()).toBe(0);
  await page.keyboard.press('Escape');
}

async function customersByCsv(story: Story, desk: RunningDesk): Promise<void> {
  const { button, dialog, heading, link, locale, look, page, sees, t } = story;
  await link(t('frame.customers')).click();
  await heading(t('masterData.customers.emptyTitle')).waitFor();
  await button(t('masterData.import')).click();
  const name = t('masterData.csv.title', { kind: t('masterData.customers.title') });
  await dialog(name).waitFor();
  await look('csv-begin', { narrow: true });
  const columns = [titleOf(story, 'customers', 'name'), titleOf(story, 'customers', 'domains')];
  const mark = locale === 'de' ? ';' : ',';
  const file = (...lines: string[][]) => ({
    name: 'kunden.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from([columns, ...lines].map((cells) => cells.join(mark)).join('\r\n'), 'utf8'),
  });
  const input = dialog(name).locator('input[type="file"]');
  await input.setInputFiles(file(['Nordlicht GmbH', 'nordlicht.example'], ['Süd AG', 'keine Domäne']));
  // The line is named as an editor counts it, and nothing can be taken over.
  await dialog(name)
    .getByRole('row')
    .filter({ hasText: 'Süd AG' })
    .getByRole('cell', { name: '3', exact: true })
    .waitFor();
  await sees(settingText(locale, 'problem.not-a-domain') ?? '');
  expect(await button(t('masterData.csv.carryOut', { count: 1 })).isDisabled()).toBe(true);
  await look('csv-wrong', { narrow: true });
  expect(await entries(desk, 'customers')).toEqual([]);
  await input.setInputFiles(file(['Nordlicht GmbH', 'nordlicht.example'], ['Süd AG', 'sued.example']));
  await button(t('masterData.csv.carryOut', { count: 2 })).click();
  await dialog(name).waitFor({ state: 'hidden' });
  await sees('nordlicht.example');
  await look('customers', { narrow: true });
  expect(await entries(desk, 'customers')).toMatchObject([{ name: 'Nordlicht GmbH' }, { name: 'Süd AG' }]);
  const downloading = page.waitForEvent('download');
  await button(t('masterData.more')).click();
  await page.getByRole('menuitem', { name: t('masterData.export') }).click();
  const saved = await readFile(await (await downloading).path(), 'utf8');
  expect(saved).toContain(`Nordlicht GmbH${mark}nordlicht.example`);
}

async function contacts(story: Story, desk: RunningDesk): Promise<void> {
  const { button, field, heading, link, look, page, sees, t } = story;
  await link(t('frame.contacts')).click();
  await heading(t('masterData.contacts.emptyTitle')).waitFor();
  await button(t('common.create')).first().click();
  // The server finds it by its domain, which the name does not contain.
  await field(titleOf(story, 'contacts', 'customerId')).fill('sued.ex');
  await page.getByRole('option', { name: 'Süd AG' }).click();
  await create(story, 'contacts', { name: 'nina', fullName: 'Nina Nord' }, [
    'nina@nordlicht.example',
    'nn@nordlicht.example',
  ]);
  await sees('Nina Nord');
  await sees('nn@nordlicht.example');
  // A second user cannot have the same address: said at the field, nothing typed is lost.
  await button(t('common.create')).click();
  await field(titleOf(story, 'contacts', 'name')).fill('nils');
  await field(titleOf(story, 'contacts', 'addresses')).fill('nina@nordlicht.example');
  await page.keyboard.press('Enter');
  const form = story.dialog(t('masterData.contacts.createTitle'));
  await form.getByRole('button', { name: t('common.create'), exact: true }).click();
  await form.getByRole('alert').waitFor();
  await look('address-taken', { narrow: true });
  await form.getByRole('button', { name: t('common.cancel'), exact: true }).click();
  await button(t('mailboxes.form.leave')).click();
  await form.waitFor({ state: 'hidden' });
  await look('contacts', { narrow: true });
  expect(await entries(desk, 'contacts')).toMatchObject([{ name: 'nina', customerName: 'Süd AG' }]);
}

async function mergeAndDelete(story: Story, desk: RunningDesk): Promise<void> {
  const { button, dialog, field, link, look, page, sees, t } = story;
  await link(t('frame.customers')).click();
  await sees('Süd AG');
  // In use by a user: the other one takes its place.
  await act(story, 'Süd AG', 'delete');
  await dialog(t('masterData.deleteTitle', { name: 'Süd AG' })).waitFor();
  await sees(t('masterData.usedBy'));
  await button(t('masterData.replaceAndDelete')).click();
  await field(t('masterData.replacement')).fill('Nord');
  await page.getByRole('option', { name: 'Nordlicht GmbH' }).click();
  await look('replacement', { narrow: true });
  await button(t('masterData.replaceAndDelete')).click();
  await sees(t('masterData.deleted', { name: 'Süd AG' }));
  expect(await entries(desk, 'contacts')).toMatchObject([{ customerName: 'Nordlicht GmbH' }]);
  await desk.call('POST', '/api/customers', { name: 'Nordlicht' });
  await button(t('masterData.actsOf', { name: 'Nordlicht' })).waitFor();
  await act(story, 'Nordlicht', 'merge');
  await field(t('masterData.mergeInto')).fill('gmbh');
  await page.getByRole('option', { name: 'Nordlicht GmbH' }).click();
  await dialog(t('masterData.mergeTitle', { name: 'Nordlicht' }))
    .getByRole('button', { name: t('masterData.merge'), exact: true })
    .click();
  await sees(t('masterData.merged', { name: 'Nordlicht', into: 'Nordlicht GmbH' }));
  expect(await entries(desk, 'customers')).toMatchObject([{ name: 'Nordlicht GmbH' }]);
}
