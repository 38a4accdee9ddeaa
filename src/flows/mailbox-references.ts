import { newStatusFits } from '../desk/status-fit.ts';
import type { FieldProblem, FormValues } from '../settings/field.ts';
import { mailboxGroup } from '../store/mailboxes.ts';
import { type NamedState, stateOf, statusGroupOf, teamOfCategory } from '../store/named-entries.ts';
import type { Dialect } from '../store/dialect.ts';
import { lockRow } from '../store/lock-row.ts';
import { findOAuthConnection } from '../store/oauth-connections.ts';
import type { Db, Trx } from '../store/schema.ts';
import { purposeOf, serverOf } from './oauth-provider.ts';

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

/** What is wrong with the OAuth connection of a mailbox: gone, or without a server for the protocol. It cannot be deleted until the transaction ends. */
export async function connectionProblems(trx: Trx, dialect: Dialect, values: FormValues): Promise<FieldProblem[]> {
  const { auth, oauthConnection: id, protocol } = values;
  if (auth !== 'oauth' || typeof id !== 'number') return [];
  await lockRow(trx, dialect, 'oauth_connection', id);
  const connection = await findOAuthConnection(trx, id);
  if (!connection) return [{ field: 'oauthConnection', problem: 'gone' }];
  try {
    serverOf(connection, purposeOf(String(protocol)));
    return [];
  } catch {
    return [{ field: 'protocol', problem: 'choice-closed' }];
  }
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
