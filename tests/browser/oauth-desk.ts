import type { Locator, Page } from 'playwright-core';
import type { Mailbox } from '../../src/api/contract/mailboxes.ts';
import type { oauthConnection } from '../../src/settings/oauth-connection.ts';
import { settingText } from '../../src/settings/texts/index.ts';
import type { Log } from '../../src/lib/log.ts';
import { type RunningDesk, startDesk } from '../support/running.ts';
import { type DovecotServer, startDovecot } from '../support/servers/dovecot.ts';
import { type EximServer, startExim } from '../support/servers/exim.ts';
import { type OidcProcess, startOidcProcess } from '../support/servers/oidc-process.ts';
import { freePorts } from '../support/servers/processes.ts';
import type { Locale } from './settings.ts';
import type { Story } from './story.ts';

export const support = 'support@helpdesk.test';
/** May open the mailbox of the support, which is shared with her. */
export const carol = 'carol@customer.test';
/** May not. */
export const dave = 'dave@customer.test';

/** A desk, an OpenID provider in a process of its own, and mail servers that ask it whether a token is good. */
export type OAuthDesk = {
  desk: RunningDesk;
  oidc: OidcProcess;
  dovecot: DovecotServer;
  exim: EximServer;
  /** All that the desk logged. */
  log: string[];
  stop(): Promise<void>;
};

export async function startOAuthDesk(locale: Locale): Promise<OAuthDesk> {
  const [port = 0] = await freePorts(1);
  const url = `http://127.0.0.1:${port}`;
  const oidc = await startOidcProcess({
    redirectUris: [`${url}/api/oauth/callback`, 'http://localhost/'],
    mailboxOf: { [carol]: support },
    // Renewed again and again while the stories are told, each time with another refresh token.
    accessSeconds: 30,
  });
  const dovecot = await startDovecot({ introspectionUrl: oidc.introspectionUrl });
  const exim = await startExim({ dovecot, mechanisms: ['XOAUTH2'] });
  const log: string[] = [];
  const desk = await startDesk({ locale, port, log: recorder(log) });
  return {
    desk,
    oidc,
    dovecot,
    exim,
    log,
    stop: async () => {
      await desk.stop();
      await exim.stop();
      await dovecot.stop();
      await oidc.stop();
    },
  };
}

/** A field of a connection's form by the name of its setting. */
export function connectionField({ field, locale }: Story, name: keyof typeof oauthConnection.fields): Locator {
  return field(settingText(locale, `settings.oauthConnection.${name}.title`) ?? name);
}

/** What fills in the form of a connection to the provider of the tests. */
export function connectionValues({ dovecot, exim, oidc }: OAuthDesk) {
  return {
    name: 'Firma',
    provider: 'custom',
    issuer: oidc.issuer,
    clientId: oidc.clientId,
    clientSecret: oidc.clientSecret,
    scopes: 'openid email offline_access',
    imapScopes: 'mail',
    smtpScopes: 'mail',
    imapServer: `localhost:${dovecot.imapsPort}`,
    smtpServer: `localhost:${exim.submissionsPort}`,
  };
}

/** Has the person choose this account in the window that the page opens on `click`; null: says no. */
export async function signInWindow({ page }: Story, click: () => Promise<void>, account: string | null): Promise<void> {
  await signOutAtProvider(page);
  const opened = page.waitForEvent('popup');
  await click();
  const popup = await opened;
  // The provider's page, whose language is its own.
  await popup.getByRole('link', { name: account ?? 'No', exact: true }).click();
}

/** What the hint about private windows is for: else the provider takes whoever signed in last. */
export function signOutAtProvider(page: Page): Promise<void> {
  return page.context().clearCookies({ name: /^_(session|interaction)/ });
}

/** The mailbox of this name as the desk lists it. */
export async function mailboxNamed(desk: RunningDesk, name: string): Promise<Mailbox> {
  const { rows } = await desk.call<{ rows: Mailbox[] }>('GET', '/api/mailboxes');
  const found = rows.find((each) => each.name === name);
  if (!found) throw new Error(`no mailbox ${name}`);
  return found;
}

function recorder(lines: string[]): Log {
  const write = (fields: object, message: string) => {
    lines.push(`${message} ${JSON.stringify(fields)}`);
  };
  return { debug: write, info: write, warn: write, error: write, child: () => recorder(lines) };
}
