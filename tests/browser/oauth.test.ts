import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { say } from '../../src/desk/texts/index.ts';
import { composeMessage } from '../../src/mail/compose.ts';
import { draftOf } from '../support/desk.ts';
import { eventually } from '../support/servers/mail.ts';
import { mailboxForm } from './mailbox-form.ts';
import {
  carol,
  connectionField,
  connectionValues,
  dave,
  mailboxNamed,
  type OAuthDesk,
  signInWindow,
  signOutAtProvider,
  startOAuthDesk,
  support,
} from './oauth-desk.ts';
import { locales, setUndoSeconds } from './settings.ts';
import { holds, narrow, type Story, storyTeller } from './story.ts';

const tell = storyTeller();

describe.each(locales)('a mailbox by OAuth on the page (%s)', (locale) => {
  let room: OAuthDesk;
  beforeAll(async () => {
    room = await startOAuthDesk(locale);
    await room.oidc.order({ choices: [carol, dave] });
  });
  afterAll(() => room?.stop());

  test(
    'a connection is made and checked, a mailbox connected past everything that can go wrong',
    {
      timeout: 300_000,
    },
    () =>
      tell({ name: 'oauth', locale, desk: room.desk }, async (story) => {
        const answers = listenToAnswers(story);
        await noConnectionYet(story, room);
        await makeConnection(story, room);
        await makeMailbox(story, room);
        await refuse(story);
        await wrongAccount(story);
        await closeWindow(story);
        await providerErrs(story, room);
        await tooLate(story);
        await byPaste(story, room);
        await beginFetching(story, room);
        await tokensAreNowhere(room, answers);
      }),
  );

  test(
    'it sends, is signed out and connected again, also in the same window and by another device',
    {
      timeout: 300_000,
    },
    () =>
      tell({ name: 'oauth-life', locale, desk: room.desk }, async (story) => {
        const answers = listenToAnswers(story);
        await answerLeaves(story, room);
        await signedOut(story, room);
        await connectFromList(story, room);
        await otherWays(story, room);
        await ledNowhere(story, room);
        await sessionEnded(story, room);
        await livingConnection(story, room);
        await tokensAreNowhere(room, answers);
      }),
  );
});

/** All that the desk answers the page. */
function listenToAnswers({ page }: Story): string[] {
  const answers: string[] = [];
  page.on('response', (response) => {
    if (!response.url().includes('/api/') || response.url().includes('/api/events')) return;
    void response.text().then(
      (text) => answers.push(text),
      () => undefined,
    );
  });
  return answers;
}

/** Without a connection the form says nothing of OAuth, and the page of connections what they are for. */
async function noConnectionYet(story: Story, { desk }: OAuthDesk): Promise<void> {
  const { heading, link, page, t } = story;
  await page.goto(`${desk.url}/admin/mailboxes/new?direction=incoming`);
  await heading(t('mailboxes.form.newIncoming')).waitFor();
  const form = mailboxForm(story, 'incoming');
  await form.field('host').waitFor();
  expect(await page.getByText(form.title('auth'), { exact: true }).count()).toBe(0);
  await link(t('frame.connections')).click();
  await heading(t('oauth.emptyTitle')).waitFor();
}

async function makeConnection(story: Story, room: OAuthDesk): Promise<void> {
  const { button, dialog, link, page, sees, t } = story;
  await link(t('oauth.create')).first().click();
  await dialog(t('oauth.createTitle')).waitFor();
  // What is known of the provider stands there already, and can be changed.
  expect(await connectionField(story, 'smtpServer').inputValue()).toBe('smtp.office365.com:587');
  expect(await connectionField(story, 'imapScopes').inputValue()).toContain('IMAP.AccessAsUser.All');
  await sees(`${room.desk.url}/api/oauth/callback`);
  // On a telephone the last choice is there to be read and chosen, too.
  const size = page.viewportSize() ?? narrow;
  await page.setViewportSize(narrow);
  await holds(
    page,
    `[...document.querySelectorAll('[role=dialog] [role=radiogroup] label')]
    .every((each) => each.getBoundingClientRect().right <= innerWidth)`,
  );
  await page.setViewportSize(size);
  await page.getByRole('radiogroup').getByText('OpenID Connect').click();
  expect(await connectionField(story, 'smtpServer').inputValue()).toBe('');
  const { provider: _, ...values } = connectionValues(room);
  for (const [name, value] of Object.entries({ ...values, clientSecret: 'planted-wrong-secret' }))
    await connectionField(story, name as keyof typeof values).fill(value);
  await button(t('oauth.check.start')).click();
  await page.getByText('invalid_client').first().waitFor();
  await connectionField(story, 'clientSecret').fill(values.clientSecret);
  await button(t('oauth.check.start')).click();
  await sees(t('oauth.check.good'));
  await button(t('common.create')).click();
  await dialog(t('oauth.createTitle')).waitFor({ state: 'hidden' });
  await sees(t('oauth.mailboxes.none'));
}

/** Choosing OAuth takes server and password out of the form; the mailbox waits for its sign-in. */
async function makeMailbox(story: Story, room: OAuthDesk): Promise<void> {
  const { button, dialog, look, page, sees, t } = story;
  await page.goto(`${room.desk.url}/admin/mailboxes/new?direction=incoming`);
  const form = mailboxForm(story, 'incoming');
  await form.field('host').fill('typed.example.org');
  await form.choose('auth', 'oauth');
  await form.field('host').waitFor({ state: 'detached' });
  expect(await page.locator('input[type=password]').count()).toBe(0);
  expect(await form.field('oauthConnection').inputValue()).toBe('Firma');
  await look('mailbox-form');
  await form.choose('auth', 'password');
  expect(await form.field('host').inputValue()).toBe('typed.example.org');
  await form.choose('auth', 'oauth');
  await form.field('name').fill('Support');
  await form.field('username').fill(support);
  await form.field('mailboxAddresses').fill(support);
  await page.keyboard.press('Enter');
  await button(t('mailboxes.form.more')).first().click();
  await form.field('privateCa').fill(room.dovecot.certificates.ca);
  await form.switch('createContact').check();
  await button(t('mailboxes.create')).click();
  await dialog(t('oauth.dialog.title', { name: 'Support' })).waitFor();
  await sees(t('oauth.dialog.ready'));
  await look('connect');
}

const dialogOf = ({ dialog, t }: Story) => dialog(t('oauth.dialog.title', { name: 'Support' }));
const inDialog = (story: Story, name: string) => dialogOf(story).getByRole('button', { name, exact: true });

async function refuse(story: Story): Promise<void> {
  const { look, sees, t } = story;
  await signInWindow(story, () => inDialog(story, t('oauth.panel.connect')).click(), null);
  await sees(t('oauth.dialog.failed'));
  await sees('The person said "no", für immer.');
  await look('refused');
}

/** Somebody who may not open the mailbox: who signed in is said at once, and the mail server's words by the test. */
async function wrongAccount(story: Story): Promise<void> {
  const { button, look, page, sees, t } = story;
  await signInWindow(story, () => inDialog(story, t('oauth.dialog.again')).click(), dave);
  await sees(t('oauth.dialog.connected', { name: 'Support' }));
  await sees(t('oauth.dialog.differs', { account: dave }));
  await look('wrong-account');
  await inDialog(story, t('oauth.dialog.done')).click();
  await dialogOf(story).waitFor({ state: 'hidden' });
  await sees(t('oauth.panel.connectedAs', { account: dave }));
  await button(t('mailboxes.test.start')).click();
  await page.getByText('AUTHENTICATIONFAILED').first().waitFor();
}

async function closeWindow(story: Story): Promise<void> {
  const { button, look, page, sees, t } = story;
  await signOutAtProvider(page);
  const opened = page.waitForEvent('popup');
  await button(t('oauth.panel.again')).click();
  const popup = await opened;
  await popup.getByRole('heading').waitFor();
  await sees(t('oauth.dialog.waiting'));
  await popup.close();
  await sees(t('oauth.dialog.closed'));
  await look('closed');
}

async function providerErrs(story: Story, { oidc }: OAuthDesk): Promise<void> {
  const { sees, t } = story;
  const body = '{"error":"invalid_target","error_description":"planted words of the provider"}';
  await oidc.order({ tokenAnswers: [{ status: 400, body }] });
  await signInWindow(story, () => inDialog(story, t('oauth.dialog.reopen')).click(), carol);
  await sees('planted words of the provider');
}

/** Nobody waits fifteen minutes here: the desk's answer of that time is given to the page, the rest is as it is. */
async function tooLate(story: Story): Promise<void> {
  const { page, sees, t } = story;
  const flows = '**/api/oauth/flows/*';
  await page.route(flows, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ json: { ...((await answer.json()) as object), state: 'expired' } });
  });
  // Nobody is to be signed in by the provider's memory meanwhile.
  await signOutAtProvider(page);
  const opened = page.waitForEvent('popup');
  await inDialog(story, t('oauth.dialog.again')).click();
  const popup = await opened;
  await sees(t('oauth.dialog.expired'));
  if (!popup.isClosed()) await popup.waitForEvent('close');
  await page.unroute(flows);
}

/** For a desk that the provider cannot lead back to: the address is brought along by hand. */
async function byPaste(story: Story, { oidc }: OAuthDesk): Promise<void> {
  const { field, look, page, sees, t } = story;
  await inDialog(story, t('oauth.panel.other')).click();
  await page.getByRole('menuitem', { name: t('oauth.panel.paste') }).click();
  const address = field(t('oauth.dialog.paste.address'));
  await address.fill('https://example.org/elsewhere');
  await inDialog(story, t('oauth.dialog.paste.submit')).click();
  await sees(t('oauth.dialog.paste.wrong'));
  await look('paste');
  const url = await page.getByRole('link', { name: t('oauth.dialog.paste.open') }).getAttribute('href');
  await oidc.order({ choices: null, login: carol });
  await address.fill(await oidc.browse(String(url)));
  await inDialog(story, t('oauth.dialog.paste.submit')).click();
  await sees(t('oauth.dialog.connected', { name: 'Support' }));
  await look('connected');
  await oidc.order({ choices: [carol, dave] });
}

async function beginFetching(story: Story, { desk, dovecot }: OAuthDesk): Promise<void> {
  const { link, page, sees, t } = story;
  await inDialog(story, t('oauth.dialog.begin')).click();
  await sees(t('mailboxes.resumed', { name: 'Support' }));
  const draft = draftOf({ to: [{ name: '', addr: support }], subject: 'Durch das Token' }, new Date());
  await dovecot.deliver(support, composeMessage(draft).raw);
  await link(t('frame.tickets')).click();
  await page.getByRole('link', { name: /Durch das Token/ }).waitFor();
  expect((await mailboxNamed(desk, 'Support')).state).toMatch(/ok|running/);
}

/** The outgoing mailbox of the same account; until it is connected it does not look as if it worked. */
async function answerLeaves(story: Story, room: OAuthDesk): Promise<void> {
  const { button, field, look, page, sees, t } = story;
  const { desk, dovecot } = room;
  const { oauthConnection } = (await mailboxNamed(desk, 'Support')).values;
  const values = {
    name: 'Ausgang',
    auth: 'oauth',
    oauthConnection,
    username: support,
    senderAddress: support,
    privateCa: dovecot.certificates.ca,
    isDefault: true,
  };
  const { id } = await desk.call<{ id: number }>('POST', '/api/mailboxes', { direction: 'outgoing', values });
  await page.goto(`${desk.url}/admin/mailboxes/${id}`);
  await sees(say(story.locale, 'state.mailbox.notConnected'));
  await look('not-connected');
  await signInWindow(story, () => button(t('oauth.panel.connect')).first().click(), carol);
  await sees(t('oauth.dialog.connected', { name: 'Ausgang' }));
  await button(t('oauth.dialog.done')).click();
  await sees(say(story.locale, 'state.mailbox.ok'));
  await field(t('mailboxes.test.recipient')).fill(dave);
  await button(t('mailboxes.test.start')).click();
  await sees(t('mailboxes.test.successSent'));
  await setUndoSeconds(desk, 0);
  const { rows } = await desk.call<{ rows: { id: number; subject: string }[] }>('GET', '/api/tickets');
  const ticket = rows.find(({ subject }) => subject === 'Durch das Token');
  const answer = { outgoingId: id, to: [{ name: '', addr: carol }], subject: 'Re: Durch das Token', text: 'Ja.' };
  await desk.call('POST', `/api/tickets/${ticket?.id}/replies`, answer);
  await eventually('the answer has arrived', async () =>
    (await dovecot.mails(carol)).some(({ raw }) => raw.includes('Durch das Token')) ? true : undefined,
  );
}

/** The provider ends the grant: told on the page, in the list and at the dot of the rail, each with the way back. */
async function signedOut(story: Story, { desk, dovecot, oidc }: OAuthDesk): Promise<void> {
  const { button, look, page, sees, t } = story;
  const { id } = await mailboxNamed(desk, 'Support');
  await oidc.revokeAllOf(carol);
  // The line that is open was good when it was opened.
  await dovecot.admin(['kick', support]);
  await page.goto(`${desk.url}/admin/mailboxes/${id}`);
  await eventually('it is signed out', async () => {
    const { state } = await mailboxNamed(desk, 'Support');
    if (state === 'signedOut') return true;
    if (state !== 'running') await desk.call('POST', `/api/mailboxes/${id}/runs`);
    return undefined;
  });
  await sees(t('oauth.panel.signedOut'));
  await page.getByText('invalid_grant').first().waitFor();
  await look('signed-out', { narrow: true });
  await page.getByRole('button', { name: t('frame.health.title') }).click();
  await page.getByRole('link', { name: `${t('frame.health.connect')}: Support`, exact: true }).waitFor();
  await page.keyboard.press('Escape');
  await button(t('frame.health.error')).waitFor({ state: 'detached' });
}

/** One click in the list, and a provider that takes its time; all settings are as they were. */
async function connectFromList(story: Story, { desk, oidc }: OAuthDesk): Promise<void> {
  const { button, link, page, sees, t } = story;
  const before = await mailboxNamed(desk, 'Support');
  await page.goto(`${desk.url}/admin/mailboxes`);
  await oidc.order({ tokenDelayMs: 2500 });
  await signInWindow(story, () => link(t('oauth.dialog.title', { name: 'Support' })).click(), carol);
  await sees(t('oauth.dialog.connected', { name: 'Support' }));
  await button(t('oauth.dialog.done')).click();
  await oidc.order({ tokenDelayMs: 0 });
  const after = await mailboxNamed(desk, 'Support');
  expect(after.values).toEqual(before.values);
  expect(after.lastError).toBeNull();
}

/** In the same window, and on another device whose sign-in is awaited. */
async function otherWays(story: Story, { desk, oidc }: OAuthDesk): Promise<void> {
  const { button, look, page, sees, t } = story;
  await oidc.order({ choices: null, login: carol });
  await button(t('oauth.panel.other')).click();
  await page.getByRole('menuitem', { name: t('oauth.panel.here') }).click();
  await sees(t('oauth.dialog.connected', { name: 'Support' }));
  expect(page.url()).toMatch(/\/admin\/mailboxes\/\d+$/);
  await button(t('oauth.dialog.done')).click();
  await button(t('oauth.panel.other')).click();
  await page.getByRole('menuitem', { name: t('oauth.panel.device') }).click();
  await sees(t('oauth.dialog.device.second'));
  await look('device');
  const url = await dialogOf(story).getByRole('link').getAttribute('href');
  await oidc.enterCode(String(url));
  await sees(t('oauth.dialog.connected', { name: 'Support' }));
  await button(t('oauth.dialog.done')).click();
  expect((await mailboxNamed(desk, 'Support')).lastError).toBeNull();
}

/** A way back that nothing waits for, and the page on which the window of a sign-in ends. */
async function ledNowhere(story: Story, { desk, oidc }: OAuthDesk): Promise<void> {
  const { heading, look, page, sees, t } = story;
  await page.goto(`${desk.url}/api/oauth/callback?state=made-up&code=x`);
  await page.getByRole('alert').first().waitFor();
  const { id } = await mailboxNamed(desk, 'Support');
  const begun = await desk.call<{ url: string }>('POST', `/api/mailboxes/${id}/oauth-flows`, { kind: 'popup' });
  await page.goto(await oidc.browse(begun.url));
  await heading(t('oauth.window.connected')).waitFor();
  await look('window');
  await page.goto(`${desk.url}/connected?flow=made-up`);
  await heading(t('oauth.window.failed')).waitFor();
  await sees(t('oauth.window.failedText'));
}

/** Whoever comes back from the provider after their session ended signs in, is told that this sign-in is over, and begins again. */
async function sessionEnded(story: Story, { desk, oidc }: OAuthDesk): Promise<void> {
  const { button, field, heading, page, sees, t } = story;
  const { id } = await mailboxNamed(desk, 'Support');
  const begun = await desk.call<{ url: string }>('POST', `/api/mailboxes/${id}/oauth-flows`, { kind: 'redirect' });
  await page.context().clearCookies({ name: /session_token/ });
  await page.goto(await oidc.browse(begun.url));
  await heading(t('start.signIn.title')).waitFor();
  await field(t('start.signIn.email')).fill(desk.email);
  await field(t('start.signIn.password')).fill(desk.password);
  await button(t('start.signIn.submit')).click();
  await sees(t('oauth.dialog.failed'));
  expect(page.url()).toMatch(new RegExp(`/admin/mailboxes/${id}$`));
  await button(t('oauth.dialog.again')).waitFor();
  await dialogOf(story)
    .getByRole('button', { name: t('common.close') })
    .first()
    .click();
}

/** Who authorised what, a secret that is about to expire, and that nothing in use can be deleted. */
async function livingConnection(story: Story, { desk }: OAuthDesk): Promise<void> {
  const { button, link, look, page, sees, t } = story;
  await page.goto(`${desk.url}/admin/connections`);
  await sees(carol);
  await sees('Anna Admin');
  await link(t('oauth.edit')).click();
  const soon = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
  await connectionField(story, 'secretExpiresOn').fill(soon);
  await button(t('common.save')).click();
  await sees(t('oauth.secret.renew'));
  await button(t('oauth.check.start')).click();
  await sees(t('oauth.check.good'));
  await look('connections', { narrow: true });
  await button(`${t('common.actions')}: Firma`).click();
  await page.getByRole('menuitem', { name: t('oauth.delete') }).click();
  await button(t('oauth.delete')).click();
  await page.getByRole('alert').filter({ hasText: 'Ausgang, Support' }).waitFor();
  await look('in-use');
}

async function tokensAreNowhere({ log, oidc }: OAuthDesk, answers: readonly string[]): Promise<void> {
  const tokens = await oidc.issued();
  expect(tokens.length).toBeGreaterThan(3);
  expect(answers.length).toBeGreaterThan(5);
  const places = { answers: answers.join('\n'), log: log.join('\n') };
  for (const [place, text] of Object.entries(places))
    for (const secret of [...tokens, oidc.clientSecret])
      expect({ place, has: text.includes(secret) }).toEqual({ place, has: false });
}
