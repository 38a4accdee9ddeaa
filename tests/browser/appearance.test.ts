import { describe, expect, test } from 'vitest';
import type { MasterData } from '../../src/api/contract/tickets.ts';
import { type RunningDesk, startDesk } from '../support/running.ts';
import { fillSandbox, type Locale, locales } from './settings.ts';
import { holds, narrow, type Story, storyTeller, textsOf } from './story.ts';

const tell = storyTeller();
const otherOf = (locale: Locale): Locale => (locale === 'de' ? 'en' : 'de');

describe.each(locales)('appearance (%s)', (locale) => {
  test('language and theme stay after a reload, a telephone shows list, ticket and the way back', {
    timeout: 300_000,
  }, async () => {
    const desk = await startDesk({ locale });
    try {
      await fillSandbox(desk, locale, []);
      await tell({ name: 'appearance', locale, desk }, async (story) => {
        await theme(story, desk);
        await telephone(story, desk);
        await language(story, desk);
        expect(story.outside).toEqual([]);
      });
      // Another browser, which has never heard of the choice: it belongs to the agent.
      await tell({ name: 'appearance-elsewhere', locale, desk, signedIn: false }, async (story) => {
        const { button, field, page, t } = story;
        await page.goto(desk.url);
        await field(t('start.signIn.email')).fill(desk.email);
        await field(t('start.signIn.password')).fill(desk.password);
        await button(t('start.signIn.submit')).click();
        const texts = await textsOf(otherOf(locale));
        await page.getByRole('navigation', { name: texts('tickets.views.label'), exact: true }).waitFor();
      });
    } finally {
      await desk.stop();
    }
  });

  test('every place and its dialogs', { timeout: 300_000 }, async () => {
    const desk = await startDesk({ locale });
    try {
      await fillSandbox(desk, locale, []);
      const { agents } = await desk.call<MasterData>('GET', '/api/master-data');
      await desk.call('POST', '/api/teams', { name: 'Support', memberIds: agents.map(({ id }) => id) });
      await tell({ name: 'places', locale, desk }, async (story) => {
        await story.page.goto(desk.url);
        await rail(story);
        await intake(story);
        await administration(story);
        await ownMenus(story);
        await story.page.goto(`${desk.url}/nirgends`);
        await story.heading(story.t('common.error.notFound')).waitFor();
        await story.look('not-found');
        expect(story.outside).toEqual([]);
      });
    } finally {
      await desk.stop();
    }
  });
});

async function theme({ button, page, t }: Story, desk: RunningDesk): Promise<void> {
  const isDark = "document.documentElement.dataset.mantineColorScheme === 'dark'";
  const nameOf = (choice: 'light' | 'dark' | 'auto') => `${t('frame.theme')}: ${t(`frame.themes.${choice}`)}`;
  await page.goto(desk.url);
  await holds(page, `!(${isDark})`);
  await button(nameOf('auto')).click();
  await page.getByRole('menuitem', { name: t('frame.themes.dark') }).click();
  await holds(page, isDark);
  await page.reload();
  await button(nameOf('dark')).waitFor();
  await holds(page, isDark);
  await button(nameOf('dark')).click();
  await page.getByRole('menuitem', { name: t('frame.themes.auto') }).click();
  await button(nameOf('auto')).waitFor();
}

async function telephone({ button, heading, link, look, page, t }: Story, desk: RunningDesk): Promise<void> {
  await page.setViewportSize(narrow);
  await page.goto(desk.url);
  const list = page.getByRole('list', { name: t('tickets.list.label') });
  const first = list.getByRole('link').first();
  await first.click();
  await button(t('tickets.head.properties')).click();
  const panel = page.getByRole('complementary', { name: t('tickets.panel.label') });
  await panel.getByText(t('tickets.panel.why')).waitFor();
  expect(await page.getByRole('region', { name: t('tickets.history.label') }).count()).toBe(0);
  await look('telephone-properties');
  await button(t('tickets.head.history')).click();
  await page.getByRole('region', { name: t('tickets.history.label') }).waitFor();
  await look('telephone-ticket');
  await link(t('tickets.head.back')).click();
  await list.waitFor();
  await button(t('frame.openMenu')).click();
  await page.getByRole('navigation', { name: t('frame.main') }).waitFor();
  await look('telephone-menu');
  await page
    .getByRole('navigation', { name: t('frame.main') })
    .getByRole('link', { name: t('frame.guide') })
    .click();
  await heading(t('guide.title')).waitFor();
  await page.getByRole('navigation', { name: t('frame.main') }).waitFor({ state: 'hidden' });
}

async function language({ button, locale, page, t }: Story, desk: RunningDesk): Promise<void> {
  const other = otherOf(locale);
  const texts = await textsOf(other);
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(desk.url);
  await button(`${t('frame.language')}: ${t(`common.name.language.${locale}`)}`).click();
  await page.getByRole('menuitem', { name: t(`common.name.language.${other}`) }).click();
  const views = page.getByRole('navigation', { name: texts('tickets.views.label'), exact: true });
  await views.waitFor();
  await holds(page, `document.documentElement.lang === '${other}'`);
  await page.reload();
  await views.waitFor();
  await holds(page, `document.documentElement.lang === '${other}'`);
}

async function rail({ button, field, heading, look, page, t }: Story): Promise<void> {
  await button(t('frame.pin')).click();
  await button(t('frame.unpin')).waitFor();
  await look('pinned-rail');
  await button(t('frame.unpin')).click();
  await page.getByRole('button', { name: t('frame.health.title') }).click();
  await heading(t('frame.health.ok')).waitFor();
  await look('health');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await field(t('frame.palette.placeholder')).fill('a');
  await look('palette', { narrow: true });
  await field(t('frame.palette.placeholder')).fill(t('frame.guide'));
  await page.keyboard.press('Enter');
  await heading(t('guide.title')).waitFor();
}

async function intake({ heading, link, look, page, t }: Story): Promise<void> {
  await link(t('frame.intake')).click();
  await heading(t('intake.title')).waitFor();
  await page.getByRole('button', { expanded: false }).filter({ hasText: 'Ticket' }).first().click();
  await page.getByText(t('intake.why')).waitFor();
  await look('intake', { narrow: true });
}

async function administration(story: Story): Promise<void> {
  const { button, dialog, heading, link, look, page, t } = story;
  await link(t('frame.masterData')).click();
  await heading(t('masterData.teams.title')).waitFor();
  await look('teams', { narrow: true });
  await button(t('common.create')).first().click();
  await dialog(t('masterData.teams.createTitle')).waitFor();
  await look('team-form', { narrow: true });
  await page.keyboard.press('Escape');
  await dialog(t('masterData.teams.createTitle')).waitFor({ state: 'hidden' });
  await link(t('frame.connections')).click();
  await heading(t('oauth.emptyTitle')).waitFor();
  await look('connections', { narrow: true });
  await link(t('oauth.create')).first().click();
  await dialog(t('oauth.createTitle')).waitFor();
  await look('connection-form', { narrow: true });
  await page.keyboard.press('Escape');
  await dialog(t('oauth.createTitle')).waitFor({ state: 'hidden' });
  await link(t('frame.agents')).click();
  await heading(t('agents.title')).waitFor();
  await look('agents', { narrow: true });
  await button(t('agents.create')).first().click();
  await dialog(t('agents.createTitle')).waitFor();
  await look('agent-form', { narrow: true });
  await page.keyboard.press('Escape');
  await dialog(t('agents.createTitle')).waitFor({ state: 'hidden' });
  await link(t('frame.desk')).click();
  await heading(t('desk.title')).waitFor();
  await look('desk', { narrow: true });
}

async function ownMenus({ button, dialog, look, page, t }: Story): Promise<void> {
  await button(t('frame.profile', { name: 'Anna Admin' })).click();
  await look('profile');
  await page.getByRole('menuitem', { name: t('frame.password') }).click();
  await dialog(t('frame.changePassword.title')).waitFor();
  await look('change-password');
  await page.keyboard.press('Escape');
  await dialog(t('frame.changePassword.title')).waitFor({ state: 'hidden' });
}
