import type { Page } from 'playwright-core';
import type { Ticket } from '../src/api/contract/tickets.ts';
import { settingText } from '../src/settings/texts/index.ts';
import type { DeskClient } from '../dev/desk-client.ts';
import { shownSubject } from '../dev/seed-mails.ts';
import { de } from '../web/src/i18n/de/index.ts';
import { en } from '../web/src/i18n/en/index.ts';

type Locale = 'de' | 'en';

/** What a picture is taken of: the page in its language, and the desk behind it. */
export type Scene = { page: Page; desk: DeskClient; locale: Locale; go: (path: string) => Promise<void> };

/** The pictures of the guide by their names: how the page gets to look like that. */
export const pictures: Readonly<Record<string, (scene: Scene) => Promise<void>>> = {
  'ticket-list': async ({ go, page, locale }) => {
    await go('/tickets?view=all');
    await page
      .getByRole('list', { name: textsOf(locale).tickets.list.label })
      .getByRole('link')
      .first()
      .waitFor();
  },
  ticket: openTicket,
  composer: async (scene) => {
    await openTicket(scene);
    await scene.page.keyboard.press('r');
    const { composer } = textsOf(scene.locale).tickets;
    // A letter that does not go into the text would be a command.
    await scene.page.getByRole('textbox', { name: composer.body }).click();
    await scene.page.keyboard.type(answers[scene.locale], { delay: 5 });
  },
  'mailbox-direction': async ({ go, page, locale }) => {
    await go('/admin/mailboxes/new');
    await page.getByRole('heading', { name: textsOf(locale).mailboxes.direction.title }).waitFor();
  },
  'mailbox-form': async (scene) => {
    await openForm(scene);
    await scene.page.evaluate("document.getElementById('mailbox').scrollTop = 0");
  },
  'mailbox-test': async (scene) => {
    const { page, locale } = scene;
    await openForm(scene);
    await page.getByRole('button', { name: textsOf(locale).mailboxes.test.start, exact: true }).click();
    await page
      .getByRole('link', { name: textsOf(locale).guide.help })
      .first()
      .waitFor();
    await page
      .getByRole('link', { name: textsOf(locale).guide.help })
      .first()
      .scrollIntoViewIfNeeded();
  },
  intake: async ({ go, page, locale }) => {
    await go('/intake');
    await page.getByRole('button', { expanded: false }).filter({ hasText: shownSubject[locale] }).last().click();
    await page.getByText(textsOf(locale).intake.why).waitFor();
  },
  reports: ({ go }) => go('/reports'),
  outbox: ({ go }) => go('/outbox'),
  'auto-mails': ({ go }) => go('/admin/auto-mails'),
  template: async ({ go, desk }) => {
    const { rows } = await desk.get<{ rows: { id: number; builtIn: string | boolean | null }[] }>('/api/templates');
    await go(`/admin/templates/${rows[0]?.id}`);
  },
  teams: ({ go }) => go('/admin/data/teams'),
  sandbox: ({ go }) => go('/sandbox'),
};

const answers = {
  de: 'Guten Tag Frau Ahlers,\ndas freut uns. Dann schließe ich den Fall.\n',
  en: 'Hello Ms Ahlers,\nwe are glad to hear it. I close the case then.\n',
};

/** The page's own words, so that a renamed text does not break a picture. */
export function textsOf(locale: Locale): typeof de {
  return (locale === 'de' ? de : en) as typeof de;
}

/** Opens the ticket that has everything: a reply, its answer, a note, a link. */
export async function openTicket({ go, page, desk, locale }: Scene): Promise<void> {
  const { rows } = await desk.get<{ rows: Ticket[] }>('/api/tickets?view=all&limit=200');
  const shown = rows.find(({ subject }) => subject === shownSubject[locale]);
  if (!shown) throw new Error(`The seed has no ticket ${shownSubject[locale]}`);
  await go(`/tickets/${shown.id}`);
  await page.getByRole('heading', { name: shownSubject[locale] }).first().waitFor();
}

// Nobody listens there, so that the test shows what it says when a server cannot be reached.
const filled = {
  name: { de: 'Kundendienst', en: 'Customer service' },
  host: { de: 'localhost', en: 'localhost' },
  username: { de: 'service@werkhaus.example', en: 'service@werkhaus.example' },
  password: { de: 'geheim', en: 'secret' },
} as const;

async function openForm({ go, page, locale }: Scene): Promise<void> {
  await go('/admin/mailboxes/new?direction=incoming');
  await page.getByRole('heading', { name: textsOf(locale).mailboxes.form.newIncoming }).waitFor();
  for (const [name, value] of Object.entries(filled)) {
    const title = settingText(locale, `settings.incoming.${name}.title`) ?? name;
    await page.getByLabel(title).and(page.locator('input')).first().fill(value[locale]);
  }
}
