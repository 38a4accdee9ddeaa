import { describe, expect, test } from 'vitest';
import type { Ticket } from '../../src/api/contract/tickets.ts';
import { sampleMails } from '../../src/flows/sandbox-samples.ts';
import { composeMessage } from '../../src/mail/compose.ts';
import { draftOf } from '../support/desk.ts';
import { type RunningDesk, startDesk } from '../support/running.ts';
import { sentAt, type Story, storyTeller } from './story.ts';
import { locales, setUndoSeconds } from './settings.ts';

const tell = storyTeller();
const customer = { name: 'Wanda Kundin', addr: 'wanda@kunde.example' };
const subject = 'Lieferung 4711 fehlt';
const answer = 'Ihr Paket ist gestern abgegangen.\n\nFreundliche Grüße';

describe.each(locales)('the sandbox (%s)', (locale) => {
  test('sample mails, a customer’s mail, a dropped file, answer, the customer’s reply while the ticket is open', async () => {
    const desk = await startDesk({ locale });
    try {
      await setUndoSeconds(desk, 1);
      await tell({ name: 'sandbox', locale, desk }, async (story) => {
        await open(story, desk);
        await writeAsCustomer(story);
        await drop(story);
        const ticketId = await answerFromTicket(story);
        await replyAsCustomer(story, await story.beside(), desk, ticketId);
        expect(story.outside).toEqual([]);
      });
    } finally {
      await desk.stop();
    }
  });
});

async function open(story: Story, desk: RunningDesk): Promise<void> {
  const { button, heading, link, locale, look, page, t } = story;
  await page.goto(desk.url);
  await link(t('start.greeting.sandboxAct')).click();
  await heading(t('sandbox.closedTitle')).waitFor();
  await look('closed');
  await button(t('sandbox.open')).click();
  await heading(t('sandbox.write')).waitFor();
  const samples = sampleMails(locale, 'support@sandbox.example', new Date());
  expect(samples.length).toBeGreaterThan(4);
  for (const sample of samples) await ticketLink(story, sample.subject).waitFor();
  await look('open', { narrow: true });
}

async function writeAsCustomer(story: Story): Promise<void> {
  const { button, field, page, sees, t } = story;
  const text = page.getByRole('textbox', { name: t('sandbox.text'), exact: true });
  await field(t('sandbox.address')).fill('keine Adresse');
  await text.fill('');
  await button(t('sandbox.send')).click();
  await sees(t('sandbox.addressWrong'));
  await sees(t('sandbox.textMissing'));
  await field(t('sandbox.name')).fill(customer.name);
  await field(t('sandbox.address')).fill(customer.addr);
  await field(t('sandbox.subject')).fill(subject);
  await text.fill('Guten Tag,\n\nwo bleibt meine Lieferung?\n');
  await button(t('sandbox.send')).click();
  await sees(t('sandbox.sent'));
  await ticketLink(story, subject).waitFor();
}

async function drop(story: Story): Promise<void> {
  const { page, sees, t } = story;
  await dropFile(page, t('sandbox.drop'), 'brief.txt', 'kein Brief');
  await sees(t('sandbox.dropWrong'));
  const mail = composeMessage(draftOf({ subject: 'Als Datei: größere Bestellung' }, new Date())).raw;
  await dropFile(page, t('sandbox.drop'), 'Bestellung.eml', mail.toString('utf8'));
  await sees(t('sandbox.dropped', { count: 1 }));
  await ticketLink(story, 'Als Datei: größere Bestellung').waitFor();
}

async function answerFromTicket(story: Story): Promise<number> {
  const { button, heading, look, page, sees, t } = story;
  await ticketLink(story, subject).click();
  await heading(subject).waitFor();
  await sees('wo bleibt meine Lieferung?');
  await look('ticket', { narrow: true });
  await button(t('tickets.composer.reply')).click();
  await page.getByRole('textbox', { name: t('tickets.composer.body'), exact: true }).fill(answer);
  await look('composer', { narrow: true });
  await button(t('tickets.composer.send')).click();
  await page.getByText(sentAt(story)).waitFor();
  return Number(new URL(page.url()).pathname.split('/').at(-1));
}

/** The first tab stays on the ticket and is not loaded again; the second plays the customer. */
async function replyAsCustomer(agent: Story, customerTab: Story, desk: RunningDesk, ticketId: number): Promise<void> {
  const { button, look, page, sees, t } = customerTab;
  const reply = 'Danke, das Paket ist eben angekommen.';
  await agent.page.evaluate('globalThis.neverLoadedAgain = true');
  await page.goto(`${desk.url}/sandbox`);
  const row = partOf(customerTab, t('sandbox.outbox')).getByRole('listitem').filter({ hasText: subject });
  await row.getByText(t('sandbox.to', { address: customer.addr })).waitFor();
  await row.getByRole('button', { name: t('sandbox.read'), exact: true }).click();
  const mail = page.getByRole('dialog');
  await mail.getByText(answer.split('\n')[0] ?? '').waitFor();
  await mail.getByText(`${customer.name} <${customer.addr}>`, { exact: true }).waitFor();
  await look('outbox-mail');
  await mail.getByRole('button', { name: t('common.close') }).click();
  await mail.waitFor({ state: 'hidden' });
  await row.getByRole('button', { name: t('sandbox.answer'), exact: true }).click();
  await page.getByRole('textbox', { name: t('sandbox.text'), exact: true }).fill(reply);
  await look('as-customer');
  await button(t('sandbox.send')).click();
  await sees(t('sandbox.sent'));
  await page.close();

  await agent.sees(reply);
  expect(await agent.page.evaluate('globalThis.neverLoadedAgain')).toBe(true);
  const { entries } = await desk.call<Ticket>('GET', `/api/tickets/${ticketId}`);
  expect(entries.map(({ kind }) => kind)).toEqual(['mailIn', 'mailOut', 'mailIn']);
  await agent.look('ticket-replied');
}

const partOf = ({ heading, page }: Story, name: string) => page.locator('section').filter({ has: heading(name) });

/** The link to what became of a mail in the sandbox's inbox. */
function ticketLink(story: Story, of: string) {
  const row = partOf(story, story.t('sandbox.inbox')).getByRole('listitem').filter({ hasText: of });
  return row.first().getByRole('link');
}

async function dropFile(page: Story['page'], target: string, name: string, content: string): Promise<void> {
  const files = await page.evaluateHandle(`(() => {
    const data = new DataTransfer();
    data.items.add(new File([${JSON.stringify(content)}], ${JSON.stringify(name)}));
    return data;
  })()`);
  await page.getByRole('button', { name: target }).dispatchEvent('drop', { dataTransfer: files });
}
