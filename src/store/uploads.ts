import { randomToken } from '../lib/id.ts';
import { releaseBlob } from './retention.ts';
import type { Db, Trx } from './schema.ts';

/** A file an agent uploaded for a mail that is not written yet. `blob` is its SHA-256 in the blob store. */
export type Upload = { id: string; name: string; type: string; size: number; blob: string };

/** How long an upload waits for its mail once no draft names it; one that a draft names stays as long as that. */
export const uploadLifeMs = 7 * 24 * 3600_000;

/** Notes an upload whose bytes are in the blob store; gives it with its unguessable id. */
export async function insertUpload(trx: Trx, agentId: number, file: Omit<Upload, 'id'>, now: number): Promise<Upload> {
  const upload = { id: randomToken(), ...file };
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

/** Lets uploads wait anew, as if they had just come. */
export async function keepUploads(trx: Trx, ids: readonly string[], now: number): Promise<void> {
  if (ids.length === 0) return;
  await trx
    .updateTable('upload')
    .set({ created_at: now })
    .where('id', 'in', [...ids])
    .execute();
}

/** Forgets uploads that wait since before an instant and that no draft names, at most `limit`, and lets go of their bytes. Gives their number. */
export async function forgetUploads(trx: Trx, before: number, now: number, limit: number): Promise<number> {
  const rows = await trx
    .selectFrom('upload')
    .select(['id', 'blob'])
    .where('created_at', '<', before)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('draft_file').select('draft_id').whereRef('draft_file.upload_id', '=', 'upload.id'))),
    )
    .orderBy('created_at')
    .limit(limit)
    .execute();
  for (const { id, blob } of rows) {
    await trx.deleteFrom('upload').where('id', '=', id).execute();
    await releaseBlob(trx, blob, now);
  }
  return rows.length;
}
