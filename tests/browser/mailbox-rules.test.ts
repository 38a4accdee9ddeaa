import { describe, expect, test } from 'vitest';
import type { Mailbox } from '../../src/api/contract/mailboxes.ts';
import { composeMessage } from '../../src/mail/compose.ts';
import { settingText } from '../../src/settings/texts/index.ts';
import { draftOf } from '../support/desk.ts';
import { type RunningDesk, startDesk } from '../support/running.ts';
import { mailboxForm } from './mailbox-form.ts';
import { locales } from './settings.ts';
import { type Story, storyTeller } from './story.ts';

const tell = storyTeller();
const mail = {
  name: 'anfrage.eml',
  mimeType: 'message/rfc822',
  buffer: composeMessage(
    draftOf({ from: { name: 'Nina Nord', addr: 'nina@nord.example' }, subject: 'Retoure zum Auftrag' }, new Date()),
  ).raw,
};

describe.each(locales)('rules of a mailbox (%s)', (locale) => {
  test('pickers, the sentences above the form, and a dry run that follows what is not saved yet', {
    timeout: 300_000,
  }, async () => {
    const desk = await startDesk({ locale });
    try {
      const ids = await masterData(desk);
      await tell({ name: 'mailbox-rules', locale, desk }, async (story) => {
        await story.page.goto(`${desk.url}/admin/mailboxes/new?direction=incoming`);
        await fill(story);
        await pick(story);
        await sentences(story);
        await dryRun(story);
        await save(story, desk, ids);
        expect(story.outside).toEqual([]);
      });
    } finally {
      await desk.stop();
    }
  });
});

async function masterData(desk: RunningDesk) {
  const made = async (kind: string, values: object) =>
    (await desk.call<{ id: number }>('POST', `/api/${kind}`, values)).id;
  const team = await made('teams', { name: 'Retouren' });
  const hardware = await made('categories', { name: 'Hardware' });
  const category = await made('categories', { name: 'Rücksendung', parentId: hardware, teamId: team });
  const shop = await made('labels', { name: 'Shop', colour: 'teal' });
  const label = await made('labels', { name: 'Retoure', colour: 'red', parentId: shop });
  // Thousands of users cannot stand in one list: the one looked for is far behind the first page of names.
  for (let at = 0; at < 60; at++) await made('contacts', { name: `aaa${at}`, addresses: [`a${at}@viele.example`] });
  const contact = await made('contacts', {
    name: 'zentrale',
    fullName: 'Zentrale',
    addresses: ['post@zentrale.example'],
  });
  return { category, label, contact };
}

async function fill(story: Story): Promise<void> {
  const { heading, page, t } = story;
  const form = mailboxForm(story, 'incoming');
  await heading(t('mailboxes.form.newIncoming')).waitFor();
  await form.field('name').fill('Shop');
  await form.field('host').fill('imap.shop.example');
  await form.field('username').fill('shop');
  await form.field('mailboxAddresses').fill('shop@shop.example');
  await page.keyboard.press('Enter');
  await form.switch('active').uncheck();
}

async function pick(story: Story): Promise<void> {
  const { locale, look, page, sees } = story;
  const form = mailboxForm(story, 'incoming');
  await form.field('labels').fill('reto');
  await page.getByRole('option', { name: 'Retoure' }).click();
  await page.keyboard.press('Escape');
  await form.field('newTicketStatus').click();
  // Grouped: the statuses stand below the word for their group.
  await sees(settingText(locale, 'settings.status.group.choice.waiting') ?? '');
  await page.keyboard.press('Escape');
  await form.field('fallbackContact').fill('post@zentrale');
  await page.getByRole('option', { name: 'Zentrale (zentrale)' }).click();
  await form.field('category').click();
  await look('category-list');
  await form.field('category').fill('rück');
  await page.getByRole('option', { name: 'Rücksendung' }).click();
  await look('filled', { narrow: true });
}

async function sentences({ page, sees, t }: Story): Promise<void> {
  const preview = page
    .locator('section')
    .filter({ hasText: t('mailboxes.preview.title') })
    .first();
  // The team comes with the category.
  await preview.getByText('Retouren', { exact: true }).waitFor();
  await preview.getByText('Retoure', { exact: true }).waitFor();
  await sees('Rücksendung');
}

/** The answer to "what would happen to this mail" follows the form, saved or not; what no longer counts is grey and says why. */
async function dryRun(story: Story): Promise<void> {
  const { locale, look, page, sees, t } = story;
  const form = mailboxForm(story, 'incoming');
  const panel = page.getByRole('region', { name: t('dryRun.title') });
  await panel.locator('input[type="file"]').setInputFiles(mail);
  await panel.getByText(t('dryRun.newTicket', { mailbox: 'Shop' })).waitFor();
  await panel.getByText('Retouren', { exact: true }).waitFor();
  await panel.getByText('Zentrale', { exact: true }).waitFor();
  await look('dry-run', { narrow: true });
  await form.switch('createContact').check();
  await panel.getByText(t('dryRun.isNew', { name: 'Nina Nord' })).waitFor();
  await form.switch('noNewTickets').check();
  await panel.getByText(t('dryRun.unfiled')).waitFor();
  expect(await form.field('category').isDisabled()).toBe(true);
  await sees(settingText(locale, 'settings.incoming.category.grey.noNewTickets') ?? '');
  await look('no-new-tickets', { narrow: true });
  await form.switch('noNewTickets').uncheck();
  expect(await form.field('category').inputValue()).toBe('Hardware › Rücksendung');
}

async function save(
  story: Story,
  desk: RunningDesk,
  ids: { category: number; label: number; contact: number },
): Promise<void> {
  const { button, page, sees, t } = story;
  await button(t('mailboxes.create')).click();
  await sees(t('mailboxes.form.created', { name: 'Shop' }));
  const { rows } = await desk.call<{ rows: Mailbox[] }>('GET', '/api/mailboxes');
  expect(rows[0]?.values).toMatchObject({
    labels: [ids.label],
    category: ids.category,
    fallbackContact: ids.contact,
    createContact: true,
    noNewTickets: false,
  });
  const form = mailboxForm(story, 'incoming');
  await page.waitForURL(/mailboxes\/\d+$/);
  await page.reload();
  await form.field('fallbackContact').waitFor();
  await button(t('forms.removeNamed', { name: 'Shop › Retoure' })).waitFor();
}
