import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Ticket, TicketRow } from '../../src/api/contract/tickets.ts';
import { composeMessage } from '../../src/mail/compose.ts';
import { parseMessage } from '../../src/mail/parse.ts';
import { draftOf } from '../support/desk.ts';
import { type RunningDesk, startDesk } from '../support/running.ts';
import { fillSandbox, locales, setUndoSeconds } from './settings.ts';
import { holds, type Story, storyTeller } from './story.ts';

const tell = storyTeller();
const pixel =
  'iVBORw0KGgoAAAANSUhEUgAAABgAAAAYCAYAAADgdz34AAAAJElEQVR42mNk+M9Qz0AFwMRAJTBqwKgBowaMGjBqwKgBowYAAP//AwBxvQIBVwn1PwAAAABJRU5ErkJggg==';
const subject = 'Plan der Halle';
const nora = { name: 'Nora Nordlicht', addr: 'nora@nordlicht.example' };
const mail = composeMessage(
  draftOf(
    {
      from: nora,
      subject,
      text: 'Guten Tag,\n\nwo steht das Regal?\n',
      html: '<p>Guten Tag,</p><p>wo steht das <b>Regal</b>?</p>',
      attachments: [
        { name: 'Halle.pdf', type: 'application/pdf', content: Buffer.from('%PDF-1.4\n% Halle\n') },
        { name: 'Maße.csv', type: 'text/csv', content: Buffer.from('a;b\r\n') },
      ],
    },
    new Date(),
  ),
).raw;

describe.each(locales)('writing mails (%s)', (locale) => {
  let desk: RunningDesk;
  beforeAll(async () => {
    desk = await startDesk({ locale });
    await fillSandbox(desk, locale, [mail]);
    await desk.call('POST', '/api/teams', { name: 'Lager', memberIds: [] });
    await desk.call('POST', '/api/contacts', {
      name: 'chefin',
      fullName: 'Charlotte Chefin',
      addresses: ['chefin@firma.example'],
    });
    await desk.call('POST', '/api/templates', {
      name: 'Rückruf',
      kind: 'answer',
      texts: { [locale]: { subject: '', text: 'Wir rufen Sie zu {{ ticket.subject }} zurück.', html: '' } },
    });
    await desk.call('POST', '/api/mailboxes', {
      direction: 'outgoing',
      values: {
        name: 'Büro',
        protocol: 'smtp',
        host: 'localhost',
        port: 2525,
        encryption: 'starttls',
        username: '',
        password: '',
        senderName: 'Büro Nord',
        senderAddress: 'buero@firma.example',
        signature: '<p>Mit freundlichem Gruß<br><strong>{{ agent.name }}</strong></p>',
      },
    });
    await setUndoSeconds(desk, 0);
  });
  afterAll(() => desk?.stop());

  test('form, picture, template, signature and blind copy; forwarding; a first mail', { timeout: 300_000 }, () =>
    tell({ name: 'composer', locale, desk }, async (story) => {
      const id = await ticketOf(desk, subject);
      await story.page.goto(`${desk.url}/tickets/${id}`);
      await story.heading(subject).waitFor();
      await writes(story);
      await pastes(story);
      await fillsTemplate(story);
      await signs(story);
      await copiesBlindly(story);
      await story.look('answer', { narrow: true });
      await sends(story, desk, id);
      await changesToPlainText(story);
      await copies(story);
      await forwards(story, desk, id);
      await writesFirst(story, desk);
      expect(story.outside).toEqual([]);
    }),
  );
});

async function ticketOf(desk: RunningDesk, wanted: string): Promise<number> {
  const { rows } = await desk.call<{ rows: TicketRow[] }>('GET', '/api/tickets?view=all');
  const row = rows.find((each) => each.subject === wanted);
  if (!row) throw new Error(`There is no ticket ${wanted}`);
  return row.id;
}

const bodyOf = ({ page, t }: Story) => page.getByRole('textbox', { name: t('tickets.composer.body'), exact: true });
const formOf = ({ page, t }: Story) => page.getByRole('form', { name: t('tickets.composer.label') });

async function writes(story: Story): Promise<void> {
  const { button, page, t } = story;
  // The editor comes late: whoever types on gives no commands (e, c), which are keys of the page.
  const editor = Promise.withResolvers<void>();
  await page.route(/rich-editor/u, async (route) => {
    await editor.promise;
    await route.continue();
  });
  await page.keyboard.press('r');
  await page.keyboard.type('ec');
  await formOf(story).waitFor();
  editor.resolve();
  const body = bodyOf(story);
  await body.and(page.locator('[contenteditable=true]')).waitFor();
  await page.unroute(/rich-editor/u);
  await body.focus();
  await page.keyboard.type('Guten Tag,');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+b');
  await page.keyboard.type('ganz hinten');
  await page.keyboard.press('Control+b');
  await page.keyboard.press('Enter');
  await button(t('writing.bulletList')).click();
  await page.keyboard.type('links');
  await page.keyboard.press('Enter');
  await page.keyboard.type('oben');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await body.locator('strong', { hasText: 'ganz hinten' }).waitFor();
  expect(await body.locator('li').allInnerTexts()).toEqual(['links', 'oben']);
}

/** Pastes into the editor what the script puts into `data`. */
const pasting = (fill: string) => `(() => {
  const data = new DataTransfer();
  ${fill}
  const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
  document.querySelector('[contenteditable=true]').dispatchEvent(event);
})()`;

/** Words of a hostile page and a picture from the clipboard. */
async function pastes(story: Story): Promise<void> {
  const { page } = story;
  const body = bodyOf(story);
  await page.evaluate(
    pasting(`data.setData('text/plain', 'Hinweis');
      data.setData('text/html', '<p onclick="document.title=1">Hinweis<script>document.title = 2</' +
        'script><img src="https://tracker.example/a.gif" onerror="document.title=3"></p>');`),
  );
  await body.getByText('Hinweis').waitFor();
  expect(await body.locator('img, script, [onclick]').count()).toBe(0);
  await page.evaluate(
    pasting(`const bytes = Uint8Array.from(atob('${pixel}'), (char) => char.codePointAt(0));
      data.items.add(new File([bytes], 'plan.png', { type: 'image/png' }));`),
  );
  const picture = body.locator('img[alt="plan.png"]');
  await picture.waitFor();
  await holds(page, `document.querySelector('img[alt="plan.png"]')?.naturalWidth === 24`);
  expect(await page.title()).toContain(subject);
}

async function fillsTemplate(story: Story): Promise<void> {
  const { button, look, page, sees, t } = story;
  await button(t('writing.templates')).click();
  await page.getByPlaceholder(t('writing.templateSearch')).fill('gibtesnicht');
  await sees(t('writing.templateNone'));
  await page.getByPlaceholder(t('writing.templateSearch')).fill('rück');
  await page.getByRole('option').filter({ hasText: 'Rückruf' }).waitFor();
  await look('template');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await bodyOf(story).getByText(`Wir rufen Sie zu ${subject} zurück.`).waitFor();
}

async function signs(story: Story): Promise<void> {
  const { option, page, t } = story;
  const signature = page.getByRole('region', { name: t('writing.signature') });
  expect(await signature.count()).toBe(0);
  await page.getByRole('combobox', { name: t('tickets.composer.from') }).click();
  await option('Büro Nord <buero@firma.example>').click();
  await signature.getByText('Mit freundlichem Gruß').waitFor();
  await page.getByRole('combobox', { name: t('tickets.composer.from') }).click();
  await page.getByRole('option').filter({ hasText: 'sandbox.example' }).click();
  await signature.waitFor({ state: 'hidden' });
}

/** The contact is found by the server, although nobody of the ticket has ever written to her. */
async function copiesBlindly(story: Story): Promise<void> {
  const { button, page, t } = story;
  await button(t('writing.addBcc')).click();
  const bcc = page.getByRole('textbox', { name: t('writing.bcc'), exact: true });
  await bcc.fill('charl');
  await page.getByRole('option').filter({ hasText: 'chefin@firma.example' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await formOf(story).getByText('Charlotte Chefin').waitFor();
}

async function sends(story: Story, desk: RunningDesk, id: number): Promise<void> {
  const { page, t } = story;
  await page.keyboard.press('Control+Enter');
  await bodyOf(story).waitFor({ state: 'hidden' });
  const ticket = await desk.call<Ticket>('GET', `/api/tickets/${id}`);
  const entry = ticket.entries.findLast(({ kind }) => kind === 'mailOut');
  const sent = await sourceOf(desk, entry?.delivery?.outboundId ?? 0);
  const read = parseMessage(sent);
  expect(read.html).toMatch(/<strong>ganz hinten<\/strong>.*<ul><li><p>links<\/p><\/li>/su);
  expect(read.html).toContain(`cid:${read.attachments[0]?.contentId}`);
  expect(read.html).toMatch(/<blockquote type="cite".*<b>Regal<\/b>/su);
  expect(read.html).not.toMatch(/tracker|onclick|onerror/u);
  expect(read.text).toContain('> wo steht das Regal?');
  expect(sent.toString('latin1')).not.toContain('chefin');
  const card = page.getByRole('article').last();
  const frame = card.frameLocator('iframe');
  await frame.locator('strong', { hasText: 'ganz hinten' }).waitFor();
  await frame.locator('img[src^="data:image/png"]').waitFor();
  await card.getByRole('button', { name: /Charlotte Chefin/u }).click();
  await card.getByText('Charlotte Chefin <chefin@firma.example>').waitFor();
  await card.getByText(t('writing.bcc')).waitFor();
}

async function sourceOf(desk: RunningDesk, outboundId: number): Promise<Buffer> {
  const answer = await desk.raw('GET', `/api/outbound/${outboundId}/source`);
  return Buffer.from(await answer.arrayBuffer());
}

/** The choice is remembered: the next mail begins as plain text, too. */
async function changesToPlainText(story: Story): Promise<void> {
  const { button, page, t } = story;
  await page.keyboard.press('r');
  await bodyOf(story).and(page.locator('[contenteditable=true]')).waitFor();
  await bodyOf(story).fill('Noch etwas');
  await button(t('writing.toPlain')).click();
  expect(await bodyOf(story).and(page.locator('textarea')).inputValue()).toBe('Noch etwas');
  await button(t('tickets.composer.discard')).click();
  await bodyOf(story).waitFor({ state: 'hidden' });
  await page.keyboard.press('r');
  await bodyOf(story).and(page.locator('textarea')).waitFor();
  await button(t('writing.toRich')).click();
  await bodyOf(story).and(page.locator('[contenteditable=true]')).waitFor();
  await page.keyboard.press('Escape');
}

/** A desk without TLS cannot use the browser's own way to the clipboard. */
async function copies({ page, sees, t }: Story): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate("Object.defineProperty(globalThis, 'isSecureContext', { value: false })");
  await page
    .getByRole('button', { name: t('tickets.head.copyTag') })
    .first()
    .click();
  expect(await page.evaluate('navigator.clipboard.readText()')).toMatch(/^\[.+\]$/u);
  await page
    .getByRole('article')
    .last()
    .getByRole('button', { name: t('tickets.history.menu') })
    .click();
  await page.getByRole('menuitem', { name: t('tickets.history.copyText') }).click();
  await sees(t('common.copied'));
  expect(await page.evaluate('navigator.clipboard.readText()')).toContain('ganz hinten');
}

async function forwards(story: Story, desk: RunningDesk, id: number): Promise<void> {
  const { button, look, page, t } = story;
  const first = page.getByRole('article').first();
  const folded = first.getByRole('button', { expanded: false });
  if ((await first.getByRole('button', { name: t('tickets.history.menu') }).count()) === 0)
    await folded.first().click();
  await first.getByRole('button', { name: t('tickets.history.menu') }).click();
  await page.getByRole('menuitem', { name: t('tickets.composer.forward') }).click();
  await formOf(story).getByText('Maße.csv').waitFor();
  await button(t('tickets.files.remove', { name: 'Maße.csv' })).click();
  const to = page.getByRole('textbox', { name: t('tickets.composer.to'), exact: true });
  await to.fill('bauer@partner.example, Berta <berta@partner.example>');
  await page.keyboard.press('Enter');
  await look('forward', { narrow: true });
  await button(t('tickets.composer.send')).click();
  await bodyOf(story).waitFor({ state: 'hidden' });
  const ticket = await desk.call<Ticket>('GET', `/api/tickets/${id}`);
  const entry = ticket.entries.findLast(({ kind }) => kind === 'mailOut');
  expect(entry?.to.map(({ addr }) => addr)).toEqual(['bauer@partner.example', 'berta@partner.example']);
  const read = parseMessage(await sourceOf(desk, entry?.delivery?.outboundId ?? 0));
  expect(read.subject).toMatch(story.locale === 'de' ? /^WG: / : /^Fwd: /u);
  expect(read.attachments.map(({ name }) => name)).toEqual(['Halle.pdf']);
  expect(read.html).toContain('nora@nordlicht.example');
}

async function writesFirst(story: Story, desk: RunningDesk): Promise<void> {
  const { button, heading, link, look, option, page, sees, t } = story;
  await page.goto(`${desk.url}/tickets`);
  await link(t('tickets.newMail')).waitFor();
  await page.keyboard.press('c');
  await heading(t('tickets.newMail')).waitFor();
  const to = page.getByRole('textbox', { name: t('tickets.composer.to'), exact: true });
  await to.fill('max@neu.example');
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: t('tickets.composer.subject') }).fill('Ihr Termin am Montag');
  await bodyOf(story).and(page.locator('[contenteditable=true]')).fill('Passt Ihnen zehn Uhr?');
  await page.getByRole('combobox', { name: t('writing.team') }).click();
  await option('Lager').click();
  // Whoever leaves at once finds every word again.
  await page.getByRole('textbox', { name: t('tickets.composer.subject') }).fill('Ihr Termin am Dienstag');
  await link(t('frame.tickets')).click();
  await link(t('tickets.newMail')).click();
  await page.getByText('max@neu.example').waitFor();
  expect(await page.getByRole('textbox', { name: t('tickets.composer.subject') }).inputValue()).toBe(
    'Ihr Termin am Dienstag',
  );
  await page.getByRole('textbox', { name: t('tickets.composer.subject') }).fill('Ihr Termin am Montag');
  await page.getByRole('combobox', { name: t('writing.team') }).click();
  await option('Lager').click();
  await button(t('writing.templates')).click();
  await page.getByRole('option').filter({ hasText: 'Rückruf' }).click();
  await bodyOf(story).getByText('Wir rufen Sie zu Ihr Termin am Montag zurück.').waitFor();
  await sees(t('drafts.saved', { time: '' }).trim());
  await look('first', { narrow: true });
  await button(t('tickets.composer.send')).click();
  await heading('Ihr Termin am Montag').waitFor();
  const made = await desk.call<Ticket>('GET', `/api/tickets/${await ticketOf(desk, 'Ihr Termin am Montag')}`);
  expect(made).toMatchObject({ statusGroup: 'open', contact: { addresses: ['max@neu.example'] } });
  expect(await desk.call<{ saved: unknown }>('GET', '/api/drafts/new')).toEqual({ saved: null });
}
