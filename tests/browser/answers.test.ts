import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Mailbox } from '../../src/api/contract/mailboxes.ts';
import type { TicketRow } from '../../src/api/contract/tickets.ts';
import { say } from '../../src/desk/texts/index.ts';
import { composeMessage, type Draft } from '../../src/mail/compose.ts';
import { parseMessage } from '../../src/mail/parse.ts';
import { draftOf } from '../support/desk.ts';
import { type RunningDesk, startDesk } from '../support/running.ts';
import { type DovecotServer, startDovecot } from '../support/servers/dovecot.ts';
import { type EximServer, startExim } from '../support/servers/exim.ts';
import { eventually, sendMail } from '../support/servers/mail.ts';
import { locales, setUndoSeconds } from './settings.ts';
import { sentAt, type Story, storyTeller } from './story.ts';

const tell = storyTeller();
const support = 'support@helpdesk.test';
const carol = { name: 'Carol Kundin', addr: 'carol@customer.test' };
const subject = 'Lampe flackert';
const pdf = { name: 'Anleitung für Nova.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n% Probe\n') };
const answer = 'Bitte tauschen Sie das Leuchtmittel. Eine Anleitung liegt bei.';

describe.each(locales)('answers (%s)', (locale) => {
  let dovecot: DovecotServer;
  let exim: EximServer;
  let desk: RunningDesk;
  const writes = (mail: Partial<Draft>) =>
    sendMail(
      { port: exim.mxPort },
      {
        from: carol.addr,
        to: [support],
        raw: composeMessage(draftOf({ from: carol, to: [{ name: '', addr: support }], ...mail }, new Date())).raw,
      },
    );
  beforeAll(async () => {
    dovecot = await startDovecot();
    exim = await startExim({ dovecot });
    desk = await startDesk({ locale });
    await connect(desk, dovecot, exim);
  });
  afterAll(async () => {
    await desk?.stop();
    await exim?.stop();
    await dovecot?.stop();
  });

  test('attachment, undo, send and close, reopened by the reply, a refused recipient', { timeout: 300_000 }, () =>
    tell({ name: 'answers', locale, desk }, async (story) => {
      await writes({ subject, text: 'Guten Tag,\n\ndie Lampe flackert. Was nun?\n' });
      await opens(story, desk);
      await setUndoSeconds(desk, 60);
      await writesAnswer(story);
      await undoes(story);
      await setUndoSeconds(desk, 0);
      await sendsAndCloses(story, desk, dovecot);
      const [sent] = await dovecot.mails(carol.addr);
      const { messageId } = parseMessage(sent?.raw ?? Buffer.alloc(0));
      await writes({ subject: `AW: ${subject}`, text: 'Danke, sie leuchtet.', inReplyTo: messageId ?? '' });
      await story.sees('Danke, sie leuchtet.');
      await refusedRecipient(story, dovecot);
      await outbox(story, desk);
      expect(story.outside).toEqual([]);
    }),
  );
});

async function connect(desk: RunningDesk, dovecot: DovecotServer, exim: EximServer): Promise<void> {
  const account = {
    encryption: 'starttls',
    host: 'localhost',
    username: support,
    password: 'pass-support',
    privateCa: dovecot.certificates.ca,
    senderName: 'Kundendienst',
  };
  const outgoing = await desk.call<Mailbox>('POST', '/api/mailboxes', {
    direction: 'outgoing',
    values: { ...account, name: 'Versand', protocol: 'smtp', port: exim.submissionPort, senderAddress: support },
  });
  await desk.call('POST', '/api/mailboxes', {
    direction: 'incoming',
    values: {
      ...account,
      name: 'Support',
      protocol: 'imap',
      port: dovecot.imapPort,
      mailboxAddresses: [support],
      createContact: true,
      replyVia: outgoing.id,
    },
  });
}

/** The mail comes in while the list is open; nobody loads the page again. */
async function opens({ heading, page, t }: Story, desk: RunningDesk): Promise<void> {
  await page.goto(desk.url);
  await page
    .getByRole('list', { name: t('tickets.list.label') })
    .getByText(subject)
    .first()
    .click();
  await heading(subject).waitFor();
}

const bodyOf = ({ page, t }: Story) => page.getByRole('textbox', { name: t('tickets.composer.body'), exact: true });
const filesOf = ({ page, t }: Story) =>
  page.getByRole('form', { name: t('tickets.composer.label') }).getByRole('list', { name: t('tickets.files.label') });

async function writesAnswer(story: Story): Promise<void> {
  const { button, look, page, sees, t } = story;
  await page.keyboard.press('r');
  await bodyOf(story).waitFor();
  await button(t('tickets.composer.send')).click();
  await sees(t('tickets.composer.noText'));
  await bodyOf(story).fill(answer);
  const chooser = page.waitForEvent('filechooser');
  await button(t('tickets.composer.attach')).click();
  await (await chooser).setFiles([pdf]);
  await filesOf(story).getByText(pdf.name).waitFor();
  // Who will be read as the sender stands in the form.
  expect(await page.getByRole('combobox', { name: t('tickets.composer.from') }).inputValue()).toBe(
    `Kundendienst <${support}>`,
  );
  await look('composer', { narrow: true });
}

async function undoes(story: Story): Promise<void> {
  const { button, look, page, sees, t } = story;
  await page.keyboard.press('Control+Enter');
  await bodyOf(story).waitFor({ state: 'hidden' });
  const toast = page.getByRole('alert').filter({ hasText: t('tickets.composer.undo') });
  await toast.waitFor();
  await look('undo');
  await toast.getByRole('button', { name: t('tickets.composer.undo'), exact: true }).click();
  await sees(t('tickets.composer.undone'));
  await bodyOf(story).waitFor();
  await bodyOf(story).getByText(answer).waitFor();
  await filesOf(story).getByText(pdf.name).waitFor();
  await button(t('tickets.composer.send')).waitFor();
}

async function sendsAndCloses(story: Story, desk: RunningDesk, dovecot: DovecotServer): Promise<void> {
  const { button, page, t } = story;
  await button(t('tickets.composer.sendMore')).click();
  await page.getByRole('menuitem', { name: t('tickets.composer.sendAndClose') }).click();
  const mails = await eventually(
    'the answer in the customer’s mailbox',
    async () => {
      const arrived = await dovecot.mails(carol.addr);
      return arrived.length > 0 ? arrived : undefined;
    },
    30_000,
  );
  // What was taken back never left.
  expect(mails).toHaveLength(1);
  const arrived = parseMessage(mails[0]?.raw ?? Buffer.alloc(0));
  expect(arrived.text).toContain(answer);
  expect(arrived.attachments.map(({ name }) => name)).toEqual([pdf.name]);
  const card = page.getByRole('article', { name: t('tickets.history.mailOut', { who: 'Anna Admin' }) });
  await card.last().getByText(sentAt(story)).waitFor();
  const { rows } = await desk.call<{ rows: TicketRow[] }>('GET', '/api/tickets?view=done');
  expect(rows.map((row) => row.subject)).toEqual([subject]);
}

async function refusedRecipient(story: Story, dovecot: DovecotServer): Promise<void> {
  const { button, field, locale, look, page, t } = story;
  await button(t('tickets.composer.reply')).click();
  await field(t('tickets.composer.to')).fill('bounce@customer.test');
  await page.keyboard.press('Enter');
  await bodyOf(story).fill('Gern geschehen.');
  await button(t('tickets.composer.send')).click();
  const card = page.getByRole('article', { name: t('tickets.history.mailOut', { who: 'Anna Admin' }) }).last();
  await card.getByText(t('tickets.delivery.partly', { reason: '' }).trim()).waitFor();
  await card.getByRole('button', { name: t('tickets.delivery.details') }).click();
  const row = card.locator('dl > div').filter({ hasText: 'bounce@customer.test' });
  await row.getByText(say(locale, 'state.delivery.failed')).waitFor();
  const words = (await row.locator('pre').textContent()) ?? '';
  expect(words).toMatch(/^550 .*no such user here/);
  await card.getByRole('button', { name: t('tickets.delivery.resend'), exact: true }).waitFor();
  await eventually('the mail of the other recipient', async () =>
    (await dovecot.mails(carol.addr)).length === 2 ? true : undefined,
  );
  await look('refused', { narrow: true });
}

async function outbox({ heading, look, page, t }: Story, desk: RunningDesk): Promise<void> {
  await page.goto(`${desk.url}/outbox`);
  await heading(t('outbox.title')).waitFor();
  const row = page.getByRole('listitem').filter({ hasText: 'bounce@customer.test' }).first();
  await row.getByRole('button').first().click();
  await row.getByText('no such user here').first().waitFor();
  await look('outbox', { narrow: true });
}
