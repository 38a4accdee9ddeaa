import type { Mailbox } from '../../../../src/api/contract/mailboxes.ts';
import type { FormValues } from '../../../../src/settings/field.ts';

/**
 * What a duplicate of a mailbox begins with: all its settings under another name, without its secrets, which nobody can read. It starts switched off, so that
 * no mail is fetched twice before somebody has changed what should differ; a second default there is none.
 */
export function copyOf({ direction, values, secretsSet }: Mailbox, name: string): FormValues {
  const secrets = Object.fromEntries(secretsSet.map((field) => [field, '']));
  const own = direction === 'incoming' ? { active: false } : { isDefault: false };
  return { ...values, ...secrets, ...own, name };
}
