import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failures } from '../../src/desk/failures.ts';
import { type RunningDesk, startDesk } from '../support/running.ts';
import { mailboxForm } from './mailbox-form.ts';
import { locales } from './settings.ts';
import { holds, type Story, storyTeller } from './story.ts';

const tell = storyTeller();

/** What the story looks for in the pages of the guide, in both languages. */
const words = {
  de: {
    rules: 'Regeln: Was aus einer E-Mail wird',
    trouble: 'Fehler und was hilft',
    find: 'zertifikat abgelaufen',
    place: 'Zertifikat abgelaufen',
    bundling: 'Bündeln',
  },
  en: {
    rules: 'Rules: what becomes of a mail',
    trouble: 'Errors and what helps',
    find: 'certificate expired',
    place: 'Certificate expired',
    bundling: 'Bundling',
  },
} as const;

describe.each(locales)('guide (%s)', (locale) => {
  let desk: RunningDesk;
  beforeAll(async () => {
    desk = await startDesk({ locale });
  });
  afterAll(() => desk?.stop());

  test('overview, a page, its contents, search, the way from a failed test, no such page', { timeout: 120_000 }, () =>
    tell({ name: 'guide', locale, desk }, async (story) => {
      await story.page.goto(`${desk.url}/guide`);
      await reads(story);
      await finds(story);
      await comesFromFailure(story, desk);
      await story.page.goto(`${desk.url}/guide/nirgends`);
      await story.heading(story.t('guide.missing')).waitFor();
      expect(story.outside).toEqual([]);
    }),
  );
});

async function reads({ heading, link, locale, look, page, t }: Story): Promise<void> {
  const { rules, bundling } = words[locale];
  await heading(t('guide.title')).waitFor();
  await look('overview', { narrow: true });
  await link(rules).click();
  await heading(rules).waitFor();
  await look('page', { narrow: true });
  await page
    .getByRole('navigation', { name: t('guide.contents') })
    .getByRole('link', { name: bundling, exact: true })
    .click();
  expect(new URL(page.url()).hash).toBe('#bundling');
  await holds(page, "document.getElementById('bundling').getBoundingClientRect().bottom < innerHeight");
  await page.locator('a[rel=next]').click();
  await heading(rules).waitFor({ state: 'detached' });
  await page.goBack();
  await heading(rules).waitFor();
}

async function finds({ field, heading, link, locale, look, page, sees, t }: Story): Promise<void> {
  const { find, place, trouble } = words[locale];
  await page.keyboard.press('/');
  await page.keyboard.type('xyzzy');
  await sees(t('guide.none', { query: 'xyzzy' }));
  await field(t('guide.search')).fill(find);
  await look('found');
  await link(place).click();
  await heading(trouble).waitFor();
  await holds(
    page,
    "location.hash === '#tls-expired' && document.getElementById('tls-expired').getBoundingClientRect().top < 200",
  );
}

// Nobody listens on port 1.
const filled = [
  ['name', 'Support'],
  ['host', '127.0.0.1'],
  ['port', '1'],
  ['username', 'support'],
  ['password', 'geheim'],
] as const;

/** A connection test that fails shows what happened and leads to what the guide says about it. */
async function comesFromFailure(story: Story, desk: RunningDesk): Promise<void> {
  const { button, page, sees, t, locale, link } = story;
  await page.goto(`${desk.url}/admin/mailboxes/new?direction=incoming`);
  const form = mailboxForm(story, 'incoming');
  for (const [name, value] of filled) await form.field(name).fill(value);
  await button(t('mailboxes.test.start')).click();
  await sees(failures['connection-refused'][locale].replace('{{host}}', '127.0.0.1').replace('{{port}}', '1'));
  const [guide] = await Promise.all([page.context().waitForEvent('page'), link(t('guide.help')).first().click()]);
  await guide.locator('#connection-refused').waitFor();
  expect(new URL(guide.url()).pathname).toBe('/guide/troubleshooting');
  await guide.close();
}
