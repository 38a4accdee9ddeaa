import path from 'node:path';
import type { Account } from '../net/account.ts';
import type { FormValues } from '../settings/field.ts';
import { type MailboxRow, mailboxSecrets } from '../store/mailboxes.ts';
import type { Desk } from './desk.ts';

/** The account of a stored mailbox with its secrets in the clear; for wire clients only. */
export async function storedAccount(desk: Desk, mailbox: MailboxRow): Promise<Account> {
  const secrets = await mailboxSecrets(desk.store.db, desk.ring, mailbox.id);
  return accountFrom({ ...mailbox.values, ...secrets });
}

/** The account that checked form values describe. */
export function accountFrom(values: FormValues): Account {
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
