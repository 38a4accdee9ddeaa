import type { AuditChange as StoredChange, AuditKind, AuditValue } from '../desk/audit.ts';
import { say } from '../desk/texts/index.ts';
import { operationTexts, sayOperation } from '../desk/texts/operation.ts';
import { type MasterKind, masterKinds } from '../settings/master-data.ts';
import { settingText } from '../settings/texts/index.ts';
import type { AuditLine as StoredLine } from '../store/audit.ts';
import { instant } from './answers.ts';
import type { AuditChange, AuditLine } from './contract/audit.ts';
import type { Locale } from './contract/common.ts';

/** A line of the audit log in the reader's language. */
export function auditAnswer(locale: Locale, line: StoredLine): AuditLine {
  const { agentName, kind, act } = line;
  const nobody = kind === 'session' ? 'audit.nobody' : 'audit.desk';
  return {
    ...line,
    at: instant(line.at),
    who: agentName ?? sayOperation(locale, nobody),
    actText: sayOperation(locale, `audit.act.${act}`),
    kindText: sayOperation(locale, `audit.kind.${kind}`),
    changes: line.changes.map((change) => changeAnswer(locale, kind, change)),
  };
}

/** A change in one line, e.g. `Port: 143 → 993`. */
export function changeText(locale: Locale, { label, from, to, secret, count }: AuditChange): string {
  if (secret) return `${label}: ${sayOperation(locale, 'audit.secretChanged')}`;
  return count === null ? `${label}: ${from ?? '–'} → ${to ?? '–'}` : `${label}: ${count}`;
}

function changeAnswer(locale: Locale, kind: AuditKind, change: StoredChange): AuditChange {
  const { field } = change;
  const told = { field, label: labelOf(locale, kind, field), from: null, to: null, secret: false, count: null };
  if ('secret' in change) return { ...told, secret: true };
  if ('count' in change) return { ...told, count: change.count };
  const [from, to] = [change.from, change.to].map((value) => valueText(locale, kind, field, value));
  return { ...told, from: from ?? null, to: to ?? null };
}

/** Groups of settings whose fields a line of this kind names. */
function groupsOf(kind: AuditKind): string[] {
  if (kind === 'mailbox') return ['incoming', 'outgoing'];
  return kind in masterKinds ? [masterKinds[kind as MasterKind].name] : [kind];
}

function labelOf(locale: Locale, kind: AuditKind, field: string): string {
  for (const group of groupsOf(kind)) {
    const title = settingText(locale, `settings.${group}.${field}.title`);
    if (title !== undefined) return title;
  }
  const [first, second = '', third = ''] = field.split('.');
  if (first === 'event') return say(locale, `autoMail.${second}`);
  if (first === 'texts') return `${word(locale, 'value', second)}: ${word(locale, 'field', third)}`;
  return word(locale, 'field', field);
}

function valueText(locale: Locale, kind: AuditKind, field: string, value: AuditValue): string | null {
  if (value === null) return null;
  if (typeof value === 'boolean') return sayOperation(locale, value ? 'audit.yes' : 'audit.no');
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return value.join(', ');
  for (const group of groupsOf(kind)) {
    const choice = settingText(locale, `settings.${group}.${field}.choice.${value}`);
    if (choice !== undefined) return choice;
  }
  if (field === 'role') return say(locale, `role.${value}`);
  return choiceFields.has(field) ? word(locale, 'value', value) : value;
}

/** Fields of desk and agents whose values are words of ours. */
const choiceFields: ReadonlySet<string> = new Set(['locale', 'strangers', 'ticketsPer']);

/** The text, or the bare name for what has none. */
const word = (locale: Locale, part: 'field' | 'value', name: string) =>
  operationTexts[locale][`audit.${part}.${name}`] ?? name;
