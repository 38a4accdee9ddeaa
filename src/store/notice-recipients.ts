import { domainToUnicode } from 'node:url';
import { addressKey } from '../mail/addresses.ts';
import type { Db } from './schema.ts';

/** An agent who gets automatic mail. */
export type NoticeRecipient = { id: number; name: string; email: string; locale: 'de' | 'en' };

const columns = ['agent.id', 'agent.name', 'agent.email', 'agent.locale'] as const;

/** The active members of a team, by id; of a team without any, those of the nearest one above, who see its tickets, too. */
export async function teamRecipients(db: Db, teamId: number): Promise<NoticeRecipient[]> {
  const passed = new Set<number>();
  for (let id: number | null = teamId; id !== null && !passed.has(id); ) {
    passed.add(id);
    const members = await activeMembers(db, id);
    if (members.length > 0) return members;
    const team = await db.selectFrom('team').select('parent_id').where('id', '=', id).executeTakeFirst();
    id = team?.parent_id ?? null;
  }
  return [];
}

function activeMembers(db: Db, teamId: number): Promise<NoticeRecipient[]> {
  return db
    .selectFrom('team_member')
    .innerJoin('agent', 'agent.id', 'team_member.agent_id')
    .select(columns)
    .where('team_member.team_id', '=', teamId)
    .where('agent.active', '=', 1)
    .orderBy('agent.id')
    .execute();
}

/** Active agents with one of the roles; without any, the active administrators, who can do everything. */
export async function roleRecipients(db: Db, wanted: readonly ('admin' | 'dispatcher')[]): Promise<NoticeRecipient[]> {
  const rows = await db
    .selectFrom('agent')
    .select([...columns, 'agent.role'])
    .where('active', '=', 1)
    .where('role', 'in', ['admin', 'dispatcher'])
    .orderBy('agent.id')
    .execute();
  const fitting = rows.filter(({ role }) => wanted.some((one) => one === role));
  return (fitting.length > 0 ? fitting : rows).map(({ id, name, email, locale }) => ({ id, name, email, locale }));
}

/** Whether an address is an agent's, compared without case, and whose domain may be written in its own letters or in A-labels (RFC 5890 §2.3.2.1). */
export async function isAgentAddress(db: Db, address: string): Promise<boolean> {
  const key = addressKey(address);
  const at = key.lastIndexOf('@') + 1;
  const typed = key.slice(0, at) + domainToUnicode(key.slice(at));
  const row = await db.selectFrom('agent').select('id').where('email', 'in', [key, typed]).executeTakeFirst();
  return row !== undefined;
}
