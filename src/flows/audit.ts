import { type AuditAct, type AuditChange, auditDiff, type AuditKind, auditValue } from '../desk/audit.ts';
import { redactText } from '../lib/redact.ts';
import type { FormValues, SettingField, SettingGroup } from '../settings/field.ts';
import { insertAuditLine } from '../store/audit.ts';
import { readDeskSettings } from '../store/desk-settings.ts';
import { referenceNames } from '../store/reference-names.ts';
import type { Trx } from '../store/schema.ts';
import type { Actor, Desk } from './desk.ts';

/** What was done; `name` is what the thing is called, `changes` its fields before and after. */
export type AuditNote = {
  act: AuditAct;
  kind: AuditKind;
  id?: number | null;
  name?: string;
  changes?: readonly AuditChange[];
  /** Where it came from if nobody is known to have done it. */
  address?: string | undefined;
};

/**
 * Notes in the audit log who did it, from where (SPEC §7). Called within the transaction of the change: there is no change without its line and no line
 * without its change. Values must not be secrets; `groupChanges` sees to it.
 */
export async function audit(trx: Trx, desk: Desk, actor: Actor, note: AuditNote): Promise<void> {
  const { act, kind, id = null, name = '', changes = [] } = note;
  const { auditAddresses } = await readDeskSettings(trx);
  const lineId = await insertAuditLine(trx, {
    at: desk.clock().getTime(),
    agentId: actor?.agentId ?? null,
    address: auditAddresses ? (actor?.address ?? note.address ?? null) : null,
    act,
    kind,
    subjectId: id,
    subject: name,
    changes: changes.map(masked),
  });
  await desk.store.changes.announce(trx, [{ kind: 'audit', id: lineId }]);
}

/** The fields of a settings group that differ: ids as the names of what they mean now, of secrets only that there is a new one. */
export async function groupChanges(
  trx: Trx,
  group: SettingGroup,
  before: FormValues,
  after: FormValues,
): Promise<AuditChange[]> {
  const { locale } = await readDeskSettings(trx);
  const changes: AuditChange[] = [];
  for (const [field, definition] of Object.entries<SettingField>(group.fields)) {
    if (definition.secret) {
      if (typeof after[field] === 'string' && after[field] !== '') changes.push({ field, secret: true });
      continue;
    }
    const [change] = auditDiff({ [field]: before[field] }, { [field]: after[field] });
    if (!change || !('to' in change)) continue;
    const from = await named(trx, definition, locale, before[field]);
    const to = await named(trx, definition, locale, after[field]);
    changes.push({ ...change, ...(from && to ? { from: auditValue(from), to: auditValue(to) } : {}) });
  }
  return changes;
}

function named(trx: Trx, { widget }: SettingField, locale: 'de' | 'en', value: unknown): Promise<string[] | undefined> {
  const ids = (Array.isArray(value) ? value : [value]).filter((id) => typeof id === 'number');
  return referenceNames(trx, widget, locale, ids);
}

/** Somebody may have put a password into an address where none belongs. */
function masked(change: AuditChange): AuditChange {
  if (!('to' in change)) return change;
  const mask = <T>(value: T) => (typeof value === 'string' ? redactText(value) : value);
  return { ...change, from: mask(change.from), to: mask(change.to) };
}
