// npm run screenshots: makes docs/screenshot.png from a freshly filled desk in a folder of its own.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seedAdmin, seedDesk } from '../dev/seed.ts';
import { seedMails } from '../dev/seed-mails.ts';
import { loadConfig } from '../src/config.ts';
import { openKeyring } from '../src/keyring.ts';
import { silentLog } from '../src/lib/log.ts';
import { serve } from '../src/main.ts';
import type { Ticket } from '../src/api/contract/tickets.ts';
import { startBrowser } from '../tests/support/browser.ts';
import { buildPage } from './build-page.ts';

const dataFolder = mkdtempSync(join(tmpdir(), 'poststelle-picture-'));
await buildPage();
const loaded = loadConfig({ POSTSTELLE_DATA: dataFolder, POSTSTELLE_PORT: '0' });
if ('problems' in loaded) throw new Error(loaded.problems.join('\n'));
const opened = openKeyring(loaded.config);
if ('problem' in opened) throw new Error(opened.problem);
const running = await serve(loaded.config, opened.ring, silentLog, { web: true, worker: true });
const browser = await startBrowser();
try {
  const desk = await seedDesk(running.setupUrl ?? '', 'en');
  const { rows } = await desk.get<{ rows: Ticket[] }>('/api/tickets?limit=200');
  const shown = rows.find(({ subject }) => subject === seedMails.en[0]?.subject);
  const { page } = await browser.open({ locale: 'en-GB', viewport: { width: 1440, height: 900 } });
  // Signs in with the page's own request, so that the picture does not depend on how the form is drawn.
  await page.goto(running.url ?? '');
  await page.evaluate(
    (body) => fetch('/api/session', { method: 'POST', headers: { 'content-type': 'application/json' }, body }),
    JSON.stringify({ email: seedAdmin.email, password: seedAdmin.password }),
  );
  await page.goto(`${running.url}/tickets/${shown?.id}`);
  await page.getByRole('heading', { name: seedMails.en[0]?.subject }).first().waitFor();
  // Bodies of mails are frames that find their height after loading.
  await page.waitForTimeout(1500);
  await page.screenshot({ path: 'docs/screenshot.png', animations: 'disabled' });
} finally {
  await browser.close();
  await running.stop();
  rmSync(dataFolder, { recursive: true, force: true });
}
