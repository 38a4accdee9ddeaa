import { describe, expect, test } from 'vitest';
import { failureText } from '../../src/desk/failure-text.ts';
import { settingText } from '../../src/settings/texts/index.ts';
import { startDesk } from '../support/running.ts';
import { locales } from './settings.ts';
import { type Story, storyTeller } from './story.ts';

const tell = storyTeller();
const admin = { name: 'Ina Petersen', email: 'ina@desk.example', password: 'ein langer Satz mit Ümlauten' };

describe.each(locales)('the first visit (%s)', (locale) => {
  test('one-time link, greeting, guide, sign out, wrong password, sign in', async () => {
    const desk = await startDesk({ setUp: false });
    try {
      await tell({ name: 'first-visit', locale, desk, signedIn: false }, async (story) => {
        await withoutLink(story, desk.url);
        await story.page.goto(desk.setupUrl);
        await setUp(story);
        await greeting(story);
        await usedLink(story, desk.setupUrl);
        await signOut(story, desk.url);
        await signIn(story);
        await story.heading(story.t('start.greeting.title', { name: admin.name })).waitFor();
      });
      const token = new URL(desk.setupUrl).searchParams.get('token');
      const again = await desk.raw('POST', '/api/setup', { token, ...admin, email: 'eve@desk.example', locale });
      expect(again.status).toBe(403);
    } finally {
      await desk.stop();
    }
  });
});

async function withoutLink({ page, heading, t, look }: Story, url: string): Promise<void> {
  await page.goto(url);
  await heading(t('start.setup.noToken')).waitFor();
  await look('no-link');
}

async function setUp({ button, field, heading, locale, look, sees, t }: Story): Promise<void> {
  await heading(t('start.setup.title')).waitFor();
  await field(t('start.setup.password')).fill('kurz');
  await button(t('start.setup.submit')).click();
  await sees(settingText(locale, 'problem.required') ?? '');
  await sees(settingText(locale, 'problem.too-short', { limit: 10 }) ?? '');
  await look('set-up', { narrow: true });
  await field(t('start.setup.name')).fill(admin.name);
  await field(t('start.setup.email')).fill(admin.email);
  await field(t('start.setup.password')).fill(admin.password);
  await button(t('start.setup.submit')).click();
}

async function greeting({ heading, link, look, page, t }: Story): Promise<void> {
  await heading(t('start.greeting.title', { name: admin.name })).waitFor();
  for (const way of ['mailbox', 'sandbox', 'guide'] as const) await heading(t(`start.greeting.${way}`)).waitFor();
  for (const act of ['mailboxAct', 'sandboxAct'] as const) await link(t(`start.greeting.${act}`)).waitFor();
  await look('greeting', { narrow: true });
  await link(t('start.greeting.guideAct')).click();
  await heading(t('guide.title')).waitFor();
  expect(new URL(page.url()).pathname).toBe('/guide');
  await look('guide', { narrow: true });
}

async function usedLink({ heading, look, page, t }: Story, setupUrl: string): Promise<void> {
  await page.goto(setupUrl);
  await heading(t('start.setup.done')).waitFor();
  await look('used-link');
}

async function signOut({ button, heading, page, t }: Story, url: string): Promise<void> {
  await page.goto(url);
  await button(t('frame.profile', { name: admin.name })).click();
  await page.getByRole('menuitem', { name: t('frame.signOut') }).click();
  await heading(t('start.signIn.title')).waitFor();
}

async function signIn({ button, field, heading, locale, look, page, sees, t }: Story): Promise<void> {
  await look('sign-in', { narrow: true });
  await field(t('start.signIn.email')).fill(admin.email);
  await field(t('start.signIn.password')).fill('falsch geraten');
  await button(t('start.signIn.submit')).click();
  await sees(failureText(locale, 'sign-in-wrong'));
  await look('wrong-password');
  // Whoever asks for a page signed out lands there afterwards.
  await page.goto(new URL('/intake', page.url()).href);
  await field(t('start.signIn.email')).fill(admin.email);
  await field(t('start.signIn.password')).fill(admin.password);
  await button(t('start.signIn.submit')).click();
  await heading(t('intake.title')).waitFor();
  await page.goto(new URL('/', page.url()).href);
}
