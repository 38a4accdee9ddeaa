import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Mailbox } from '../../src/api/contract/mailboxes.ts';
import type { Inbound } from '../../src/api/contract/spools.ts';
import type { Ticket, TicketRow } from '../../src/api/contract/tickets.ts';
import { say } from '../../src/desk/texts/index.ts';
import { composeMessage } from '../../src/mail/compose.ts';
import { draftOf } from '../support/desk.ts';
import { type RunningDesk, startDesk } from '../support/running.ts';
import { type DovecotServer, startDovecot } from '../support/servers/dovecot.ts';
import { eventually } from '../support/servers/mail.ts';
import { fillSandbox, locales } from './settings.ts';
import { type Story, storyTeller } from './story.ts';

const tell = storyTeller();
const support = 'support@helpdesk.test';
const subjects = { first: 'Lampe flackert', second: 'Lampe flackert immer noch', other: 'Rechnung fehlt' };
const nina = { name: 'Nina Nord', addr: 'nina@nord.example' };
const mailOf = (subject: string, to?: string) =>
  composeMessage(
    draftOf(
      {
        from: nina,
        ...(to ? { to: [{ name: '', addr: to }] } : {}),
        subject,
        text: 'Guten Tag,\n\nbitte sehen Sie nach.\n',
      },
      new Date(),
    ),
  ).raw;

describe.each(locales)('filing (%s)', (locale) => {
  let dovecot: DovecotServer;
  beforeAll(async () => {
    dovecot = await startDovecot();
  });
  afterAll(() => dovecot?.stop());

  test('category, labels, user, links, mergers and splits; unfiled mail becomes a ticket when asked', {
    timeout: 300_000,
  }, async () => {
    const desk = await startDesk({ locale });
    try {
      await masterData(desk);
      await fillSandbox(
        desk,
        locale,
        Object.values(subjects).map((subject) => mailOf(subject)),
      );
      await tell({ name: 'filing', locale, desk }, async (story) => {
        await story.page.goto(`${desk.url}/tickets/${await idOf(desk, subjects.first)}`);
        await labels(story, desk);
        await category(story, desk);
        await inTheList(story, desk);
        await link(story, desk);
        await mergeAndBack(story, desk);
        await split(story, desk);
        await createAnyway(story, desk, dovecot);
        expect(story.outside).toEqual([]);
      });
    } finally {
      await desk.stop();
    }
  });

  test('who may only read sees no way to change a ticket', { timeout: 300_000 }, async () => {
    const desk = await startDesk({ locale });
    try {
      await fillSandbox(desk, locale, [mailOf(subjects.first)]);
      const password = 'noch ein langer Satz';
      const reader = await desk.call<{ id: number }>('POST', '/api/agents', {
        name: 'Lea Leserin',
        email: 'lea@desk.example',
        role: 'agent',
        locale,
        password,
      });
      const team = await desk.call<{ id: number }>('POST', '/api/teams', { name: 'Support', readerIds: [reader.id] });
      const id = await idOf(desk, subjects.first);
      await desk.call('PATCH', `/api/tickets/${id}`, { teamId: team.id });
      await tell({ name: 'filing-reader', locale, desk, signedIn: false }, async (story) => {
        const { button, field, look, page, sees, t } = story;
        await page.goto(`${desk.url}/tickets/${id}`);
        await field(t('start.signIn.email')).fill('lea@desk.example');
        await field(t('start.signIn.password')).fill(password);
        await button(t('start.signIn.submit')).click();
        await sees(t('ties.readOnly'));
        expect(await button(t('tickets.composer.reply')).count()).toBe(0);
        expect(await button(t('ties.menu')).count()).toBe(0);
        expect(await field(t('tickets.head.status')).isDisabled()).toBe(true);
        await look('read-only', { narrow: true });
      });
    } finally {
      await desk.stop();
    }
  });
});

async function masterData(desk: RunningDesk): Promise<void> {
  const shop = await desk.call<{ id: number }>('POST', '/api/labels', { name: 'Shop', colour: 'teal' });
  await desk.call('POST', '/api/labels', { name: 'Retoure', colour: 'red', parentId: shop.id });
  const hardware = await desk.call<{ id: number }>('POST', '/api/categories', { name: 'Hardware' });
  await desk.call('POST', '/api/categories', { name: 'Drucker', parentId: hardware.id });
}

async function idOf(desk: RunningDesk, subject: string): Promise<number> {
  const { rows } = await desk.call<{ rows: TicketRow[] }>('GET', '/api/tickets?limit=100');
  const found = rows.find((row) => row.subject === subject);
  if (!found) throw new Error(`no ticket ${subject}`);
  return found.id;
}

const ticketOf = async (desk: RunningDesk, subject: string) =>
  desk.call<Ticket>('GET', `/api/tickets/${await idOf(desk, subject)}`);

async function labels(story: Story, desk: RunningDesk): Promise<void> {
  const { button, look, page, t } = story;
  await button(t('ties.addLabel')).click();
  await page.getByRole('option', { name: 'Shop' }).click();
  // The list stays open: one often adds several, and finds them by typing.
  await page.getByPlaceholder(t('common.search')).last().fill('reto');
  await page.getByRole('option', { name: 'Shop › Retoure' }).click();
  await button(t('forms.removeNamed', { name: 'Shop › Retoure' })).waitFor();
  await look('labels', { narrow: false });
  await page.keyboard.press('Escape');
  await button(t('forms.removeNamed', { name: 'Shop' })).click();
  await button(t('forms.removeNamed', { name: 'Shop' })).waitFor({ state: 'detached' });
  await eventually('one label', async () =>
    (await ticketOf(desk, subjects.first)).labelIds.length === 1 ? true : undefined,
  );
}

async function category(story: Story, desk: RunningDesk): Promise<void> {
  const { field, look, page, t } = story;
  await field(t('ties.category')).fill('druck');
  await page.getByRole('option', { name: 'Drucker' }).click();
  await eventually('the category', async () =>
    (await ticketOf(desk, subjects.first)).categoryId !== null ? true : undefined,
  );
  await look('ticket', { narrow: true });
}

async function inTheList(story: Story, desk: RunningDesk): Promise<void> {
  const { look, page, t } = story;
  await page.goto(`${desk.url}/tickets?view=all`);
  const list = page.getByRole('list', { name: t('tickets.list.label') });
  await list.getByRole('link').filter({ hasText: subjects.first }).getByText('Retoure').waitFor();
  await look('list', { narrow: true });
}

async function link(story: Story, desk: RunningDesk): Promise<void> {
  const { button, dialog, field, look, page, sees, t } = story;
  const { reference } = await ticketOf(desk, subjects.first);
  const other = await ticketOf(desk, subjects.other);
  await page.goto(`${desk.url}/tickets/${await idOf(desk, subjects.first)}`);
  await button(t('ties.menu')).click();
  await page.getByRole('menuitem', { name: t('ties.link') }).click();
  await dialog(t('ties.linkTitle', { reference })).waitFor();
  await field(t('ties.search')).fill('Rechnung');
  await page.getByRole('radio').filter({ hasText: subjects.other }).click();
  await look('link', { narrow: true });
  await button(t('ties.linkAct')).click();
  await sees(t('ties.linked', { reference: other.reference }));
  await sees(t('ties.kind.related'));
  await button(t('ties.unlink', { reference: other.reference })).click();
  await button(t('ties.unlink', { reference: other.reference })).waitFor({ state: 'detached' });
  expect((await ticketOf(desk, subjects.first)).linked).toEqual([]);
}

async function mergeAndBack(story: Story, desk: RunningDesk): Promise<void> {
  const { button, dialog, heading, look, page, sees, t } = story;
  const into = await ticketOf(desk, subjects.first);
  const merged = await ticketOf(desk, subjects.second);
  await page.goto(`${desk.url}/tickets/${merged.id}`);
  await button(t('ties.menu')).click();
  await page.getByRole('menuitem', { name: t('ties.merge') }).click();
  await dialog(t('ties.mergeTitle', { reference: merged.reference })).waitFor();
  // The other tickets of the same person are offered before anything is typed.
  await page.getByRole('radio').filter({ hasText: into.reference }).click();
  await button(t('ties.mergeAct')).click();
  await page.waitForURL(`${desk.url}/tickets/${into.id}`);
  await sees(t('ties.kind.mergedFrom'));
  await page.goto(`${desk.url}/tickets/${merged.id}`);
  await sees(t('ties.mergedInto'));
  await look('merged', { narrow: true });
  await button(t('ties.unmerge')).click();
  await sees(t('ties.unmerged', { reference: merged.reference }));
  await heading(t('tickets.panel.why')).waitFor();
  expect((await ticketOf(desk, subjects.second)).mergedInto).toBeNull();
}

async function split(story: Story, desk: RunningDesk): Promise<void> {
  const { button, dialog, field, look, page, t } = story;
  const { id, reference } = await ticketOf(desk, subjects.other);
  await desk.call('POST', `/api/tickets/${id}/notes`, { text: 'Gehört nicht hierher.' });
  await page.goto(`${desk.url}/tickets/${id}`);
  await button(t('ties.menu')).click();
  await page.getByRole('menuitem', { name: t('ties.split') }).click();
  await dialog(t('ties.splitTitle', { reference })).waitFor();
  await page.getByRole('checkbox').last().check();
  await field(t('tickets.head.subject')).last().fill('Etwas anderes');
  await look('split', { narrow: true });
  await button(t('ties.splitAct', { count: 1 })).click();
  await dialog(t('ties.splitTitle', { reference })).waitFor({ state: 'hidden' });
  const made = await eventually('the new ticket', async () => {
    const { rows } = await desk.call<{ rows: TicketRow[] }>('GET', '/api/tickets?limit=100');
    return rows.find(({ subject }) => subject === 'Etwas anderes');
  });
  await page.waitForURL(`${desk.url}/tickets/${made.id}`);
}

/** A mailbox that makes no tickets leaves a mail in the log; there it says what it would be today, and becomes a ticket when asked. */
async function createAnyway(story: Story, desk: RunningDesk, dovecot: DovecotServer): Promise<void> {
  const { button, locale, look, page, sees, t } = story;
  await dovecot.deliver(support, mailOf('Katalog bestellen', support));
  const values = {
    name: 'Katalog',
    protocol: 'imap',
    host: 'localhost',
    port: dovecot.imapPort,
    encryption: 'starttls',
    privateCa: dovecot.certificates.ca,
    username: support,
    password: 'pass-support',
    mailboxAddresses: [support],
    noNewTickets: true,
    createContact: true,
  };
  const { id } = await desk.call<Mailbox>('POST', '/api/mailboxes', { direction: 'incoming', values });
  await eventually(
    'the unfiled mail',
    async () => {
      const log = await desk.call<{ rows: Inbound[] }>('GET', '/api/inbound?state=unfiled');
      return log.rows[0];
    },
    30_000,
  );
  await desk.call('PUT', `/api/mailboxes/${id}`, { values: { ...values, password: '', noNewTickets: false } });
  await page.goto(`${desk.url}/intake?state=unfiled`);
  await page.getByRole('button', { expanded: false }).filter({ hasText: 'Katalog bestellen' }).click();
  await sees(say(locale, 'state.inbound.unfiled'));
  await button(t('intake.askToday')).click();
  await sees(t('intake.differs'));
  await look('unfiled', { narrow: true });
  await button(t('intake.createTicket')).click();
  await eventually('the ticket', async () => {
    const found = await desk.call<{ rows: TicketRow[] }>('GET', '/api/tickets?limit=100');
    return found.rows.find(({ subject }) => subject === 'Katalog bestellen');
  });
  await page.goto(`${desk.url}/intake`);
  await page.getByLabel(t('intake.search')).fill('katalog');
  const row = page.getByRole('button', { expanded: false }).filter({ hasText: 'Katalog bestellen' });
  await row.filter({ hasText: say(locale, 'state.inbound.filed') }).click();
  await look('filed-anyway');
}
