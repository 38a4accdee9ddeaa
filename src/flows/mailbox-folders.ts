import { Failure } from '../lib/failure.ts';
import { defaultValues } from '../settings/field.ts';
import { listFolders, type RemoteFolder } from '../sources/imap-folders.ts';
import { mailboxGroup } from '../store/mailboxes.ts';
import { formAccount } from './account.ts';
import type { Desk } from './desk.ts';
import { completeValues, type FormInput } from './form-values.ts';

/** Signing in and listing together may take this long. */
const longestMs = 15_000;
const needed = new Set(['server', 'signIn']);

/**
 * The folders of the account that the form of an incoming mailbox describes (SPEC §2.1), the inbox first. Only the fields of server and sign-in must be
 * right. Throws Failure `invalid`, or what the server or the way to it refused.
 */
export async function mailboxFolders(
  desk: Desk,
  input: Omit<FormInput, 'direction'>,
  signal: AbortSignal,
): Promise<RemoteFolder[]> {
  const { fields } = mailboxGroup('incoming');
  const defaults = defaultValues(mailboxGroup('incoming'));
  const unneeded = Object.entries(defaults).filter(
    ([field]) => field === 'name' || !needed.has(fields[field]?.section ?? ''),
  );
  const placeholders = {
    ...Object.fromEntries(unneeded),
    name: '-',
    mailboxAddresses: ['x@example.org'],
    fallbackContact: 0,
    replyStatus: 0,
  };
  const values = await completeValues(desk, { ...input, direction: 'incoming' }, placeholders);
  const account = await formAccount(desk, input.id, values);
  // RFC 1939 knows one maildrop and no folders.
  if (account.protocol !== 'imap')
    throw new Failure('invalid', { problems: [{ field: 'protocol', problem: 'choice-closed' }] });
  return listFolders(account, {
    log: (line) => desk.log.debug({ line }, 'wire'),
    signal: AbortSignal.any([signal, AbortSignal.timeout(longestMs)]),
  });
}
