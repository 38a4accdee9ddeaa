import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Mailbox } from '../../src/api/contract/mailboxes.ts';
import { say } from '../../src/desk/texts/index.ts';
import { composeMessage } from '../../src/mail/compose.ts';
import { draftOf } from '../support/desk.ts';
import { type RunningDesk, startDesk } from '../support/running.ts';
import { type DovecotServer, startDovecot } from '../support/servers/dovecot.ts';
import { eventually } from '../support/servers/mail.ts';
import { mailboxForm } from './mailbox-form.ts';
import { locales } from './settings.ts';
import { type Story, storyTeller } from './story.ts';

const tell = storyTeller();
const support = 'support@helpdesk.test';
const mailOf = (subject: string) =>
  composeMessage(draftOf({ to: [{ name: '', addr: support }], subject }, new Date())).raw;

describe.each(locales)('what the page of a mailbox asks its server (%s)', (locale) => {
  let dovecot: DovecotServer;
  let desk: RunningDesk;
  beforeAll(async () => {
    dovecot = await startDovecot();
    desk = await startDesk({ locale });
    await dovecot.deliver(support, mailOf('Von gestern'));
    await dovecot.deliver(support, mailOf('Archiv'), { receivedAt: new Date(Date.now() - 30 * 86_400_000) });
  });
  afterAll(async () => {
    await desk?.stop();
    await dovecot?.stop();
  });

  test('folders, the first import, what was left there', { timeout: 300_000 }, () =>
    tell({ name: 'mailbox-server', locale, desk }, async (story) => {
      await story.page.goto(`${desk.url}/admin/mailboxes/new?direction=incoming`);
      await story.heading(story.t('mailboxes.form.newIncoming')).waitFor();
      await findSettings(story);
      await foldersNeedServer(story);
      await fillServer(story, dovecot);
      await pickFolder(story);
      await firstTestFails(story);
      await createPaused(story, desk);
      await onlyNewOnes(story, dovecot);
      await fetchAnyway(story, desk);
      await gaps(story, desk);
      await switchedOff(story, desk);
      expect(story.outside).toEqual([]);
    }),
  );
});

const loadFolders = (story: Story) =>
  story.button(story.t('mailboxes.form.loadFoldersOf', { name: mailboxForm(story, 'incoming').title('folder') }));

/** From the address alone; a known provider is answered without the network. What is found stays open to change. */
async function findSettings(story: Story): Promise<void> {
  const { button, field, look, page, sees, t } = story;
  const form = mailboxForm(story, 'incoming');
  await field(t('mailboxes.find.address')).fill('max@gmx.de');
  await button(t('mailboxes.find.search')).click();
  await sees(t('mailboxes.find.source.provider', { name: 'GMX' }));
  expect(await form.field('host').inputValue()).toBe('imap.gmx.net');
  expect(await form.field('port').inputValue()).toBe('993');
  expect(await form.field('username').inputValue()).toBe('max@gmx.de');
  await look('found', { narrow: true });
  await page.getByRole('radio', { name: /^POP3 ·/ }).check();
  expect([await form.field('host').inputValue(), await form.field('port').inputValue()]).toEqual([
    'pop.gmx.net',
    '995',
  ]);
  await page.getByRole('radio', { name: /^IMAP ·/ }).check();
  await form.field('host').fill('');
}

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
  await story.button(story.t('mailboxes.form.more')).first().click();
  await form.field('privateCa').fill(dovecot.certificates.ca);
  await form.field('username').fill(support);
  await form.field('password').fill('pass-support');
  await form.switch('createContact').check();
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

/** Before a mailbox is fetched for the first time its server is asked; if that fails, nothing is saved behind one's back. */
async function firstTestFails(story: Story): Promise<void> {
  const { button, dialog, field, look, page, t } = story;
  const form = mailboxForm(story, 'incoming');
  await form.field('name').fill('Support');
  await page.keyboard.press('Escape');
  await form.field('mailboxAddresses').click();
  await page.keyboard.press('Backspace');
  await form.field('mailboxAddresses').fill(support);
  await page.keyboard.press('Enter');
  await button(t('mailboxes.create')).click();
  const question = dialog(t('mailboxes.firstImport.failedTitle'));
  await question.waitFor();
  await look('first-test-failed');
  await question.getByRole('button', { name: t('mailboxes.firstImport.back'), exact: true }).click();
  await question.waitFor({ state: 'hidden' });
  expect(await field(form.title('name')).inputValue()).toBe('Support');
  await form.field('folder').fill('INBOX');
}

async function createPaused({ button, dialog, locale, look, sees, t }: Story, desk: RunningDesk): Promise<void> {
  await button(t('mailboxes.create')).click();
  await dialog(t('mailboxes.firstImport.title')).waitFor();
  const one = { count: 1, number: '1' };
  await sees(`${t('mailboxes.firstImport.wouldImport', one)}, ${t('mailboxes.firstImport.older', one)}.`);
  await look('first-import');
  await button(t('mailboxes.firstImport.later')).click();
  await sees(t('mailboxes.form.created', { name: 'Support' }));
  await sees(say(locale, 'state.mailbox.paused'));
  const { rows } = await desk.call<{ rows: Mailbox[] }>('GET', '/api/mailboxes');
  expect(rows).toMatchObject([{ state: 'paused', lastRunAt: null }]);
}

async function onlyNewOnes({ button, dialog, link, page, sees, t }: Story, dovecot: DovecotServer): Promise<void> {
  await button(t('mailboxes.resume')).click();
  await dialog(t('mailboxes.firstImport.title')).waitFor();
  await button(t('mailboxes.firstImport.new')).click();
  await sees(t('mailboxes.resumed', { name: 'Support' }));
  await dovecot.deliver(support, mailOf('Von heute'));
  await link(t('frame.tickets')).click();
  await page.getByRole('link', { name: /Von heute/ }).waitFor();
  expect(await page.getByRole('link', { name: /Von gestern|Archiv/ }).count()).toBe(0);
}

/** What was left out stands in the log and can still be had. */
async function fetchAnyway({ button, look, page, t, link, locale }: Story, desk: RunningDesk): Promise<void> {
  await page.goto(`${desk.url}/intake?state=skipped`);
  const rows = page.getByRole('button').filter({ hasText: t('intake.onServer') });
  await rows.nth(1).waitFor();
  await rows.first().click();
  await look('skipped', { narrow: true });
  await button(t('intake.fetchAnyway')).click();
  await page.goto(`${desk.url}/intake`);
  await page.getByText(say(locale, 'state.inbound.filed'), { exact: true }).nth(1).waitFor();
  await link(t('frame.tickets')).click();
  await page.getByRole('link', { name: /Von gestern|Archiv/ }).waitFor();
}

/** The other mail that was left out is found by the gap check and brought in. */
async function gaps({ button, look, page, sees, t }: Story, desk: RunningDesk): Promise<void> {
  const { rows } = await desk.call<{ rows: Mailbox[] }>('GET', '/api/mailboxes');
  await page.goto(`${desk.url}/admin/mailboxes/${rows[0]?.id}`);
  await page.getByRole('tab', { name: t('mailboxes.gaps.title') }).click();
  await button(t('mailboxes.gaps.check')).click();
  await sees(t('mailboxes.gaps.summary', { count: 1, total: 1, here: 0 }));
  await look('gaps', { narrow: true });
  await page.getByRole('checkbox', { name: `${t('mailboxes.gaps.reason.skipped')}: 1` }).check();
  await button(t('mailboxes.gaps.import', { count: 1 })).click();
  await sees(t('mailboxes.gaps.asked', { count: 1 }));
  await eventually('the last mail is a ticket', async () =>
    (await desk.call<{ all: number }>('GET', '/api/tickets/counts')).all === 3 ? true : undefined,
  );
}

/** That the whole desk fetches nothing is seen on every page, and gone as soon as it fetches again. */
async function switchedOff({ link, look, page, sees, t }: Story, desk: RunningDesk): Promise<void> {
  const settings = await desk.call<Record<string, unknown>>('GET', '/api/desk');
  await desk.call('PUT', '/api/desk', { ...settings, fetchStopped: true });
  for (const place of ['tickets', 'intake', 'admin/data/teams']) {
    await page.goto(`${desk.url}/${place}`);
    await sees(t('frame.stopped'));
  }
  await look('stopped', { narrow: true });
  await link(t('frame.toSwitch')).click();
  await page.getByRole('switch', { name: t('desk.stopped'), checked: true }).waitFor();
  await desk.call('PUT', '/api/desk', settings);
  await page.getByText(t('frame.stopped')).waitFor({ state: 'hidden' });
}
