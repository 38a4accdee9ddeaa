import { Failure } from '../lib/failure.ts';
import type { Terms } from '../oauth/conversation.ts';
import { type MailServer, presetServer, type Provider, type Purpose } from '../oauth/provider.ts';
import { getOAuthConnection, oauthClientSecret, type OAuthConnectionRow } from '../store/oauth-connections.ts';
import type { Desk } from './desk.ts';

/** A stored connection as src/oauth talks to it, its secret in the clear. Throws Failure `not-found`. */
export async function storedProvider(desk: Desk, connectionId: number): Promise<Provider> {
  const { values } = await getOAuthConnection(desk.store.db, connectionId);
  return providerFrom({ ...values, clientSecret: await oauthClientSecret(desk.store.db, desk.ring, connectionId) });
}

/** The same from the checked values of its form. */
export function providerFrom(values: OAuthConnectionRow['values']): Provider {
  const { provider, tenant, issuer, authorizationEndpoint, tokenEndpoint, deviceEndpoint } = values;
  const { clientId, clientSecret, scopes } = values;
  const endpoints = { authorizationEndpoint, tokenEndpoint, deviceEndpoint };
  return { kind: provider, tenant, issuer, ...endpoints, clientId, clientSecret, scopes };
}

/** What a token of a mailbox with this protocol is for. Throws Failure `protocol-unknown`. */
export function purposeOf(protocol: string): Purpose {
  if (protocol === 'imap' || protocol === 'pop3' || protocol === 'smtp') return protocol;
  throw new Failure('protocol-unknown', { params: { protocol } });
}

/** The mail server that a connection names for a protocol. Throws Failure `oauth-no-server` if it names none. */
export function serverOf({ name, values }: Pick<OAuthConnectionRow, 'name' | 'values'>, purpose: Purpose): MailServer {
  if (values.provider !== 'custom') return presetServer(values.provider, purpose);
  const text = { imap: values.imapServer, pop3: values.pop3Server, smtp: values.smtpServer }[purpose];
  if (text === '') throw new Failure('oauth-no-server', { params: { name, protocol: purpose.toUpperCase() } });
  const [, host = '', port = ''] = /^(.*?)(?::(\d+))?$/.exec(text) ?? [];
  const number = port === '' ? { imap: 993, pop3: 995, smtp: 465 }[purpose] : Number(port);
  const upgraded = [143, 110, 25, 587].includes(number);
  return { host, port: number, encryption: upgraded ? 'starttls' : 'tls' };
}

/** For talking to providers now. */
export const termsOf = (desk: Desk): Terms => ({ now: desk.clock() });
