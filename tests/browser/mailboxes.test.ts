import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Mailbox } from '../../src/api/contract/mailboxes.ts';
import { say } from '../../src/desk/texts/index.ts';
import { composeMessage } from '../../src/mail/compose.ts';
import { settingText } from '../../src/settings/texts/index.ts';
import { draftOf } from '../support/desk.ts';
import { type RunningDesk, startDesk } from '../support/running.ts';
import { type DovecotServer, startDovecot } from '../support/servers/dovecot.ts';
import { type EximServer, startExim } from '../support/servers/exim.ts';
import { eventually, sendMail } from '../support/servers/mail.ts';
import { startToxic, type ToxicProxy } from '../support/servers/toxic.ts';
import {
  rightPassword,
  stepsAsTheyHappen,
  unknownAuthority,
  wordForWord,
  wrongFolder,
  wrongPassword,
} from './connection-test.ts';
import { mailboxForm } from './mailbox-form.ts';
import { locales } from './settings.ts';
import { holds, type Story, storyTeller } from './story.ts';

const tell = storyTeller();
const support = 'support@helpdesk.test';
const carol = { name: 'Carol Kundin', addr: 'carol@customer.test' };
const mailOf = (subject: string) =>
  composeMessage(draftOf({ from: carol, to: [{ name: '', addr: support }], subject }, new Date())).raw;

describe.each(locales)('mailboxes (%s)', (locale) => {
  let dovecot: DovecotServer;
  let exim: EximServer;
  let line: ToxicProxy;
  let desk: RunningDesk;
  beforeAll(async () => {
    dovecot = await startDovecot();
    exim = await startExim({ dovecot });
    line = await startToxic(dovecot.imapPort);
    desk = await startDesk({ locale });
    for (const subject of ['Eins', 'Zwei']) await dovecot.deliver(support, mailOf(subject));
  });
  afterAll(async () => {
    await desk?.stop();
    await line?.stop();
    await exim?.stop();
    await dovecot?.stop();
  });

  test('create, test, save, fetch, pause, delete, both directions, on real servers', { timeout: 600_000 }, () =>
    tell({ name: 'mailboxes', locale, desk }, async (story) => {
      await chooseIncoming(story, desk);
      await validation(story);
      await portSuggestion(story);
      await fillIncoming(story, line.port, dovecot.certificates.ca);
      await stepsAsTheyHappen(story, line);
      await wordForWord(story);
      await unknownAuthority(story);
      await wrongPassword(story);
      await rightPassword(story);
      await wrongFolder(story);
      await createIncoming(story);
      await writeOnlyPassword(story, desk);
      await leaveGuard(story);
      await createOutgoing(story, exim.submissionPort, dovecot);
      const last = await lastRun(desk);
      await sendMail({ port: exim.mxPort }, { from: carol.addr, to: [support], raw: mailOf('Lampe flackert') });
      await eventually('the mail on the server', async () =>
        (await dovecot.mails(support)).length === 1 ? true : undefined,
      );
      await fetchNow(story, last + 1);
      await pause(story);
      await duplicate(story, desk);
      await replaceOutgoing(story, desk);
      await remove(story, desk);
      expect(story.outside).toEqual([]);
    }),
  );
});

async function chooseIncoming({ heading, link, look, page, t }: Story, desk: RunningDesk): Promise<void> {
  await page.goto(`${desk.url}/admin/mailboxes`);
  await heading(t('mailboxes.emptyTitle')).waitFor();
  await look('empty');
  await link(t('mailboxes.create')).first().click();
  await heading(t('mailboxes.direction.title')).waitFor();
  await look('direction', { narrow: true });
  await page
    .getByRole('link')
    .filter({ hasText: t('mailboxes.direction.incomingText') })
    .click();
  await heading(t('mailboxes.form.newIncoming')).waitFor();
}

/** Saving an empty form tells what is missing, and each line leads to its field. */
async function validation(story: Story): Promise<void> {
  const { button, heading, look, page, t } = story;
  const form = mailboxForm(story, 'incoming');
  await button(t('mailboxes.create')).click();
  await heading(t('mailboxes.form.problems', { count: 5 })).waitFor();
  await look('problems', { narrow: true });
  for (const field of ['host', 'username', 'mailboxAddresses', 'fallbackContact'] as const) {
    await page
      .getByRole('alert')
      .getByRole('link', { name: form.title(field), exact: true })
      .click();
    await holds(page, `document.activeElement.id === 'setting-incoming-${field}'`);
  }
}

/** The port follows the encryption until somebody types one. */
async function portSuggestion(story: Story): Promise<void> {
  const form = mailboxForm(story, 'incoming');
  const port = form.field('port');
  expect(await port.inputValue()).toBe('993');
  await form.choose('encryption', 'starttls');
  expect(await port.inputValue()).toBe('143');
  await port.fill('1143');
  await form.choose('encryption', 'tls');
  expect(await port.inputValue()).toBe('1143');
  await form.choose('encryption', 'starttls');
}

async function fillIncoming(story: Story, port: number, ca: string): Promise<void> {
  const { button, page, t } = story;
  const form = mailboxForm(story, 'incoming');
  await form.field('name').fill('Support');
  await form.field('host').fill('localhost');
  await form.field('port').fill(String(port));
  await button(t('mailboxes.form.more')).first().click();
  await form.field('privateCa').fill(ca);
  // A field must not jump away from whoever types into it.
  await holds(page, "document.activeElement.id === 'setting-incoming-privateCa'");
  await form.field('username').fill(support);
  await form.field('password').fill('falsch');
  await form.field('senderName').fill('Unser Support');
  await form.field('mailboxAddresses').fill(support);
  await page.keyboard.press('Enter');
  // Without it a new mail would be here before anybody could fetch it.
  await form.switch('push').uncheck();
  await form.switch('createContact').check();
}

async function createIncoming({ button, dialog, look, page, sees, t }: Story): Promise<void> {
  await button(t('mailboxes.create')).click();
  await dialog(t('mailboxes.firstImport.title')).waitFor();
  await sees(t('mailboxes.firstImport.wouldImport', { count: 2, number: '2' }));
  await look('first-import');
  await button(t('mailboxes.firstImport.all', { count: 2 })).click();
  await sees(t('mailboxes.form.created', { name: 'Support' }));
  await page.getByRole('tab', { name: t('mailboxes.runs') }).click();
  const run = page.getByRole('row').nth(1);
  await run.getByText(t('mailboxes.runList.ok'), { exact: true }).waitFor();
  expect(await run.getByRole('cell').allTextContents()).toEqual(expect.arrayContaining(['1', '2']));
  await look('runs', { narrow: true });
  await page.getByRole('tab', { name: t('mailboxes.settings') }).click();
}

/** The stored password never comes back to the page; an empty field keeps it. */
async function writeOnlyPassword(story: Story, desk: RunningDesk): Promise<void> {
  const { button, page, sees, t } = story;
  const form = mailboxForm(story, 'incoming');
  const heard: string[] = [];
  page.on('response', (response) => {
    if (response.url().includes('/api/') && !response.url().endsWith('/events'))
      void response.text().then(
        (text) => heard.push(text),
        () => undefined,
      );
  });
  await page.reload();
  await form.field('password').waitFor();
  expect(await form.field('password').inputValue()).toBe('');
  expect(await form.field('password').getAttribute('placeholder')).toBe(t('forms.secretSet'));
  await form.field('senderName').fill('Kundendienst');
  await button(t('common.save')).click();
  await sees(t('common.saved'));
  await button(t('mailboxes.test.start')).click();
  await sees(t('mailboxes.test.success'));
  expect(heard.length).toBeGreaterThan(3);
  expect(heard.join('\n')).not.toContain('pass-support');
  const { rows } = await desk.call<{ rows: Mailbox[] }>('GET', '/api/mailboxes');
  expect(rows[0]?.values).toMatchObject({ senderName: 'Kundendienst' });
}

async function leaveGuard(story: Story): Promise<void> {
  const { dialog, link, look, page, sees, t } = story;
  const interval = mailboxForm(story, 'incoming').field('intervalMinutes');
  const away = () => link(t('frame.intake')).click();
  const question = dialog(t('mailboxes.form.leaveTitle'));
  await interval.fill('7');
  await sees(t('mailboxes.form.unsaved'));
  await away();
  await question.waitFor();
  await look('leave-guard');
  await question.getByRole('button', { name: t('common.back'), exact: true }).click();
  await question.waitFor({ state: 'hidden' });
  expect(await interval.inputValue()).toBe('7');
  await away();
  await question.getByRole('button', { name: t('mailboxes.form.leave'), exact: true }).click();
  await story.heading(t('intake.title')).waitFor();
  await page.goBack();
  await interval.waitFor();
  expect(await interval.inputValue()).toBe('5');
}

async function createOutgoing(story: Story, port: number, dovecot: DovecotServer): Promise<void> {
  const { button, field, heading, link, look, page, sees, t } = story;
  await link(t('mailboxes.createOutgoing')).click();
  await heading(t('mailboxes.form.newOutgoing')).waitFor();
  const form = mailboxForm(story, 'outgoing');
  // What is known of the account is carried over.
  expect(await form.field('username').inputValue()).toBe(support);
  await form.field('name').fill('Versand');
  await form.choose('encryption', 'starttls');
  await form.field('port').fill(String(port));
  await form.field('password').fill('pass-support');
  await field(t('mailboxes.test.recipient')).fill(carol.addr);
  await button(t('mailboxes.test.start')).click();
  await sees(t('mailboxes.test.successSent'));
  await look('outgoing-tested', { narrow: true });
  const [arrived] = await eventually('the test mail at the customer', async () => {
    const mails = await dovecot.mails(carol.addr);
    return mails.length > 0 ? mails : undefined;
  });
  expect(String(arrived?.raw)).toMatch(/^Auto-Submitted: auto-generated/im);
  await button(t('mailboxes.create')).click();
  await sees(t('mailboxes.form.created', { name: 'Versand' }));
  await page.getByRole('button', { name: t('mailboxes.fetchNow'), exact: true }).waitFor();
}

/** The number of the incoming mailbox's last run, once none is due: a changed mailbox is fetched at once. */
async function lastRun(desk: RunningDesk): Promise<number> {
  const { id } = await eventually('the run after the change', async () => {
    const { rows } = await desk.call<{ rows: Mailbox[] }>('GET', '/api/mailboxes');
    const incoming = rows.find(({ direction }) => direction === 'incoming');
    const isQuiet = incoming?.state === 'ok' && Date.parse(incoming.nextRunAt ?? '') > Date.now() + 60_000;
    return isQuiet ? incoming : undefined;
  });
  const { rows } = await desk.call<{ rows: { number: number }[] }>('GET', `/api/mailboxes/${id}/runs`);
  return rows[0]?.number ?? 0;
}

async function fetchNow({ button, link, look, page, sees, t }: Story, number: number): Promise<void> {
  await button(t('mailboxes.fetchNow')).click();
  await sees(t('mailboxes.fetched', { number, count: 1 }));
  await look('fetched', { narrow: true });
  await link(t('frame.tickets')).click();
  await page.getByRole('link', { name: /Lampe flackert/ }).waitFor();
  await page.goBack();
}

async function pause({ button, locale, look, sees, t }: Story): Promise<void> {
  await button(t('mailboxes.pause')).click();
  await sees(t('mailboxes.paused', { name: 'Support' }));
  await sees(say(locale, 'state.mailbox.paused'));
  expect(await button(t('mailboxes.fetchNow')).isDisabled()).toBe(true);
  await look('paused');
  await button(t('mailboxes.resume')).click();
  await sees(t('mailboxes.resumed', { name: 'Support' }));
}

/** A copy begins with everything but the password, under another name and switched off; nothing is made before it is saved. */
async function duplicate(story: Story, desk: RunningDesk): Promise<void> {
  const { button, look, page, sees, t } = story;
  const form = mailboxForm(story, 'incoming');
  await button(t('common.actions')).click();
  await page.getByRole('menuitem', { name: t('mailboxes.duplicate'), exact: true }).click();
  await sees(t('mailboxes.form.copied', { name: 'Support' }));
  expect(await form.field('name').inputValue()).toBe(t('mailboxes.form.copyOf', { name: 'Support' }));
  expect(await form.field('username').inputValue()).toBe(support);
  expect(await form.field('password').inputValue()).toBe('');
  expect(await form.field('senderName').inputValue()).toBe('Kundendienst');
  expect(await form.switch('active').isChecked()).toBe(false);
  await look('duplicate', { narrow: true });
  await form.field('name').fill('Support 2');
  await form.field('password').fill('pass-support');
  await button(t('mailboxes.create')).click();
  await sees(t('mailboxes.form.created', { name: 'Support 2' }));
  const { rows } = await desk.call<{ rows: Mailbox[] }>('GET', '/api/mailboxes');
  const copy = rows.find(({ name }) => name === 'Support 2');
  expect(copy).toMatchObject({ state: 'paused', secretsSet: ['password'], values: { senderName: 'Kundendienst' } });
  await desk.call('DELETE', `/api/mailboxes/${copy?.id}`);
  await page.goto(`${desk.url}/admin/mailboxes/${rows.find(({ name }) => name === 'Support')?.id}`);
  await button(t('mailboxes.fetchNow')).waitFor();
}

/** What others answer through goes only once something takes its place. */
async function replaceOutgoing(story: Story, desk: RunningDesk): Promise<void> {
  const { button, dialog, locale, look, page, sees, t } = story;
  const listed = async () => (await desk.call<{ rows: Mailbox[] }>('GET', '/api/mailboxes')).rows;
  const named = async (name: string) => (await listed()).find((each) => each.name === name);
  const [box, old] = [await named('Support'), await named('Versand')];
  await desk.call('PUT', `/api/mailboxes/${box?.id}`, { values: { ...box?.values, replyVia: old?.id } });
  const values = { ...old?.values, name: 'Neuer Versand', isDefault: false };
  await desk.call('POST', '/api/mailboxes', { direction: 'outgoing', values });
  await page.goto(`${desk.url}/admin/mailboxes/${old?.id}`);
  await button(t('common.actions')).click();
  await page.getByRole('menuitem', { name: t('mailboxes.delete'), exact: true }).click();
  const question = dialog(t('mailboxes.deleteTitle', { name: 'Versand' }));
  await question.getByText(t('mailboxes.answerThrough', { names: 'Support' })).waitFor();
  const confirm = question.getByRole('button', { name: t('mailboxes.delete'), exact: true });
  await confirm.click();
  await question.getByText(settingText(locale, 'problem.required') ?? '').waitFor();
  await question.getByPlaceholder(t('mailboxes.chooseReplacement')).click();
  await page.getByRole('option').filter({ hasText: 'Neuer Versand' }).click();
  await look('replace');
  await confirm.click();
  await sees(t('mailboxes.deleted', { name: 'Versand' }));
  const [left, after] = [await named('Neuer Versand'), await named('Support')];
  expect(left?.values.isDefault).toBe(true);
  expect(after?.values.replyVia).toBe(left?.id);
  await page.goto(`${desk.url}/admin/mailboxes/${after?.id}`);
  await button(t('mailboxes.fetchNow')).waitFor();
}

async function remove({ button, dialog, look, page, sees, t }: Story, desk: RunningDesk): Promise<void> {
  const question = dialog(t('mailboxes.deleteTitle', { name: 'Support' }));
  const ask = async () => {
    await button(t('common.actions')).click();
    await page.getByRole('menuitem', { name: t('mailboxes.delete'), exact: true }).click();
    await question.waitFor();
  };
  const names = async () =>
    (await desk.call<{ rows: Mailbox[] }>('GET', '/api/mailboxes')).rows.map(({ name }) => name).toSorted();
  await ask();
  await look('delete');
  await question.getByRole('button', { name: t('common.cancel'), exact: true }).click();
  await question.waitFor({ state: 'hidden' });
  expect(await names()).toEqual(['Neuer Versand', 'Support']);
  await ask();
  await question.getByRole('button', { name: t('mailboxes.delete'), exact: true }).click();
  await sees(t('mailboxes.deleted', { name: 'Support' }));
  expect(await names()).toEqual(['Neuer Versand']);
  const counts = await desk.call<{ all: number }>('GET', '/api/tickets/counts');
  expect(counts.all).toBe(3);
  await look('list', { narrow: true });
}
