/*
 * What the audit log can say (SPEC §7): who did what to which thing. Texts are `audit.kind.<kind>` and `audit.act.<act>`; what became of tickets stands in
 * their own history and not here.
 */

/** What a line is about. Kinds of master data are called as in their addresses. */
export const auditKinds = [
  'desk',
  'mailbox',
  'oauthConnection',
  'autoMails',
  'template',
  'circuit',
  'teams',
  'categories',
  'priorities',
  'statuses',
  'labels',
  'customers',
  'contacts',
  'addressMark',
  'agent',
  'session',
  'inbound',
  'outbound',
  'source',
  'sandbox',
  'listView',
  'audit',
] as const;
export type AuditKind = (typeof auditKinds)[number];

export const auditActs = [
  'created',
  'changed',
  'deleted',
  'merged',
  'imported',
  'exported',
  'paused',
  'resumed',
  'fetchedNow',
  'skipped',
  'asked',
  'connected',
  'reset',
  'cleared',
  'closed',
  'opened',
  'retried',
  'filed',
  'cancelled',
  'viewed',
  'signedIn',
  'signedOut',
  'signInFailed',
  'signInStopped',
  'signInSilent',
  'linkMade',
  'passwordSet',
  'sessionsEnded',
  'removed',
] as const;
export type AuditAct = (typeof auditActs)[number];

/** A value as it stood: references by their names, nothing that is secret. */
export type AuditValue = string | number | boolean | null | readonly string[];

/** A field before and after; of a secret one only that it was changed. `count` is a number of things, for acts on many. */
export type AuditChange =
  | { field: string; from: AuditValue; to: AuditValue }
  | { field: string; secret: true }
  | { field: string; count: number };

/** The longest text that a line keeps of one value. */
const valueLength = 2000;

/** A value as a line keeps it: long texts cut, whatever is no plain value as JSON. */
export function auditValue(value: unknown): AuditValue {
  if (value === undefined || value === null || value === '') return null;
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object'))
    return value.length === 0 ? null : cutList(value.map(String));
  return cut(typeof value === 'string' ? value : JSON.stringify(value));
}

/** The fields in which two sets of plain values differ, in the order of the first. */
export function auditDiff(before: Readonly<Record<string, unknown>>, after: Readonly<Record<string, unknown>>) {
  return Object.keys({ ...before, ...after }).flatMap((field): AuditChange[] => {
    const [from, to] = [auditValue(before[field]), auditValue(after[field])];
    return JSON.stringify(from) === JSON.stringify(to) ? [] : [{ field, from, to }];
  });
}

const cut = (text: string) => (text.length > valueLength ? `${text.slice(0, valueLength)} …` : text);

function cutList(items: readonly string[]): string[] {
  let room = valueLength;
  const kept = items.filter((item) => (room -= item.length) >= 0);
  return kept.length === items.length ? [...items] : [...kept, `… (${items.length})`];
}
