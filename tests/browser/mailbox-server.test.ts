import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningDesk, startDesk } from '../support/running.ts';
import { type DovecotServer, startDovecot } from '../support/servers/dovecot.ts';
import { mailboxForm } from './mailbox-form.ts';
import { locales } from './settings.ts';
import { type Story, storyTeller } from './story.ts';

const tell = storyTeller();
const support = 'support@helpdesk.test';

describe.each(locales)('what the page of a mailbox asks its server (%s)', (locale) => {
  let dovecot: DovecotServer;
  let desk: RunningDesk;
  beforeAll(async () => {
    dovecot = await startDovecot();
    desk = await startDesk({ locale });
  });
  afterAll(async () => {
    await desk?.stop();
    await dovecot?.stop();
  });

  test('folders', { timeout: 300_000 }, () =>
    tell({ name: 'mailbox-server', locale, desk }, async (story) => {
      await story.page.goto(`${desk.url}/admin/mailboxes/new?direction=incoming`);
      await story.heading(story.t('mailboxes.form.newIncoming')).waitFor();
      await foldersNeedServer(story);
      await fillServer(story, dovecot);
      await pickFolder(story);
      expect(story.outside).toEqual([]);
    }),
  );
});

const loadFolders = (story: Story) =>
  story.button(story.t('mailboxes.form.loadFoldersOf', { name: mailboxForm(story, 'incoming').title('folder') }));

/** Asked too early, the form says what is missing. */
async function foldersNeedServer(story: Story): Promise<void> {
  await loadFolders(story).click();
  await story.sees(story.t('mailboxes.form.foldersNeedServer'));
  // The refusal is the desk's answer that was asked for.
  story.problems.splice(0);
  await story.look('folders-refused');
}

async function fillServer(story: Story, dovecot: DovecotServer): Promise<void> {
  const form = mailboxForm(story, 'incoming');
  await form.choose('encryption', 'starttls');
  await form.field('host').fill('localhost');
  await form.field('port').fill(String(dovecot.imapPort));
  await story.button(story.t('mailboxes.form.more')).click();
  await form.field('privateCa').fill(dovecot.certificates.ca);
  await form.field('username').fill(support);
  await form.field('password').fill('pass-support');
}

/** The server's own folders, with words for the special ones; typing goes on working. */
async function pickFolder(story: Story): Promise<void> {
  const { look, page, t } = story;
  const folder = mailboxForm(story, 'incoming').field('folder');
  await loadFolders(story).click();
  const sent = page.getByRole('option', { name: `Sent · ${t('mailboxes.form.specialUse.sent')}` });
  await sent.waitFor();
  await page.getByRole('option', { name: `INBOX · ${t('mailboxes.form.specialUse.inbox')}` }).waitFor();
  await look('folders', { narrow: true });
  await sent.click();
  expect(await folder.inputValue()).toBe('Sent');
  await folder.fill('Eigener/Ordner');
  expect(await folder.inputValue()).toBe('Eigener/Ordner');
}
