import { ApiError } from '../../api.ts';
import { settingText } from '../../../../src/settings/texts/index.ts';
import type { Draft } from './draft.ts';
import { isAddress } from './recipients.ts';

export type ComposerField = 'to' | 'cc' | 'bcc' | 'subject' | 'text' | 'files' | 'outgoingId';
/** What is wrong, by field, as sentences for people. */
export type Problems = Partial<Record<ComposerField, string>>;

type Words = (key: 'noRecipient' | 'noSubject' | 'noText' | 'badAddress', address?: string) => string;

/** What keeps a draft from being sent, found before asking the desk; empty if nothing. */
export function problemsOf(draft: Draft, words: Words): Problems {
  if (draft.mode === 'note') return draft.note.trim() === '' ? { text: words('noText') } : {};
  const problems: Problems = {};
  const wrong = draft.to.find(({ addr }) => !isAddress(addr));
  if (draft.to.length === 0) problems.to = words('noRecipient');
  else if (wrong) problems.to = words('badAddress', wrong.addr);
  const wrongCc = draft.cc.find(({ addr }) => !isAddress(addr));
  if (wrongCc) problems.cc = words('badAddress', wrongCc.addr);
  const wrongBcc = draft.bcc.find(({ addr }) => !isAddress(addr));
  if (wrongBcc) problems.bcc = words('badAddress', wrongBcc.addr);
  if (draft.subject.trim() === '') problems.subject = words('noSubject');
  // What is forwarded may speak for itself.
  if (draft.text.trim() === '' && draft.mode !== 'forward') problems.text = words('noText');
  return problems;
}

const fields: Record<string, ComposerField> = {
  to: 'to',
  cc: 'cc',
  bcc: 'bcc',
  subject: 'subject',
  text: 'text',
  html: 'text',
  uploadIds: 'files',
  outgoingId: 'outgoingId',
};

/** The problems that the desk named in its refusal, put at our fields; empty if it named none that the composer shows. */
export function problemsIn(error: unknown, locale: 'de' | 'en', words: { filesGone: string }): Problems {
  const found: Problems = {};
  if (!(error instanceof ApiError)) return found;
  for (const { field, problem, params } of error.problems) {
    const name = fields[field.split(/[.[]/)[0] ?? ''];
    if (!name || found[name]) continue;
    const text = settingText(locale, `problem.${problem}`, params) ?? error.text;
    found[name] = name === 'files' && problem === 'gone' ? words.filesGone : text;
  }
  return found;
}
