import { createInstance, type TFunction } from 'i18next';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { buildPage } from '../../scripts/build-page.ts';
import { de } from '../../web/src/i18n/de/index.ts';
import { en } from '../../web/src/i18n/en/index.ts';
import { axeViolations, startBrowser, takePicture, type TestBrowser, type WatchedPage } from '../support/browser.ts';
import type { RunningDesk } from '../support/running.ts';
import { eventually } from '../support/servers/mail.ts';
import type { Locale } from './settings.ts';

// As web/src/i18n/keys.d.ts has it for the page: a text that does not exist is a type error.
declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof de };
    returnNull: false;
  }
}

/** A story told on the page of a desk, in one language. */
export type Story = Ways & {
  page: Page;
  locale: Locale;
  /** The page's own texts, so that a renamed text does not break a story. */
  t: TFunction;
  /** What went wrong on the page so far; a story that asks for an error takes it out. */
  problems: string[];
  /** Requests that left for anywhere but the desk. */
  outside: string[];
  /** Has axe judge the page as it stands, light and dark, and keeps pictures of it; `narrow` also as a telephone shows it. */
  look: (what: string, options?: { narrow?: boolean }) => Promise<void>;
  /** A second tab of the same person, watched and judged like the first. */
  beside: () => Promise<Story>;
};

/** What people find on a page, by its name. */
export type Ways = {
  button: (name: string) => Locator;
  link: (name: string) => Locator;
  field: (name: string) => Locator;
  heading: (name: string) => Locator;
  option: (name: string) => Locator;
  dialog: (name: string) => Locator;
  /** Waits until the text can be read somewhere on the page. */
  sees: (text: string) => Promise<void>;
};

export type StoryOptions = {
  name: string;
  locale: Locale;
  desk: RunningDesk;
  /** The administrator is signed in unless this is false. */
  signedIn?: boolean;
};

/** Builds the page, throwing what the build complains about, and starts one Chromium for the stories of a file. */
export function storyTeller(): (options: StoryOptions, play: (story: Story) => Promise<void>) => Promise<void> {
  let browser: TestBrowser;
  beforeAll(async () => {
    await buildPage();
    browser = await startBrowser();
  });
  afterAll(() => browser?.close());
  return async (options, play) => {
    const watched = await browser.open(contextOf(options.locale));
    if (options.signedIn !== false) await watched.page.context().addCookies(cookiesOf(options.desk));
    const tabs: Story[] = [];
    const begin = async (tab: WatchedPage): Promise<Story> => {
      const story = await storyOn(tab, options, async () => begin(await browser.openBeside(tab.page)));
      tabs.push(story);
      return story;
    };
    try {
      await play(await begin(watched));
      for (const { problems } of tabs) expect(problems).toEqual([]);
    } catch (thrown) {
      await Promise.all(
        tabs.map(({ page }, at) => takePicture(page, `failed-${options.name}-${options.locale}-${at}`)),
      );
      throw thrown;
    } finally {
      await watched.page.context().close();
    }
  };
}

function contextOf(locale: Locale) {
  return { locale: locale === 'de' ? 'de-DE' : 'en-GB', colorScheme: 'light' as const, viewport: wide };
}

const wide = { width: 1280, height: 800 };
export const narrow = { width: 390, height: 844 };

function cookiesOf({ cookie, url }: RunningDesk) {
  return cookie.split('; ').map((pair) => {
    const at = pair.indexOf('=');
    return { name: pair.slice(0, at), value: pair.slice(at + 1), url };
  });
}

async function storyOn(
  { page, problems }: WatchedPage,
  { name, locale, desk }: StoryOptions,
  beside: () => Promise<Story>,
): Promise<Story> {
  const outside: string[] = [];
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${desk.url}/`) && /^(?:https?|wss?):/.test(url)) outside.push(url);
  });
  // The browser tells of what a content policy stopped as if it had been on its way.
  page.on('requestfailed', (request) => {
    const at = request.failure()?.errorText === 'csp' ? outside.indexOf(request.url()) : -1;
    if (at >= 0) outside.splice(at, 1);
  });
  const look = async (what: string, options: { narrow?: boolean } = {}) => {
    await judge(page, locale, `${name}-${what}-${locale}-wide`);
    if (!options.narrow) return;
    await page.setViewportSize(narrow);
    await judge(page, locale, `${name}-${what}-${locale}-narrow`);
    await page.setViewportSize(wide);
  };
  return { page, problems, outside, locale, t: await textsOf(locale), look, beside, ...waysOn(page) };
}

async function judge(page: Page, locale: Locale, picture: string): Promise<void> {
  if (locale === 'de') expect.soft(await page.evaluate(foreignNames), `${picture}: English names`).toEqual([]);
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await holds(page, `document.documentElement.dataset.mantineColorScheme === '${scheme}'`);
    await holds(page, stillness);
    // All that axe finds in a story is told in one run.
    const found = await axeViolations(page, scheme === 'light' ? 'all' : 'colours');
    expect.soft(found, `${picture}-${scheme}`).toEqual([]);
    expect.soft(await page.evaluate(overflow), `${picture}: wider than the window`).toBe(0);
    await takePicture(page, `${picture}-${scheme}`);
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

// The component library brings English names of its own for what we forget to name.
const foreignNames = `[...document.querySelectorAll('[aria-label]')].map((each) => each.ariaLabel)
  .filter((name) => /^(?:Toggle|Clear|Close|Remove|Next|Previous|Increase|Decrease) /i.test(name + ' '))`;

const overflow = 'Math.max(0, document.documentElement.scrollWidth - innerWidth)';

// Colours half-way through a fade are nobody's design.
const stillness = `!document.querySelector('.mantine-Skeleton-root') && document.getAnimations()
  .every((each) => each.playState !== 'running' || each.effect.getComputedTiming().endTime === Infinity)`;

/** Waits until the expression is true on the page. Playwright's own way needs `eval`, which the page's content policy forbids. */
export async function holds(page: Page, expression: string): Promise<void> {
  await eventually(expression, async () => ((await page.evaluate(expression)) === true ? true : undefined), 30_000);
}

function waysOn(page: Page): Ways {
  return {
    button: (name) => page.getByRole('button', { name, exact: true }),
    link: (name) => page.getByRole('link', { name, exact: true }),
    // A required field carries an asterisk behind its name.
    field: (name) => page.getByLabel(new RegExp(`^${escaped(name)}(?:\\s*\\*)?$`)).and(page.locator('input, textarea')),
    heading: (name) => page.getByRole('heading', { name, exact: true }),
    option: (name) => page.getByRole('option', { name, exact: true }),
    dialog: (name) => page.getByRole('dialog', { name, exact: true }),
    sees: (text) => page.getByText(text).filter({ visible: true }).first().waitFor(),
  };
}

/** The words under a mail that has left, whatever the time. */
export function sentAt({ t }: Pick<Story, 't'>): RegExp {
  return new RegExp(`^${escaped(t('tickets.delivery.sent', { time: '' }).trim())} \\d`);
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The texts of the page in the language. */
export async function textsOf(locale: Locale): Promise<TFunction> {
  const texts = createInstance();
  return texts.init({
    lng: locale,
    resources: { [locale]: { translation: locale === 'de' ? de : en } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
}
