import { randomToken } from '../lib/id.ts';
import type { Db, Trx } from './schema.ts';

/** A file an agent uploaded for a mail that is not written yet. `blob` is its SHA-256 in the blob store. */
export type Upload = { id: string; name: string; type: string; size: number; blob: string };

/** How long an upload waits for its mail. */
export const uploadLifeMs = 7 * 24 * 3600_000;

/** Notes an upload whose bytes are in the blob store; gives it with its unguessable id. Forgets uploads past their time. */
export async function insertUpload(trx: Trx, agentId: number, file: Omit<Upload, 'id'>, now: number): Promise<Upload> {
  const upload = { id: randomToken(), ...file };
  await trx
    .deleteFrom('upload')
    .where('created_at', '<', now - uploadLifeMs)
    .execute();
  await trx
    .insertInto('upload')
    .values({ ...upload, agent_id: agentId, created_at: now })
    .execute();
  return upload;
}

/** The agent's own uploads with these ids, in the order of the ids; one that is not there is missing from the result. */
export async function findUploads(db: Db, agentId: number, ids: readonly string[]): Promise<Upload[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('upload')
    .select(['id', 'name', 'type', 'size', 'blob'])
    .where('agent_id', '=', agentId)
    .where('id', 'in', ids)
    .execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
