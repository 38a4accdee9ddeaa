import { describe, expect, test } from 'vitest';
import type { DeskSettings } from '../../src/api/contract/spools.ts';
import { sayOperation } from '../../src/desk/texts/operation.ts';
import { type RunningDesk, startDesk } from '../support/running.ts';
import { eventually } from '../support/servers/mail.ts';
import { locales } from './settings.ts';
import { type Story, storyTeller } from './story.ts';

const tell = storyTeller();

const incoming = {
  name: 'Support',
  protocol: 'imap',
  // Nobody answers here, and at once.
  host: '127.0.0.1',
  encryption: 'none',
  port: 9,
  username: 'max',
  password: 'planted-password',
  mailboxAddresses: ['support@desk.example'],
  createContact: true,
};

describe.each(locales)('running the desk (%s)', (locale) => {
  test('an invitation by link, what the log says of it, the state of the system and its switch', {
    timeout: 300_000,
  }, async () => {
    const desk = await startDesk({ locale });
    try {
      const { id } = await desk.call<{ id: number }>('POST', '/api/mailboxes', {
        direction: 'incoming',
        values: incoming,
      });
      await desk.call('PUT', `/api/mailboxes/${id}`, { values: { ...incoming, name: 'Hilfe', port: 10 } });
      let link = '';
      await tell({ name: 'admin', locale, desk }, async (story) => {
        await story.page.goto(desk.url);
        await story.link(story.t('frame.agents')).click();
        link = await invite(story);
        await auditLog(story, desk);
        await system(story, desk);
        await settings(story, desk);
        await ownSessions(story);
        expect(story.outside).toEqual([]);
      });
      await tell({ name: 'admin-invited', locale, desk, signedIn: false }, (story) => accept(story, desk, link));
    } finally {
      await desk.stop();
    }
  });
});

/** Makes an agent without a password; gives the token of the link that is shown. */
async function invite({ button, dialog, field, heading, look, page, t }: Story): Promise<string> {
  await heading(t('agents.title')).waitFor();
  // Dialogs come after the page itself.
  await page.locator('.mantine-Notifications-root').first().waitFor({ state: 'attached' });
  await button(t('agents.create')).click();
  await field(t('agents.name')).fill('Ina Neu');
  await field(t('agents.email')).fill('ina@desk.example');
  await dialog(t('agents.createTitle'))
    .getByRole('button', { name: t('common.create') })
    .click();
  const shown = dialog(t('agents.linkTitle', { name: 'Ina Neu' }));
  await shown.waitFor();
  const token = new URL(await field(t('agents.link')).inputValue()).searchParams.get('token') ?? '';
  expect(token).not.toBe('');
  await look('link');
  await page.keyboard.press('Escape');
  await shown.waitFor({ state: 'hidden' });
  await page.getByText(t('agents.invited'), { exact: true }).waitFor();
  return token;
}

async function auditLog(
  { heading, link, locale, look, option, page, sees, t }: Story,
  desk: RunningDesk,
): Promise<void> {
  await link(t('frame.audit')).click();
  await heading(t('audit.title')).waitFor();
  const lines = page.getByRole('region', { name: t('audit.title') }).getByRole('listitem');
  await lines.filter({ hasText: 'Ina Neu' }).first().waitFor();
  // What was and what is; of the password only that it was given.
  const changed = lines.filter({ hasText: 'Hilfe' }).first();
  expect(await changed.getByRole('deletion').allInnerTexts()).toContain('9');
  expect(await changed.getByRole('insertion').allInnerTexts()).toContain('10');
  expect(await page.content()).not.toContain('planted-password');
  await look('audit', { narrow: true });
  await page.getByRole('combobox', { name: t('audit.kind') }).click();
  await option(sayOperation(locale, 'audit.kind.agent')).click();
  await page.waitForURL(/kind=agent/);
  await lines.filter({ hasText: 'Hilfe' }).first().waitFor({ state: 'hidden' });
  await page.reload();
  await lines.filter({ hasText: 'Ina Neu' }).first().waitFor();
  await page.getByRole('searchbox', { name: t('audit.search') }).fill('gibtesnicht');
  await sees(t('audit.nothing'));
  await page.getByRole('button', { name: t('audit.showAll') }).click();
  await lines.filter({ hasText: 'Hilfe' }).first().waitFor();
  // What happens while one looks on stands there by itself.
  await desk.call('POST', '/api/labels', { name: 'Gerade eben', colour: 'blue' });
  await lines.filter({ hasText: 'Gerade eben' }).first().waitFor();
  const download = page.waitForEvent('download');
  await link(t('audit.export')).click();
  expect((await download).suggestedFilename()).toBe('audit.csv');
}

async function system({ heading, link, look, page, sees, t }: Story, desk: RunningDesk): Promise<void> {
  await link(t('frame.system')).click();
  await heading(t('system.title')).waitFor();
  const findings = page.getByRole('region', { name: t('system.findings') });
  await findings.getByText('Hilfe').first().waitFor();
  await look('system', { narrow: true });
  const stop = page.getByRole('switch', { name: t('desk.stopped') });
  await stop.click();
  await findings.getByText(t('desk.stopped')).first().waitFor();
  expect(await desk.call('GET', '/api/desk')).toMatchObject({ fetchStopped: true });
  await stop.click();
  await findings.getByText(t('desk.stopped')).first().waitFor({ state: 'hidden' });
  // The dot leads here.
  await page.getByRole('button', { name: t('frame.health.title') }).click();
  await link(t('frame.health.toSystem')).click();
  await sees(t('system.about'));
}

async function settings(
  { button, field, heading, link, option, page, sees, t }: Story,
  desk: RunningDesk,
): Promise<void> {
  await link(t('frame.desk')).click();
  await heading(t('desk.title')).waitFor();
  await page.getByRole('combobox', { name: t('desk.timeZone') }).fill('Vien');
  await option('Europe/Vienna').click();
  await field(t('desk.auditDays')).fill('730');
  // What somebody else saves meanwhile is shown, and what is typed here stays.
  const now = await desk.call<DeskSettings>('GET', '/api/desk');
  await desk.call('PUT', '/api/desk', { ...now, reopenDays: 17 });
  await eventually('the other one’s number', async () =>
    (await field(t('desk.reopen')).inputValue()) === '17' ? true : undefined,
  );
  await button(t('common.save')).click();
  await sees(t('common.saved'));
  expect(await desk.call('GET', '/api/desk')).toMatchObject({
    timeZone: 'Europe/Vienna',
    auditDays: 730,
    reopenDays: 17,
  });
}

async function ownSessions({ button, dialog, look, page, t }: Story): Promise<void> {
  await button(t('frame.profile', { name: 'Anna Admin' })).click();
  await page.getByRole('menuitem', { name: t('frame.sessions') }).click();
  await dialog(t('frame.sessions')).getByText(t('account.here')).waitFor();
  await look('sessions');
}

/** The link opens once; who used it is in. */
async function accept(
  { button, field, heading, look, page, t }: Story,
  desk: RunningDesk,
  token: string,
): Promise<void> {
  await page.goto(`${desk.url}/password?token=${token}`);
  await heading(t('start.link.title')).waitFor();
  await button(t('start.link.submit')).click();
  await look('password');
  await field(t('start.link.password')).fill('mein eigenes Passwort');
  await button(t('start.link.submit')).click();
  await heading(t('start.greeting.noTickets')).waitFor();
}
