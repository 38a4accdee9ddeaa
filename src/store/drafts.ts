import type { TicketScope } from '../desk/can.ts';
import { joinedWords, paragraphs } from '../desk/draft-words.ts';
import { randomToken } from '../lib/id.ts';
import type { Db, Trx } from './schema.ts';
import { keepUploads } from './uploads.ts';

/** A draft that nobody has touched for so long ends; its uploads wait for their mail as long as fresh ones (`uploadLifeMs`) and then go too. */
export const draftLifeMs = 90 * 24 * 3600_000;

/** Whose draft, and on which ticket; null for a new mail, of which each agent has one. */
export type DraftPlace = { agentId: number; ticketId: number | null };

/** A draft as it is stored: `body` is the page's own (api/contract/drafts.ts), of which this file knows what it names and what it says. */
export type StoredDraft = { body: DraftBody; version: string; changedAt: number };
export type DraftBody = { key: string; text: string; html: string | null; note: string; files: { id: string }[] };

export async function readDraft(db: Db, place: DraftPlace): Promise<StoredDraft | null> {
  const row = await at(db, place).executeTakeFirst();
  return row ? { body: JSON.parse(row.body) as DraftBody, version: row.version, changedAt: row.changed_at } : null;
}

/**
 * Stores a draft that was made from version `base` (null: from nothing), with a new version. The uploads it names that are the agent's own are kept as long
 * as it lives. Null, with nothing changed, if what is stored is not of that version.
 */
export async function saveDraft(
  trx: Trx,
  place: DraftPlace,
  body: DraftBody,
  base: string | null,
  now: number,
): Promise<StoredDraft | null> {
  const version = randomToken(9);
  const row = { body: JSON.stringify(body), version, changed_at: now };
  const saved =
    base === null
      ? await trx
          .insertInto('draft')
          .values({ agent_id: place.agentId, ticket_id: place.ticketId, ...row })
          .onConflict((conflict) => conflict.doNothing())
          .returning('id')
          .executeTakeFirst()
      : await trx
          .updateTable('draft')
          .set(row)
          .where('agent_id', '=', place.agentId)
          .where('ticket_id', place.ticketId === null ? 'is' : '=', place.ticketId)
          .where('version', '=', base)
          .returning('id')
          .executeTakeFirst();
  if (!saved) return null;
  await nameFiles(trx, saved.id, place.agentId, uploadsOf(body), now);
  return { body, version, changedAt: now };
}

/** Ends a draft if it is still of version `base`. False if it is another one; true also if there is none any more. */
export async function deleteDraft(trx: Trx, place: DraftPlace, base: string, now: number): Promise<boolean> {
  const row = await at(trx, place).executeTakeFirst();
  if (!row) return true;
  if (row.version !== base) return false;
  await endDraft(trx, row.id, now);
  return true;
}

/**
 * Takes out of a draft what has just been sent or saved: the `answer` or the `note`. Nothing happens unless it is the draft that `draftKey` names (its key, or
 * what begins with it and a hyphen). What else it holds stays. Gives whether anything changed.
 */
export async function settleDraft(
  trx: Trx,
  place: DraftPlace,
  draftKey: string | undefined,
  part: 'answer' | 'note',
  now: number,
): Promise<boolean> {
  const row = draftKey === undefined ? undefined : await at(trx, place).executeTakeFirst();
  if (!row || draftKey === undefined) return false;
  const body = JSON.parse(row.body) as DraftBody;
  if (draftKey !== body.key && !draftKey.startsWith(`${body.key}-`)) return false;
  // Another key: the same words once more are another mail.
  const rest: DraftBody =
    part === 'note' ? { ...body, note: '' } : { ...body, key: randomToken(18), text: '', html: null, files: [] };
  if (rest.note.trim() === '' && rest.text.trim() === '' && rest.files.length === 0) await endDraft(trx, row.id, now);
  else await saveDraft(trx, place, rest, row.version, now);
  return true;
}

/**
 * Takes the drafts on a ticket over to another one. Whoever has begun there, too, has one draft of both: what is there comes first, and keeps to whom it goes
 * unless only a note is there. Gives whose drafts were moved.
 */
export async function moveDrafts(trx: Trx, from: number, to: number, now: number): Promise<number[]> {
  const rows = await trx.selectFrom('draft').select(['id', 'agent_id', 'body']).where('ticket_id', '=', from).execute();
  for (const row of rows) {
    const place = { agentId: row.agent_id, ticketId: to };
    const there = await readDraft(trx, place);
    if (!there) await sendDraft(trx, row.id, to);
    else {
      // Ended first: what it names is then named by the other one.
      await endDraft(trx, row.id, now);
      await saveDraft(trx, place, joined(there.body, JSON.parse(row.body) as DraftBody), there.version, now);
    }
  }
  return rows.map(({ agent_id }) => agent_id);
}

/** Takes those drafts on a ticket that answer a step of another one back to that. Gives whose drafts were moved. */
export async function returnDrafts(trx: Trx, from: number, to: number): Promise<number[]> {
  const rows = await trx.selectFrom('draft').select(['id', 'agent_id', 'body']).where('ticket_id', '=', from).execute();
  const moved: number[] = [];
  for (const row of rows) {
    const { answersEntryId } = JSON.parse(row.body) as { answersEntryId?: number | null };
    const answered = await trx
      .selectFrom('entry')
      .select('id')
      .where('id', '=', answersEntryId ?? 0)
      .where('ticket_id', '=', to)
      .executeTakeFirst();
    if (!answered || (await readDraft(trx, { agentId: row.agent_id, ticketId: to }))) continue;
    await sendDraft(trx, row.id, to);
    moved.push(row.agent_id);
  }
  return moved;
}

async function sendDraft(trx: Trx, id: number, to: number): Promise<void> {
  await trx
    .updateTable('draft')
    .set({ ticket_id: to, version: randomToken(9) })
    .where('id', '=', id)
    .execute();
}

function joined(there: DraftBody, here: DraftBody): DraftBody {
  const onlyNote = there.text.trim() === '' && there.files.length === 0;
  return {
    ...(onlyNote ? here : there),
    ...joinedWords(there, here),
    note: paragraphs(there.note, here.note),
  };
}

/** The agent's drafts on tickets within the scope and their new mail, last changed first. */
export async function listDrafts(
  db: Db,
  agentId: number,
  scope: TicketScope,
): Promise<{ ticketId: number | null; version: string; changedAt: number }[]> {
  const rows = await db
    .selectFrom('draft')
    .leftJoin('ticket', 'ticket.id', 'draft.ticket_id')
    .select(['draft.ticket_id', 'draft.version', 'draft.changed_at'])
    .where('draft.agent_id', '=', agentId)
    .$if(scope !== 'all', (q) =>
      q.where((eb) =>
        eb.or([eb('draft.ticket_id', 'is', null), eb('ticket.team_id', 'in', scope === 'all' ? [] : [...scope, 0])]),
      ),
    )
    .orderBy('draft.changed_at', 'desc')
    .orderBy('draft.id', 'desc')
    .execute();
  return rows.map((row) => ({ ticketId: row.ticket_id, version: row.version, changedAt: row.changed_at }));
}

/** Ends drafts that were last changed before an instant, at most `limit`; gives their number. */
export async function endOldDrafts(trx: Trx, before: number, now: number, limit: number): Promise<number> {
  const rows = await trx
    .selectFrom('draft')
    .select('id')
    .where('changed_at', '<', before)
    .orderBy('changed_at')
    .limit(limit)
    .execute();
  for (const { id } of rows) await endDraft(trx, id, now);
  return rows.length;
}

function at(db: Db, { agentId, ticketId }: DraftPlace) {
  return db
    .selectFrom('draft')
    .select(['id', 'body', 'version', 'changed_at'])
    .where('agent_id', '=', agentId)
    .where('ticket_id', ticketId === null ? 'is' : '=', ticketId);
}

async function endDraft(trx: Trx, id: number, now: number): Promise<void> {
  const files = await trx.deleteFrom('draft_file').where('draft_id', '=', id).returning('upload_id').execute();
  // Sending and discarding can be taken back: what it named waits anew.
  await keepUploads(
    trx,
    files.map(({ upload_id }) => upload_id),
    now,
  );
  await trx.deleteFrom('draft').where('id', '=', id).execute();
}

/** The uploads a draft names: its files and the pictures within its text. */
function uploadsOf({ files, html }: DraftBody): Set<string> {
  const pictures = (html ?? '').matchAll(/\/api\/uploads\/([\w-]+)/g);
  return new Set([...files.map(({ id }) => id), ...Array.from(pictures, ([, id = '']) => id)]);
}

async function nameFiles(trx: Trx, draftId: number, agentId: number, ids: ReadonlySet<string>, now: number) {
  const before = await trx.deleteFrom('draft_file').where('draft_id', '=', draftId).returning('upload_id').execute();
  const dropped = before.flatMap(({ upload_id }) => (ids.has(upload_id) ? [] : [upload_id]));
  await keepUploads(trx, dropped, now);
  if (ids.size === 0) return;
  await trx
    .insertInto('draft_file')
    .columns(['draft_id', 'upload_id'])
    .expression((eb) =>
      eb
        .selectFrom('upload')
        .select(({ val, ref }) => [eb.cast<number>(val(draftId), 'bigint').as('draft_id'), ref('id').as('upload_id')])
        .where('agent_id', '=', agentId)
        .where('id', 'in', [...ids]),
    )
    .execute();
}
