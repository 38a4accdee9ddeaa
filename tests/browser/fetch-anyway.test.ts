import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Mailbox } from '../../src/api/contract/mailboxes.ts';
import { say } from '../../src/desk/texts/index.ts';
import { composeMessage } from '../../src/mail/compose.ts';
import { draftOf } from '../support/desk.ts';
import { type RunningDesk, startDesk } from '../support/running.ts';
import { type DovecotServer, startDovecot } from '../support/servers/dovecot.ts';
import { startToxic, type ToxicProxy } from '../support/servers/toxic.ts';
import { locales } from './settings.ts';
import { type Story, storyTeller } from './story.ts';

const tell = storyTeller();
const support = 'support@helpdesk.test';

describe.each(locales)('a mail larger than the desk takes (%s)', (locale) => {
  let dovecot: DovecotServer;
  let line: ToxicProxy;
  let desk: RunningDesk;
  beforeAll(async () => {
    dovecot = await startDovecot();
    line = await startToxic(dovecot.imapPort);
    desk = await startDesk({ locale, maxMailMb: 1 });
    const text = `${'x'.repeat(76)}\r\n`.repeat(80_000);
    const draft = draftOf({ to: [{ name: '', addr: support }], subject: 'Großer Scan', text }, new Date());
    await dovecot.deliver(support, composeMessage(draft).raw);
    await desk.call<Mailbox>('POST', '/api/mailboxes', { direction: 'incoming', values: valuesFor(line.port) });
  });
  afterAll(async () => {
    await desk?.stop();
    await line?.stop();
    await dovecot?.stop();
  });

  test('is fetched anyway: seen coming, called off, asked for once more', { timeout: 180_000 }, () =>
    tell({ name: 'fetch-anyway', locale, desk }, async (story) => {
      await story.page.goto(`${desk.url}/intake`);
      const row = story.page.getByRole('button').filter({ hasText: story.t('intake.onServer') });
      await row.click();
      await leftWithReason(story);
      line.faults.stallAfter = 3_500_000;
      await comesInPart(story);
      await story.look('coming', { narrow: true });
      await calledOff(story);
      line.faults.stallAfter = 5_000_000;
      await comesInPart(story);
      line.goOn();
      await isHere(story);
    }),
  );
});

const valuesFor = (port: number) => ({
  name: 'Support',
  protocol: 'imap',
  host: '127.0.0.1',
  port,
  encryption: 'none',
  username: support,
  password: 'pass-support',
  mailboxAddresses: [support],
  createContact: true,
  push: false,
});

async function leftWithReason({ page, sees, locale, button, t }: Story): Promise<void> {
  await page.getByText(say(locale, 'state.inbound.tooLarge'), { exact: true }).first().waitFor();
  await sees('1 MB');
  await button(t('intake.fetchAnyway')).waitFor();
}

/** The server waits in the middle of the mail: what has come is shown beside what is to come. */
async function comesInPart({ page, button, t }: Story): Promise<void> {
  await button(t('intake.fetchAnyway')).click();
  const bar = page.getByRole('progressbar');
  await bar.waitFor();
  const percent = Number(await bar.getAttribute('aria-valuenow'));
  expect(percent).toBeGreaterThan(10);
  expect(percent).toBeLessThan(95);
  const words = await page.getByRole('status').filter({ hasText: 'MB' }).textContent();
  const [come = '', all = ''] = [...(words ?? '').matchAll(/\d[\d.,]*/g)].map(([number]) => number.replace(',', '.'));
  expect(Number(come)).toBeGreaterThanOrEqual(1);
  expect(Number(come)).toBeLessThan(Number(all));
  expect(Number(all)).toBeCloseTo(6.2, 0);
}

async function calledOff(story: Story): Promise<void> {
  const { page, button, t } = story;
  await button(t('intake.cancelFetch')).click();
  await page.getByRole('progressbar').waitFor({ state: 'hidden' });
  await leftWithReason(story);
}

async function isHere({ page, locale, sees }: Story): Promise<void> {
  await page.getByText(say(locale, 'state.inbound.filed'), { exact: true }).first().waitFor();
  await sees('Großer Scan');
  expect(await page.getByRole('progressbar').count()).toBe(0);
}
