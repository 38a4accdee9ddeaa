// Scrolling the ticket list against an empty page scrolled the same way: node bin/run.js bench/list.ts [--rows N] [--rounds N]
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { buildPage } from '../scripts/build-page.ts';
import { openStore } from '../src/store/open.ts';
import { startBrowser } from '../tests/support/browser.ts';
import { addTicket } from '../tests/support/rows.ts';
import { startDesk } from '../tests/support/running.ts';
import { median, percentile, table } from './report.ts';

const { values } = parseArgs({
  options: { rows: { type: 'string', default: '10000' }, rounds: { type: 'string', default: '5' } },
});
const rows = Number(values.rows);
/** About the speed of a hand that flings through a list. */
const pixelsPerFrame = 120;
const frames = 400;

const dataDir = await mkdtemp(join(tmpdir(), 'poststelle-bench-'));
await seed();
await buildPage();
const desk = await startDesk({ dataDir });
const browser = await startBrowser();
const deltas: Record<'list' | 'empty', number[]> = { list: [], empty: [] };
try {
  const { page: list } = await browser.open();
  const [name = '', value = ''] = (desk.cookie.split('; ')[0] ?? '').split('=');
  await list.context().addCookies([{ name, value, url: desk.url }]);
  await list.goto(`${desk.url}/tickets`);
  await loadAll(list);
  const { page: empty } = await browser.open();
  await empty.setContent(
    `<div id="box" style="height:100vh;overflow:auto"><div style="height:${rows * 56}px"></div></div>`,
  );
  for (let round = 0; round < Number(values.rounds); round++) {
    await list.bringToFront();
    deltas.list.push(...(await scrolled(list, 'ul[aria-label]')));
    await empty.bringToFront();
    deltas.empty.push(...(await scrolled(empty, '#box > div')));
  }
} finally {
  await browser.close();
  await desk.stop();
  await rm(dataDir, { recursive: true, force: true });
}

const share = (of: number[], over: number) => (100 * of.filter((ms) => ms > over).length) / of.length;
const line = (what: string, of: number[]) => [
  what,
  median(of).toFixed(1),
  percentile(of, 99).toFixed(1),
  // One sixtieth of a second, with the clock's own trembling.
  share(of, 17.7).toFixed(1),
  share(of, 33.4).toFixed(1),
];
console.log(
  table(
    ['page', 'median ms', 'p99 ms', '% over 16.7 ms', '% over 33.3 ms'],
    [line(`${rows} tickets`, deltas.list), line('empty', deltas.empty)],
  ),
);
const late = (of: number[]) => ({ over16: share(of, 17.7), over33: share(of, 33.4) });
console.log(JSON.stringify({ bench: 'list', rows, list: late(deltas.list), empty: late(deltas.empty) }));

async function seed(): Promise<void> {
  const store = await openStore({ dataDir, databaseUrl: '' });
  const { ticketId } = await addTicket(store, {
    subject: 'Lieferung kam beschädigt an, bitte Ersatz',
    text: 'Guten Tag, die Ware kam heute an, doch der Karton war offen und zwei Teile fehlen.',
  });
  const columns = sql.raw(
    'subject, sender_name, sender_addr, status_id, status_group, is_done, priority_id, preview, created_at',
  );
  await sql`with recursive series (n) as (select 2 union all select n + 1 from series where n < ${rows})
    insert into ticket (${columns}, unread, changed_at) select ${columns}, series.n % 3 = 0, changed_at + series.n * 60000
    from series cross join ticket where ticket.id = ${ticketId}`.execute(store.db);
  await store.close();
}

/** Scrolls to the end until every row is loaded; then back to the top. */
async function loadAll(page: Page): Promise<void> {
  await page.locator('li[data-index="0"]').waitFor();
  await page.evaluate(`(async () => {
    const box = document.querySelector('ul[aria-label]').closest('div');
    while (document.querySelector('li[aria-setsize]').getAttribute('aria-setsize') === '-1') {
      box.scrollTop = box.scrollHeight;
      await new Promise((done) => setTimeout(done, 20));
    }
    box.scrollTop = 0;
    await new Promise((done) => setTimeout(done, 500));
  })()`);
}

/** Scrolls what holds the element down by a piece in every frame; the milliseconds between the frames. */
async function scrolled(page: Page, inside: string): Promise<number[]> {
  return page.evaluate<number[]>(`new Promise((done) => {
    const box = document.querySelector(${JSON.stringify(inside)}).parentElement;
    box.scrollTop = 0;
    const times = [];
    const step = (now) => {
      times.push(now);
      box.scrollTop += ${pixelsPerFrame};
      if (times.length <= ${frames}) requestAnimationFrame(step);
      else done(times.slice(1).map((time, at) => time - times[at]));
    };
    setTimeout(() => requestAnimationFrame(step), 300);
  })`);
}
