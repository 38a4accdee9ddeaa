import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import type { Mailbox } from '../../src/api/contract/mailboxes.ts';
import { addToHour } from '../../src/store/mailbox-hours.ts';
import { openStore } from '../../src/store/open.ts';
import { transact } from '../../src/store/transact.ts';
import { addPastTicket } from '../support/past-tickets.ts';
import { type RunningDesk, startDesk } from '../support/running.ts';
import { type Locale, locales } from './settings.ts';
import { holds, type Story, storyTeller } from './story.ts';

const tell = storyTeller();
const hourMs = 3600_000;
const dayMs = 24 * hourMs;

describe.each(locales)('reports (%s)', (locale) => {
  test('an empty desk says so; charts with numbers, tables and files; filters stay in the address', {
    timeout: 300_000,
  }, async () => {
    const desk = await startDesk({ locale });
    try {
      await tell({ name: 'reports', locale, desk }, async (story) => {
        await empty(story, desk);
        const { team } = await fill(desk, locale);
        await charts(story, desk);
        await tables(story);
        await filters(story, desk, team);
        expect(story.outside).toEqual([]);
      });
    } finally {
      await desk.stop();
    }
  });
});

async function empty({ link, look, page, sees, t }: Story, desk: RunningDesk): Promise<void> {
  await page.goto(desk.url);
  await link(t('frame.reports')).click();
  await sees(t('reports.emptyTitle'));
  await sees(t('reports.health.nothing'));
  await look('empty');
}

/** Two teams and 40 days of tickets that nobody needs to wait for: written into the database as if they had happened. */
async function fill(desk: RunningDesk, locale: Locale): Promise<{ team: string }> {
  await desk.call('POST', '/api/sandbox', { locale });
  const { rows } = await desk.call<{ rows: Mailbox[] }>('GET', '/api/mailboxes');
  const mailboxId = rows.find(({ direction }) => direction === 'incoming')?.id ?? 0;
  const team = 'Support';
  const [support, sales] = await Promise.all(
    [team, 'Vertrieb'].map((name) => desk.call<{ id: number }>('POST', '/api/teams', { name })),
  );
  const store = await openStore({ dataDir: desk.dataDir, databaseUrl: '' });
  try {
    const today = new Date().setUTCHours(8, 0, 0, 0);
    for (let ago = 40; ago > 0; ago--)
      for (let n = 0; n < 2 + ((ago * 7) % 5); n++) {
        const madeAt = today - ago * dayMs + n * 2 * hourMs;
        await addPastTicket(store, {
          madeAt,
          mailboxId,
          teamId: n === 0 ? undefined : (n % 2 === 0 ? support : sales)?.id,
          answeredAt: n === 0 ? [] : [madeAt + n * hourMs],
          automaticReply: n % 2 === 0,
          doneAt: n > 0 && ago % 6 !== 0 ? madeAt + n * 9 * hourMs : undefined,
        });
      }
    await transact(store, async (trx) => {
      for (let ago = 30; ago > 0; ago--)
        await addToHour(trx, mailboxId, today - ago * dayMs, { ok: 280, failed: ago % 9 === 0 ? 8 : 0, imported: ago });
    });
  } finally {
    await store.close();
  }
  return { team };
}

async function charts({ look, page, sees, t }: Story, desk: RunningDesk): Promise<void> {
  await page.goto(`${desk.url}/reports`);
  for (const name of ['mails', 'tickets', 'open', 'backlog', 'answer', 'done', 'hours', 'health'] as const)
    await page.getByRole('heading', { name: t(`reports.${name}.title`), exact: true }).waitFor();
  // Four charts that are drawn with their axes, not only announced.
  await holds(page, "document.querySelectorAll('.recharts-surface .recharts-cartesian-axis').length >= 8");
  await sees(t('reports.median'));
  // All of the page on one picture.
  await page.setViewportSize({ width: 1280, height: 2000 });
  await look('charts', { narrow: true });
}

async function tables({ locale, look, page, t }: Story): Promise<void> {
  const mails = page.getByRole('region', { name: t('reports.mails.title'), exact: true });
  const table = mails.getByRole('table', { name: t('reports.mails.title'), exact: true });
  // Thirty days with heading, for those who cannot see the picture, before anybody asks for it.
  expect(await table.getByRole('row').count()).toBe(31);
  const name = t('reports.asTableOf', { name: t('reports.mails.title') });
  await mails.getByRole('button', { name, exact: true }).click();
  await mails.getByRole('button', { name, pressed: true }).waitFor();
  await look('as-table');
  const download = page.waitForEvent('download');
  await mails.getByRole('button', { name: t('reports.exportOf', { name: t('reports.mails.title') }) }).click();
  const file = await download;
  const lines = (await readFile(await file.path(), 'utf8')).trim().split('\r\n');
  expect(lines).toHaveLength(31);
  const separator = locale === 'de' ? ';' : ',';
  expect(lines[0]?.replace('\ufeff', '').split(separator)).toEqual([
    t('reports.piece.day'),
    t('reports.mails.mailsIn'),
    t('reports.mails.answers'),
    t('reports.mails.automatic'),
  ]);
}

async function filters(
  { button, locale, look, option, page, sees, t }: Story,
  desk: RunningDesk,
  team: string,
): Promise<void> {
  const choice = (name: string) => page.getByRole('combobox', { name, exact: true });
  await choice(t('reports.team')).click();
  await option(team).click();
  await page.waitForURL(/team=\d+/);
  await choice(t('reports.period')).click();
  await option(t('reports.last.7')).click();
  await page.waitForURL(/days=7/);
  await page.reload();
  await holds(page, `document.querySelector('[aria-busy=false] table tbody')?.rows.length === 7`);
  await choice(t('reports.period')).click();
  await option(t('reports.last.own')).click();
  await page.waitForURL(/from=.*to=/);
  const past = new Date(Date.now() - 300 * dayMs).toISOString().slice(0, 10);
  await page.getByLabel(t('reports.to'), { exact: true }).fill(past);
  await page.getByLabel(t('reports.from'), { exact: true }).fill(past);
  await page.waitForURL(new RegExp(`from=${past}`));
  await look(`own-period-${locale}`);
  // A team without tickets of its own says so, and leads back.
  const { id } = await desk.call<{ id: number }>('POST', '/api/teams', { name: 'Niemand' });
  await page.goto(`${desk.url}/reports?team=${id}`);
  await sees(t('reports.nothingTitle'));
  await button(t('reports.showAll')).click();
  await page.getByRole('heading', { name: t('reports.mails.title'), exact: true }).waitFor();
}
