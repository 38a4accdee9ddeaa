import { Failure } from '../lib/failure.ts';
import { checkSettings, type FormValues, type SettingGroup, type SettingValues } from '../settings/field.ts';
import { getMailbox, mailboxGroup, mailboxSecrets } from '../store/mailboxes.ts';
import type { Desk } from './desk.ts';

/** The values of a mailbox's form, also unsaved; `id` of the stored mailbox fills in secrets left empty. */
export type FormInput = { direction: 'incoming' | 'outgoing'; id?: number | undefined; values: FormValues };

/**
 * The checked values with their secrets, for asking a mail server before anything is saved. `placeholders` stand in for fields that do not matter to the
 * question and are not right yet. Throws Failure `invalid` with the problems of the others, or `sandbox-fixed`.
 */
export async function completeValues(
  desk: Desk,
  { direction, id, values }: FormInput,
  placeholders: FormValues,
): Promise<Record<string, unknown>> {
  const complete: Record<string, unknown> = { ...checkedExcept(mailboxGroup(direction), values, placeholders) };
  if (id === undefined) return complete;
  if ((await getMailbox(desk.store.db, id)).protocol === 'folder') throw new Failure('sandbox-fixed');
  for (const [field, secret] of Object.entries(await mailboxSecrets(desk.store.db, desk.ring, id))) {
    if (complete[field] === '') complete[field] = secret;
  }
  return complete;
}

/** The checked values, `placeholders` in the place of fields that they name and that are not right yet. Throws Failure `invalid` with the problems of the others. */
export function checkedExcept<G extends SettingGroup>(
  group: G,
  values: FormValues,
  placeholders: FormValues,
): SettingValues<G> {
  const first = checkSettings(group, values);
  const wrong = 'problems' in first ? first.problems : [];
  const problems = wrong.filter(({ field }) => !(field in placeholders));
  if (problems.length > 0) throw new Failure('invalid', { problems });
  const replaced = Object.fromEntries(wrong.map(({ field }) => [field, placeholders[field]]));
  const checked = checkSettings(group, { ...values, ...replaced });
  if ('problems' in checked) throw new Failure('invalid', { problems: checked.problems });
  return checked.values;
}
