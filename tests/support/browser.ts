import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { requireProgram } from './servers/processes.ts';

/** Where pictures of the page are kept for people to look at. */
export const pictureFolder = 'tests/artefacts/screenshots';

/** A page together with everything that went wrong on it: errors of scripts and on the console, answers ≥ 500, requests that failed. */
export type WatchedPage = { page: Page; problems: string[] };

export type TestBrowser = {
  /** A new page in a context of its own (no cookies shared), in German and Berlin time unless told; 1280 × 800. */
  open(options?: BrowserContextOptions): Promise<WatchedPage>;
  /** A second tab beside the page, with its cookies. */
  openBeside(page: Page): Promise<WatchedPage>;
  close(): Promise<void>;
};

/** Starts Debian's Chromium without a window. */
export async function startBrowser(): Promise<TestBrowser> {
  const browser = await chromium.launch({
    executablePath: requireProgram('chromium', 'chromium'),
    // Containers give /dev/shm too little room for a page.
    args: ['--disable-dev-shm-usage', '--disable-gpu', '--force-color-profile=srgb'],
  });
  return {
    open: (options = {}) => openPage(browser, options),
    openBeside: (page) => watchedPage(page.context()),
    close: () => browser.close(),
  };
}

/** One breach of an accessibility rule: which rule, how bad, and the first places as selectors. */
export type AxeViolation = { rule: string; impact: string; help: string; places: string[] };

/**
 * What axe finds wrong on the page as it stands now (WCAG 2.2 A and AA and good practice); [] is the aim. `colours` asks only the rules that look at
 * colours: they alone can judge the same page differently in another theme.
 */
export async function axeViolations(page: Page, which: 'all' | 'colours' = 'all'): Promise<AxeViolation[]> {
  // Evaluated, not added as a script element: the page's content policy forbids those.
  if (await page.evaluate("typeof axe === 'undefined'")) await page.evaluate(axe.source);
  const violations = await page.evaluate(async (rules) => {
    const { axe: runner } = globalThis as unknown as { axe: typeof axe };
    // What a control opens is read out with that control, wherever it hangs in the document; axe knows that of dialogs only.
    const opened = '[role=dialog], [role=alertdialog], [role=listbox], [role=menu], [role=tooltip]';
    const regionMatcher = `dialog, svg, ${opened}`;
    runner.configure({ checks: [{ id: 'region', options: { regionMatcher } }] });
    // The mail frame runs no scripts, axe's neither; the page around it is what we answer for.
    const runOnly = rules === 'colours' ? { runOnly: ['color-contrast', 'link-in-text-block'] } : {};
    return (await runner.run({ iframes: false, resultTypes: ['violations'], ...runOnly })).violations;
  }, which);
  return violations.map(({ id, impact, help, nodes }) => ({
    rule: id,
    impact: String(impact),
    help,
    places: nodes.slice(0, 5).map((node) => node.target.join(' ')),
  }));
}

/** Saves the page as tests/artefacts/screenshots/<name>.png; gives the path. */
export async function takePicture(page: Page, name: string): Promise<string> {
  mkdirSync(pictureFolder, { recursive: true });
  const path = join(pictureFolder, `${name}.png`);
  await page.screenshot({ path, animations: 'disabled' });
  return path;
}

async function openPage(browser: Browser, options: BrowserContextOptions): Promise<WatchedPage> {
  const context = await browser.newContext({
    locale: 'de-DE',
    timezoneId: 'Europe/Berlin',
    viewport: { width: 1280, height: 800 },
    reducedMotion: 'reduce',
    ...options,
  });
  return watchedPage(context);
}

async function watchedPage(context: BrowserContext): Promise<WatchedPage> {
  const page = await context.newPage();
  // Generous, for a machine that does other things too: what is there is seen at once.
  page.setDefaultTimeout(60_000);
  return { page, problems: watch(page) };
}

function watch(page: Page): string[] {
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(`script error: ${error.message}`));
  page.on('console', (message) => {
    // A refused sign-in and the like are answers that stories ask for; the browser logs them, and `response` below judges them.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      problems.push(`console: ${message.text()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 500) problems.push(`${response.status()} ${response.url()}`);
  });
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? '';
    // Leaving a page cuts its live connection: that is no failure.
    if (reason !== 'net::ERR_ABORTED') problems.push(`${reason} ${request.url()}`);
  });
  return problems;
}
