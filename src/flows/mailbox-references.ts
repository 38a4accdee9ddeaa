import { newStatusFits } from '../desk/status-fit.ts';
import type { FieldProblem, FormValues } from '../settings/field.ts';
import { mailboxGroup } from '../store/mailboxes.ts';
import { type NamedState, stateOf, statusGroupOf, teamOfCategory } from '../store/named-entries.ts';
import type { Db } from '../store/schema.ts';

const kinds = {
  replyVia: 'outgoing',
  newTicketStatus: 'status',
  replyStatus: 'status',
  labels: 'label',
  fallbackContact: 'contact',
  autoReplyTemplate: 'template',
  team: 'team',
  category: 'category',
  priority: 'priority',
} as const;

/**
 * What is wrong with what a mailbox's checked values name: gone, switched off, or a status that does not fit the team (SPEC §2.3). Fields that are grey are
 * not looked at: they decide nothing.
 */
export async function referenceProblems(db: Db, values: FormValues): Promise<FieldProblem[]> {
  const problems: FieldProblem[] = [];
  for (const [field, kind] of Object.entries(kinds)) {
    if (isGrey(field, values)) continue;
    const chosen: unknown = values[field];
    const ids = Array.isArray(chosen) ? (chosen as number[]) : typeof chosen === 'number' ? [chosen] : [];
    const states: NamedState[] = await Promise.all(ids.map((id) => stateOf(db, kind, id)));
    const bad = states.find((state) => state !== 'active');
    if (bad) problems.push({ field, problem: bad });
  }
  return problems.length > 0 ? problems : statusProblems(db, values);
}

/** Only once everything named is there. */
async function statusProblems(db: Db, values: FormValues): Promise<FieldProblem[]> {
  const { newTicketStatus, team, category } = values;
  if (typeof newTicketStatus !== 'number' || isGrey('newTicketStatus', values)) return [];
  const hasTeam = typeof team === 'number' || (typeof category === 'number' && (await teamOfCategory(db, category)));
  const group = await statusGroupOf(db, newTicketStatus);
  if (group === null || newStatusFits(group, Boolean(hasTeam))) return [];
  return [{ field: 'newTicketStatus', problem: hasTeam ? 'status-of-inquiry' : 'status-needs-team' }];
}

const isGrey = (field: string, values: FormValues) =>
  mailboxGroup('incoming').fields[field]?.greyWhen?.(values) !== undefined;
