import { expect } from 'vitest';
import { say } from '../../src/desk/texts/index.ts';
import { eventually } from '../support/servers/mail.ts';
import type { ToxicProxy } from '../support/servers/toxic.ts';
import { mailboxForm } from './mailbox-form.ts';
import { holds, type Story } from './story.ts';

/** On a mute line the test stands at its step for as long as it takes, with those before it already told. */
export async function stepsAsTheyHappen(story: Story, line: ToxicProxy): Promise<void> {
  const { button, locale, look, page, sees, t } = story;
  const panel = page.getByRole('complementary', { name: t('mailboxes.test.title') });
  line.faults.mute = true;
  await button(t('mailboxes.test.start')).click();
  const steps = panel.getByRole('listitem');
  for (const step of ['resolve', 'connect'] as const)
    await steps
      .filter({ hasText: say(locale, `check.${step}`) })
      .filter({ hasText: t('mailboxes.test.ok') })
      .waitFor();
  await steps.filter({ hasText: t('mailboxes.test.running') }).waitFor();
  expect(await steps.filter({ hasText: say(locale, 'check.signIn') }).count()).toBe(0);
  await look('test-running');
  await panel.getByRole('button', { name: t('mailboxes.test.cancel'), exact: true }).click();
  await sees(t('mailboxes.test.cancelled'));
  line.faults.mute = false;
}

/** The server's refusal stands there character for character, can be copied, and is followed by what usually helps. */
export async function wrongPassword({ button, locale, look, page, t }: Story): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await button(t('mailboxes.test.again')).click();
  const step = page.getByRole('listitem').filter({ hasText: say(locale, 'check.signIn') });
  await step.filter({ hasText: t('mailboxes.test.failed') }).waitFor();
  const words = (await step.locator('pre').textContent()) ?? '';
  // Dovecot's own line; only the tag before it is ours.
  expect(words).toMatch(/^(?:\S+ )?NO \[AUTHENTICATIONFAILED\] Authentication failed\.$/);
  await step.getByText(t('mailboxes.test.hint')).waitFor();
  await step.getByRole('button', { name: t('common.copy'), exact: true }).click();
  await eventually('the words in the clipboard', async () =>
    (await page.evaluate('navigator.clipboard.readText()')) === words ? true : undefined,
  );
  await look('test-failed', { narrow: true });
}

/** Passed, the test says how many mails lie there and would be imported. */
export async function rightPassword(story: Story): Promise<void> {
  const { button, look, page, sees, t } = story;
  await mailboxForm(story, 'incoming').field('password').fill('pass-support');
  await button(t('mailboxes.test.again')).click();
  await sees(t('mailboxes.test.success'));
  const outcome = await page.getByText(t('mailboxes.test.success')).boundingBox();
  const middle = `${(outcome?.x ?? -1) + 5}, ${(outcome?.y ?? -1) + 5}`;
  // What lies below the panel's edge would not be found there.
  await holds(page, `document.elementFromPoint(${middle})?.closest('[role="status"]') instanceof Element`);
  await sees(`${t('mailboxes.test.total', { count: 2 })}, ${t('mailboxes.test.wouldImport', { count: 2 })}`);
  await look('test-passed');
}
