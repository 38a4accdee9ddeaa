import { sql } from 'kysely';
import type { AuditAct, AuditChange, AuditKind } from '../desk/audit.ts';
import { cursorText, pageOf, readCursor } from './cursor.ts';
import { containing } from './master-store.ts';
import type { Db, Trx } from './schema.ts';

/** What a line says when it is written; `at` in milliseconds since 1970. */
export type NewAuditLine = {
  at: number;
  /** Null: the desk itself, or somebody who is no agent. */
  agentId: number | null;
  address: string | null;
  act: AuditAct;
  kind: AuditKind;
  subjectId: number | null;
  subject: string;
  changes: readonly AuditChange[];
};
export type AuditLine = NewAuditLine & { id: number; agentName: string | null };

/** Which lines: `agentId` 'desk' for those of no agent; instants from (inclusive) to (exclusive); every word of `q` in subject, values or names of fields. */
export type AuditQuery = {
  agentId?: number | 'desk' | undefined;
  kind?: string | undefined;
  subjectId?: number | undefined;
  from?: number | undefined;
  to?: number | undefined;
  q?: string | undefined;
  after?: string | undefined;
  limit: number;
};

/** Lines forgotten in one transaction. */
const pruned = 5000;

/** Adds a line. */
export async function insertAuditLine(trx: Trx, line: NewAuditLine): Promise<number> {
  const { id } = await trx
    .insertInto('audit_line')
    .values({
      at: line.at,
      agent_id: line.agentId,
      address: line.address,
      act: line.act,
      kind: line.kind,
      subject_id: line.subjectId,
      subject: line.subject,
      changes: JSON.stringify(line.changes),
      words: wordsOf(line),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** One page of lines, newest first. */
export async function listAudit(db: Db, query: AuditQuery): Promise<{ rows: AuditLine[]; next: string | null }> {
  const { agentId, kind, subjectId, from, to, q = '', after, limit } = query;
  const words = q.toLowerCase().split(/\s+/).filter(Boolean).slice(0, 10);
  let lines = db
    .selectFrom('audit_line')
    .leftJoin('agent', 'agent.id', 'audit_line.agent_id')
    .selectAll('audit_line')
    .select('agent.name as agent_name')
    .$if(agentId === 'desk', (wanted) => wanted.where('audit_line.agent_id', 'is', null))
    .$if(typeof agentId === 'number', (wanted) => wanted.where('audit_line.agent_id', '=', Number(agentId)))
    .$if(kind !== undefined, (wanted) => wanted.where('audit_line.kind', '=', kind ?? ''))
    .$if(subjectId !== undefined, (wanted) => wanted.where('audit_line.subject_id', '=', subjectId ?? 0))
    .$if(from !== undefined, (wanted) => wanted.where('audit_line.at', '>=', from ?? 0))
    .$if(to !== undefined, (wanted) => wanted.where('audit_line.at', '<', to ?? 0))
    .$if(after !== undefined, (wanted) => wanted.where('audit_line.id', '<', readCursor(after ?? '', 1)[0] ?? 0));
  for (const word of words) lines = lines.where(sql<boolean>`audit_line.words like ${containing(word)} escape '\\'`);
  const rows = await lines
    .orderBy('audit_line.id', 'desc')
    .limit(limit + 1)
    .execute();
  const read = rows.map((row) => ({
    id: row.id,
    at: row.at,
    agentId: row.agent_id,
    agentName: row.agent_name,
    address: row.address,
    act: row.act as AuditAct,
    kind: row.kind as AuditKind,
    subjectId: row.subject_id,
    subject: row.subject,
    changes: JSON.parse(row.changes) as AuditChange[],
  }));
  return pageOf(read, limit, (last) => cursorText([last.id]));
}

/** Forgets lines from before an instant, so many at a time. Gives their number. */
export async function pruneAudit(trx: Trx, before: number): Promise<number> {
  const old = trx.selectFrom('audit_line').select('id').where('at', '<', before).orderBy('at').limit(pruned);
  const deleted = await trx.deleteFrom('audit_line').where('id', 'in', old).executeTakeFirst();
  return Number(deleted.numDeletedRows);
}

function wordsOf({ subject, changes, address }: NewAuditLine): string {
  const values = changes.flatMap((change) =>
    'to' in change ? [change.field, change.from, change.to] : [change.field],
  );
  return [subject, address, ...values]
    .flat()
    .filter((value) => value !== null)
    .join(' ')
    .toLowerCase()
    .slice(0, 8000);
}
