import { Failure } from '../lib/failure.ts';
import type { Terms } from '../oauth/conversation.ts';
import type { MailServer, Provider, Purpose } from '../oauth/provider.ts';
import { presetOf } from '../settings/oauth-presets.ts';
import { getOAuthConnection, oauthClientSecret, type OAuthConnectionRow } from '../store/oauth-connections.ts';
import type { Db } from '../store/schema.ts';
import type { Desk } from './desk.ts';

/** A stored connection as src/oauth talks to it, its secret in the clear; `db` within a transaction is that. Throws Failure `not-found`. */
export async function storedProvider(desk: Desk, connectionId: number, db: Db = desk.store.db): Promise<Provider> {
  const { values } = await getOAuthConnection(db, connectionId);
  return providerFrom({ ...values, clientSecret: await oauthClientSecret(db, desk.ring, connectionId) });
}

/** The same from the checked values of its form. */
export function providerFrom(values: OAuthConnectionRow['values']): Provider {
  const { provider, tenant, issuer, authorizationEndpoint, tokenEndpoint, deviceEndpoint, revocationEndpoint } = values;
  const { clientId, clientSecret, scopes, imapScopes, pop3Scopes, smtpScopes } = values;
  const endpoints = { authorizationEndpoint, tokenEndpoint, deviceEndpoint, revocationEndpoint };
  const purposeScopes = { imap: imapScopes, pop3: pop3Scopes, smtp: smtpScopes };
  return { kind: provider, tenant, issuer, ...endpoints, clientId, clientSecret, scopes, purposeScopes };
}

/** What a token of a mailbox with this protocol is for. Throws Failure `protocol-unknown`. */
export function purposeOf(protocol: string): Purpose {
  if (protocol === 'imap' || protocol === 'pop3' || protocol === 'smtp') return protocol;
  throw new Failure('protocol-unknown', { params: { protocol } });
}

/** The mail server that a connection names for a protocol. Throws Failure `oauth-no-server` if it names none. */
export function serverOf({ name, values }: Pick<OAuthConnectionRow, 'name' | 'values'>, purpose: Purpose): MailServer {
  const entered = { imap: values.imapServer, pop3: values.pop3Server, smtp: values.smtpServer }[purpose];
  const text = entered || presetOf(values.provider).purposes[purpose].server;
  if (text === '') throw new Failure('oauth-no-server', { params: { name, protocol: purpose.toUpperCase() } });
  const [, host = '', port = ''] = /^(.*?)(?::(\d+))?$/.exec(text) ?? [];
  const number = port === '' ? { imap: 993, pop3: 995, smtp: 465 }[purpose] : Number(port);
  const upgraded = [143, 110, 25, 587].includes(number);
  return { host, port: number, encryption: upgraded ? 'starttls' : 'tls' };
}

/** For talking to providers now. */
export const termsOf = (desk: Desk): Terms => ({ now: desk.clock() });
