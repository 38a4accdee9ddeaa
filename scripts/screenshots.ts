// npm run screenshots [-- name …]: makes the pictures of the guide in both languages, and that of the README, from a freshly filled desk in a folder of its own.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { seedAdmin, seedDesk } from '../dev/seed.ts';
import { movableClock } from '../dev/movable-clock.ts';
import { loadConfig } from '../src/config.ts';
import { openKeyring } from '../src/keyring.ts';
import { silentLog } from '../src/lib/log.ts';
import { type Running, serve } from '../src/main.ts';
import { startBrowser, type TestBrowser } from '../tests/support/browser.ts';
import { buildPage } from './build-page.ts';
import { openTicket, pictures, type Scene } from './pictures.ts';

type Locale = 'de' | 'en';

/** The day that all pictures show, so that they do not change with the day on which they are made. */
const present = new Date('2026-10-15T12:20:00Z');
const sizes = { guide: { width: 1280, height: 800 }, readme: { width: 1440, height: 900 } };
const wanted = process.argv.slice(2);
const isWanted = (name: string) => wanted.length === 0 || wanted.includes(name);

await buildPage();
const browser = await startBrowser();
try {
  for (const locale of ['de', 'en'] as const) await picturesOf(locale, browser);
} finally {
  await browser.close();
}

async function picturesOf(locale: Locale, shared: TestBrowser): Promise<void> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'poststelle-picture-'));
  const clock = movableClock(present);
  const running = await startOn(dataFolder, clock.now);
  try {
    const desk = await seedDesk(running.setupUrl ?? '', locale, clock);
    const page = await signedIn(shared, running.url ?? '', locale);
    const scene: Scene = { page, desk, locale, go: async (path) => void (await page.goto(`${running.url}${path}`)) };
    const folder = `docs/guide/images/${locale}`;
    mkdirSync(folder, { recursive: true });
    if (locale === 'en' && isWanted('readme')) {
      await page.setViewportSize(sizes.readme);
      await openTicket(scene);
      await take(page, 'docs/screenshot.png');
      await page.setViewportSize(sizes.guide);
    }
    for (const [name, prepare] of Object.entries(pictures)) {
      if (!isWanted(name)) continue;
      await prepare(scene);
      await take(page, join(folder, `${name}.png`));
    }
  } finally {
    await running.stop();
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

async function startOn(dataFolder: string, now: () => Date): Promise<Running> {
  const loaded = loadConfig({ POSTSTELLE_DATA: dataFolder, POSTSTELLE_PORT: '0' });
  if ('problems' in loaded) throw new Error(loaded.problems.join('\n'));
  const opened = openKeyring(loaded.config);
  if ('problem' in opened) throw new Error(opened.problem);
  return serve(loaded.config, opened.ring, silentLog, { web: true, worker: true }, now);
}

async function signedIn(shared: TestBrowser, url: string, locale: Locale): Promise<Page> {
  const { page } = await shared.open({ locale: locale === 'de' ? 'de-DE' : 'en-GB', viewport: sizes.guide });
  // What stands unsaved in a form would ask before it goes.
  page.on('dialog', (dialog) => void dialog.accept());
  // Signs in with the page's own request, so that the pictures do not depend on how the form is drawn.
  await page.goto(url);
  await page.evaluate(
    (body) => fetch('/api/session', { method: 'POST', headers: { 'content-type': 'application/json' }, body }),
    JSON.stringify({ email: seedAdmin.email, password: seedAdmin.password }),
  );
  // A minute after the last mail of the seed.
  await page.clock.setFixedTime(new Date(present.getTime() + 60_000));
  return page;
}

async function take(page: Page, path: string): Promise<void> {
  // Bodies of mails are frames that find their height after loading; grey lines give way to what was read.
  await page.waitForTimeout(1_200);
  await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
}
