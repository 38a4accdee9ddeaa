import type { Mailbox } from '../../../../src/api/contract/mailboxes.ts';
import type { FormValues } from '../../../../src/settings/field.ts';
import { asText } from '../../forms/as-text.ts';

/**
 * What the outgoing mailbox of the same account most likely needs, from the incoming one and from what was typed for it (`typed`, with the
 * password). `name` must be unique, so it is given; `sending` are the OAuth connections that know how to send.
 */
export function outgoingFrom(
  incoming: Mailbox,
  typed: FormValues,
  name: string,
  sending: readonly { id: number }[] = [],
): Record<string, unknown> {
  const values: FormValues = { ...incoming.values, password: typed.password ?? '' };
  const addresses = Array.isArray(values.mailboxAddresses) ? (values.mailboxAddresses as string[]) : [];
  const isOAuth = values.auth === 'oauth' && sending.some(({ id }) => id === values.oauthConnection);
  return {
    name,
    ...(isOAuth ? { auth: 'oauth', oauthConnection: values.oauthConnection } : {}),
    host: asText(values.host).replace(/^(imap|pop3?|pop)\./i, 'smtp.'),
    username: values.username ?? '',
    password: values.password,
    privateCa: values.privateCa ?? '',
    senderName: values.senderName ?? '',
    senderAddress: values.senderAddress || addresses[0] || incoming.address,
  };
}
