import { describe, expect, test } from 'vitest';
import type { AutoMails, Template } from '../../src/api/contract/auto-mails.ts';
import { say } from '../../src/desk/texts/index.ts';
import { composeMessage } from '../../src/mail/compose.ts';
import { draftOf } from '../support/desk.ts';
import { type RunningDesk, startDesk } from '../support/running.ts';
import { eventually } from '../support/servers/mail.ts';
import { fillSandbox, locales } from './settings.ts';
import { holds, type Story, storyTeller } from './story.ts';

const tell = storyTeller();
const subject = 'Heizung bleibt kalt';
const mail = composeMessage(
  draftOf({ from: { name: 'Nina <Nord>', addr: 'nina@nord.example' }, subject }, new Date()),
).raw;

describe.each(locales)('auto-e-mails (%s)', (locale) => {
  test('events are switched at once and taken back; a template shows its mistakes and a real ticket', {
    timeout: 300_000,
  }, async () => {
    const desk = await startDesk({ locale });
    try {
      await fillSandbox(desk, locale, [mail]);
      await tell({ name: 'auto-mails', locale, desk }, async (story) => {
        await story.page.goto(`${desk.url}/admin/auto-mails`);
        await events(story, desk);
        await ownTemplate(story, desk);
        await chosenForEvent(story, desk);
        await builtIn(story, desk);
        await logAndCircuits(story);
        expect(story.outside).toEqual([]);
      });
    } finally {
      await desk.stop();
    }
  });
});

const templatesOf = async (desk: RunningDesk) => (await desk.call<{ rows: Template[] }>('GET', '/api/templates')).rows;
const isOn = async (desk: RunningDesk, event: string) =>
  (await desk.call<AutoMails>('GET', '/api/auto-mails')).events.find((each) => each.event === event)?.active;

async function events(story: Story, desk: RunningDesk): Promise<void> {
  const { button, heading, locale, look, page, t } = story;
  await heading(say(locale, 'autoMail.to.user')).waitFor();
  const toggle = page.getByRole('switch', { name: say(locale, 'autoMail.newByMail'), exact: true });
  expect(await toggle.isChecked()).toBe(false);
  await toggle.check();
  await button(t('common.undo')).waitFor();
  expect(await isOn(desk, 'newByMail')).toBe(true);
  await button(t('common.undo')).click();
  await eventually('off again', async () => ((await isOn(desk, 'newByMail')) === false ? true : undefined));
  await look('events', { narrow: true });
}

/** A template of one's own: mistakes are named with their place, the preview has the ticket's words, HTML keeps them harmless. */
async function ownTemplate(story: Story, desk: RunningDesk): Promise<void> {
  const { button, field, link, locale, look, page, sees, t } = story;
  await link(t('autoMails.tab.templates')).click();
  await link(t('templates.create')).click();
  await field(t('templates.name')).fill('Eingang Nacht');
  await field(t('templates.subject')).fill('Nacht: {{ ticket.betref }}');
  await field(t('templates.text')).fill('Guten Abend ');
  await button(t('templates.goThere')).click();
  await holds(page, 'document.activeElement.selectionStart === 10');
  await look('template-wrong', { narrow: true });
  await button(t('common.create')).click();
  await page.getByRole('alert').waitFor();
  expect((await templatesOf(desk)).some(({ name }) => name === 'Eingang Nacht')).toBe(false);
  await field(t('templates.subject')).fill('Nacht: {{ ticket.betreff }}');
  await field(t('templates.text')).focus();
  await page.keyboard.press('End');
  const name = locale === 'de' ? 'benutzer.name' : 'contact.name';
  await button(t('templates.insert', { name })).click();
  await sees(`Nacht: ${subject}`);
  await sees('Guten Abend Nina <Nord>');
  await button(t('templates.ownHtml')).click();
  await page
    .getByRole('textbox', { name: t('templates.html'), exact: true })
    .fill(`<p>Guten Abend {{ ${name} }}</p><script>document.title = 'x'</script>`);
  const views = page.getByRole('radiogroup', { name: t('templates.previewAs') });
  await views.getByText(t('templates.asHtml'), { exact: true }).click();
  const frame = page.frameLocator('iframe');
  await frame.getByText('Guten Abend Nina <Nord>').waitFor();
  expect(await frame.locator('script').count()).toBe(0);
  await look('template', { narrow: true });
  await button(t('common.create')).click();
  await eventually('the template', async () => (await templatesOf(desk)).find((each) => each.name === 'Eingang Nacht'));
  await page.waitForURL(/templates\/\d+$/);
}

async function chosenForEvent(story: Story, desk: RunningDesk): Promise<void> {
  const { field, link, locale, page, t } = story;
  await link(t('templates.toList')).click();
  await link('Eingang Nacht').waitFor();
  await link(t('autoMails.tab.events')).click();
  await field(t('autoMails.templateOf', { event: say(locale, 'autoMail.newByMail') })).click();
  await page.getByRole('option', { name: 'Eingang Nacht' }).click();
  // Not by the note that it is saved: the one of the step before may still stand there.
  await eventually('the event to name the template', async () => {
    const own = (await templatesOf(desk)).find(({ name }) => name === 'Eingang Nacht');
    return own?.usedBy.events.includes('newByMail') ? own : undefined;
  });
}

/** A built-in template keeps its name, says that it was changed, and reads again as it came. */
async function builtIn(story: Story, desk: RunningDesk): Promise<void> {
  const { button, dialog, field, link, locale, look, page, sees, t } = story;
  const [first] = (await templatesOf(desk)).filter(({ builtIn: event }) => event === 'done');
  const name = say(locale, 'autoMail.done');
  await link(t('autoMails.tab.templates')).click();
  await link(name).click();
  expect(await field(t('templates.name')).isDisabled()).toBe(true);
  await field(t('templates.subject')).fill('Fertig');
  await button(t('common.save')).click();
  await page.getByText(t('mailboxes.form.unsaved')).waitFor({ state: 'hidden' });
  // Saved once, it asks all the same before what was typed since is left.
  await field(t('templates.subject')).fill('Ganz fertig');
  await link(t('templates.toList')).click();
  await dialog(t('mailboxes.form.leaveTitle')).waitFor();
  await button(t('mailboxes.form.leave')).click();
  await sees(t('templates.changed'));
  await look('templates', { narrow: true });
  await button(t('templates.actsOf', { name })).click();
  await page.getByRole('menuitem', { name: t('templates.reset') }).click();
  await button(t('templates.reset')).click();
  await sees(t('templates.resetDone', { name }));
  const [again] = (await templatesOf(desk)).filter(({ builtIn: event }) => event === 'done');
  expect(again).toMatchObject({ changed: false, texts: first?.texts });
}

async function logAndCircuits({ heading, link, look, t }: Story): Promise<void> {
  await link(t('autoMails.tab.log')).click();
  await look('log', { narrow: true });
  await link(t('autoMails.tab.circuits')).click();
  await heading(t('autoMails.circuits.emptyTitle')).waitFor();
  await look('circuits', { narrow: true });
}
