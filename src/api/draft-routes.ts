import { z } from 'zod';
import { canSeeTicket, canWriteTicket, ticketScope } from '../desk/can.ts';
import { Failure } from '../lib/failure.ts';
import { deleteDraft, type DraftPlace, listDrafts, readDraft, saveDraft, type StoredDraft } from '../store/drafts.ts';
import { beat, leave, othersAt } from '../store/presence.ts';
import { readLines } from '../store/ticket-list.ts';
import { teamOfTicket } from '../store/ticket-page.ts';
import { transact } from '../store/transact.ts';
import { instant, ticketRow } from './answers.ts';
import { type Api, type App, type Person, personOf } from './app.ts';
import { idSchema } from './contract/common.ts';
import {
  draftDeleteSchema,
  draftListSchema,
  draftPutSchema,
  draftSchema,
  ownDraftSchema,
  presenceBeatSchema,
  presenceSchema,
  type SavedDraft,
  savedDraftSchema,
} from './contract/drafts.ts';

const byId = z.object({ id: idSchema });

/** An agent's own drafts, on tickets and of a new mail, and who else has a ticket open. */
export function draftRoutes(app: App, { desk }: Api): void {
  const { store } = desk;
  const config = { right: 'agents' } as const;
  const now = () => desk.clock().getTime();

  app.get('/api/drafts', { config, schema: { response: { 200: draftListSchema } } }, async (request) => {
    const person = personOf(request);
    const drafts = await listDrafts(store.db, person.agentId, ticketScope(person));
    const ids = drafts.flatMap(({ ticketId }) => ticketId ?? []);
    const lines = new Map((await readLines(store.db, ids)).map((line) => [line.id, ticketRow(desk, line)]));
    return {
      rows: drafts.map(({ ticketId, version, changedAt }) => ({
        ticket: ticketId === null ? null : (lines.get(ticketId) ?? null),
        version,
        changedAt: instant(changedAt),
      })),
    };
  });

  for (const [url, params] of [
    ['/api/tickets/:id/draft', byId],
    ['/api/drafts/new', z.object({})],
  ] as const) {
    const placeOf = async (person: Person, path: { id?: number }, right: 'see' | 'write'): Promise<DraftPlace> => {
      if (path.id !== undefined) await mayUse(person, path.id, right);
      return { agentId: person.agentId, ticketId: path.id ?? null };
    };

    app.get(url, { config, schema: { params, response: { 200: ownDraftSchema } } }, async (request) => {
      const place = await placeOf(personOf(request), request.params, 'see');
      const stored = await readDraft(store.db, place);
      return { saved: stored && draftAnswer(stored) };
    });

    app.put(
      url,
      { config, schema: { params, body: draftPutSchema, response: { 200: savedDraftSchema } } },
      async (request) => {
        const place = await placeOf(personOf(request), request.params, 'write');
        const { draft, base } = request.body;
        const saved = await transact(store, async (trx, announce) => {
          announce('draft', place.agentId);
          return saveDraft(trx, place, draft, base, now());
        });
        if (!saved) throw new Failure('draft-changed');
        return draftAnswer(saved);
      },
    );

    app.delete(
      url,
      { config, schema: { params, querystring: draftDeleteSchema, response: { 204: z.null() } } },
      async (request, reply) => {
        const place = await placeOf(personOf(request), request.params, 'see');
        const gone = await transact(store, async (trx, announce) => {
          announce('draft', place.agentId);
          return deleteDraft(trx, place, request.query.base, now());
        });
        if (!gone) throw new Failure('draft-changed');
        return reply.code(204).send(null);
      },
    );
  }

  app.post(
    '/api/tickets/:id/presence',
    { config, schema: { params: byId, body: presenceBeatSchema, response: { 200: presenceSchema } } },
    async (request) => {
      const person = personOf(request);
      const { id } = request.params;
      const { page, state } = request.body;
      const open = { agentId: person.agentId, page };
      // Whoever has just lost the right to the ticket leaves it all the same.
      if (state !== 'left') await mayUse(person, id, state === 'writing' ? 'write' : 'see');
      await transact(store, async (trx, announce) => {
        const changed = state === 'left' ? await leave(trx, open) : await beat(trx, open, id, state, now());
        for (const ticketId of changed) announce('presence', ticketId);
      });
      return { others: state === 'left' ? [] : await othersAt(store.db, id, person.agentId, now()) };
    },
  );

  /** Throws Failure `not-found` or `not-allowed`. */
  async function mayUse(person: Person, ticketId: number, right: 'see' | 'write'): Promise<void> {
    const teamId = await teamOfTicket(store.db, ticketId);
    if (teamId === undefined) throw new Failure('not-found');
    const allowed = right === 'see' ? canSeeTicket(person, teamId) : canWriteTicket(person, teamId);
    if (!allowed) throw new Failure('not-allowed');
  }
}

function draftAnswer({ body, version, changedAt }: StoredDraft): SavedDraft {
  // One of yesterday may lack what drafts have since.
  return { draft: draftSchema.parse(body), version, changedAt: instant(changedAt) };
}
