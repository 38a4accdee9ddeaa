import { expect } from 'vitest';
import type { CheckStepName } from '../../src/net/check-step.ts';
import { say } from '../../src/desk/texts/index.ts';
import { testCertificates, fingerprintOf } from '../support/servers/certificates.ts';
import { eventually } from '../support/servers/mail.ts';
import { startScripted } from '../support/servers/scripted.ts';
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
  const cancel = panel.getByRole('button', { name: t('mailboxes.test.cancel'), exact: true });
  await cancel.click();
  await sees(t('mailboxes.test.cancelled'));
  // Nothing seems to go on.
  expect(await steps.filter({ hasText: t('mailboxes.test.running') }).count()).toBe(0);
  // Looked at in a test of its own: on a busy machine a look may take longer than a step has time.
  await button(t('mailboxes.test.again')).click();
  await steps.filter({ hasText: t('mailboxes.test.running') }).waitFor();
  await look('test-running');
  line.faults.mute = false;
  await cancel.or(button(t('mailboxes.test.again'))).click();
}

const letIn = ['S: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready', 'C: {tag} AUTHENTICATE PLAIN {words}'];
const refusal = 'NO [AUTHENTICATIONFAILED] Grüße  "zwei" <b>x</b>';

/** What a server says is read as it came: both blanks, quotes, and what looks like HTML; and it is copied so. */
export async function wordForWord(story: Story): Promise<void> {
  const { button, page, t } = story;
  const server = await startScripted([...letIn, `S: {tag} ${refusal}`, ''].join('\n'));
  const form = mailboxForm(story, 'incoming');
  const [host, port] = await Promise.all([form.field('host').inputValue(), form.field('port').inputValue()]);
  await form.choose('encryption', 'none');
  await form.field('host').fill(server.host);
  await form.field('port').fill(String(server.port));
  await button(t('mailboxes.test.again')).click();
  const words = stepOf(story, 'signIn').locator('pre');
  await words.waitFor();
  expect(await words.textContent()).toBe(`A1 ${refusal}`);
  // As the eye sees it: blanks that the page folds are not in it.
  expect(await words.innerText()).toBe(`A1 ${refusal}`);
  expect(await words.locator('*').count()).toBe(0);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await stepOf(story, 'signIn')
    .getByRole('button', { name: t('common.copy'), exact: true })
    .click();
  await eventually('the words in the clipboard', async () =>
    (await page.evaluate('navigator.clipboard.readText()')) === `A1 ${refusal}` ? true : undefined,
  );
  await server.stop();
  await form.field('host').fill(host);
  await form.field('port').fill(port);
  await form.choose('encryption', 'starttls');
}

/** A certificate that nobody vouches for is shown in our words, and can be taken by its fingerprint. */
export async function unknownAuthority(story: Story): Promise<void> {
  const { button, look, sees, t } = story;
  const form = mailboxForm(story, 'incoming');
  const ca = await form.field('privateCa').inputValue();
  await form.field('privateCa').fill('');
  await button(t('mailboxes.test.again')).click();
  const step = stepOf(story, 'tls');
  await step.filter({ hasText: t('mailboxes.test.failed') }).waitFor();
  expect(await step.locator('pre').count()).toBe(0);
  await look('test-certificate');
  await step.getByRole('button', { name: t('mailboxes.test.pin'), exact: true }).click();
  await sees(t('mailboxes.test.pinned'));
  const { server } = await testCertificates();
  expect(await form.field('pinnedFingerprint').inputValue()).toBe(await fingerprintOf(server));
  await button(t('mailboxes.test.again')).click();
  await step.filter({ hasText: t('mailboxes.test.ok') }).waitFor();
  await stepOf(story, 'signIn')
    .filter({ hasText: t('mailboxes.test.failed') })
    .waitFor();
  await form.field('pinnedFingerprint').fill('');
  await form.field('privateCa').fill(ca);
}

/** A sign-in that succeeds is no proof. */
export async function wrongFolder(story: Story): Promise<void> {
  const { button, t } = story;
  const folder = mailboxForm(story, 'incoming').field('folder');
  await folder.fill('Gibt es nicht');
  await button(t('mailboxes.test.again')).click();
  const step = stepOf(story, 'openFolder');
  await step.filter({ hasText: t('mailboxes.test.failed') }).waitFor();
  await stepOf(story, 'signIn')
    .filter({ hasText: t('mailboxes.test.ok') })
    .waitFor();
  expect(await step.locator('pre').innerText()).toMatch(/NO .*Mailbox doesn't exist: Gibt es nicht/);
  expect(await story.page.getByText(t('mailboxes.test.success')).count()).toBe(0);
  await folder.fill('INBOX');
}

const stepOf = ({ locale, page }: Story, name: CheckStepName) =>
  page.getByRole('listitem').filter({ hasText: say(locale, `check.${name}`) });

/** The refusal is followed by what usually helps. */
export async function wrongPassword(story: Story): Promise<void> {
  const { button, look, t } = story;
  await button(t('mailboxes.test.again')).click();
  const step = stepOf(story, 'signIn');
  await step.filter({ hasText: t('mailboxes.test.failed') }).waitFor();
  const words = (await step.locator('pre').textContent()) ?? '';
  // Dovecot's own line; only the tag before it is ours.
  expect(words).toMatch(/^(?:\S+ )?NO \[AUTHENTICATIONFAILED\] Authentication failed\.$/);
  await step.getByText(t('mailboxes.test.hint')).waitFor();
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
