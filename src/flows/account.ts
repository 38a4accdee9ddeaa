import path from 'node:path';
import { Failure } from '../lib/failure.ts';
import type { Account } from '../net/account.ts';
import type { FormValues } from '../settings/field.ts';
import { type MailboxRow, mailboxSecrets } from '../store/mailboxes.ts';
import { getOAuthConnection } from '../store/oauth-connections.ts';
import { accessToken } from './access-token.ts';
import type { Desk } from './desk.ts';
import { purposeOf, serverOf } from './oauth-provider.ts';

/** The account of a stored mailbox with its secrets in the clear; for wire clients only. */
export async function storedAccount(desk: Desk, mailbox: MailboxRow): Promise<Account> {
  const secrets = await mailboxSecrets(desk.store.db, desk.ring, mailbox.id);
  return formAccount(desk, mailbox.id, { ...mailbox.values, ...secrets });
}

/**
 * The account that checked form values describe, `id` that of their stored mailbox. A chosen OAuth connection takes the place of host, port, encryption and
 * password; its token is asked for only when the server wants it. Throws Failure `oauth-no-server` if it does not know the protocol.
 */
export async function formAccount(desk: Desk, id: number | undefined, values: FormValues): Promise<Account> {
  if (values.auth !== 'oauth') return accountFrom(values);
  const connectionId = Number(values.oauthConnection);
  const purpose = purposeOf(String(values.protocol));
  const server = serverOf(await getOAuthConnection(desk.store.db, connectionId), purpose);
  const byPassword = { password: '', preventPlain: false, preventNtlm: false, credentialCharset: 'utf8' };
  return {
    ...accountFrom({ ...values, ...server, ...byPassword }),
    accessToken: () => {
      if (id === undefined) return Promise.reject(new Failure('oauth-not-connected'));
      return accessToken(desk, { mailboxId: id, connectionId, purpose });
    },
  };
}

function accountFrom(values: FormValues): Account {
  return {
    protocol: values.protocol as Account['protocol'],
    host: String(values.host).trim(),
    port: Number(values.port),
    encryption: values.encryption as Account['encryption'],
    username: text(values.username),
    password: text(values.password),
    credentialCharset: values.credentialCharset === 'latin1' ? 'latin1' : 'utf8',
    preventPlain: values.preventPlain === true,
    preventNtlm: values.preventNtlm === true,
    privateCa: text(values.privateCa),
    pinnedFingerprint: text(values.pinnedFingerprint),
  };
}

const text = (value: unknown) => (typeof value === 'string' ? value : '');

/** Where a sandbox mailbox keeps its mails. */
export function sandboxFolder(desk: Desk, direction: 'incoming' | 'outgoing'): string {
  return path.join(desk.dataDir, 'sandbox', direction === 'incoming' ? 'in' : 'out');
}
