import { z } from 'zod';
import { can, ticketScope, type Viewer } from '../desk/can.ts';
import { readFilter } from '../desk/ticket-filter.ts';
import { addView, changeView, removeView } from '../flows/list-views.ts';
import { setPreferences } from '../flows/preferences.ts';
import { Failure } from '../lib/failure.ts';
import { findView, listViews, type ListView as StoredView } from '../store/list-views.ts';
import { readPreferences } from '../store/preferences.ts';
import { countFiltered } from '../store/ticket-filter.ts';
import { referenceOf } from './answers.ts';
import { type Api, type App, personOf } from './app.ts';
import { idSchema } from './contract/common.ts';
import {
  type ListView,
  listViewCountsSchema,
  listViewSchema,
  listViewValuesSchema,
  preferencesPatchSchema,
  preferencesSchema,
} from './contract/list-views.ts';
import { numbersIn } from './ticket-numbers.ts';

const byId = z.object({ id: idSchema });
const config = { right: 'agents' } as const;

/** Saved views of the ticket list, and what the page of an agent remembers. */
export function listViewRoutes(app: App, api: Api): void {
  const { desk } = api;
  const { store } = desk;

  app.get(
    '/api/list-views',
    { config, schema: { response: { 200: z.object({ rows: z.array(listViewSchema) }) } } },
    async (request) => {
      const person = personOf(request);
      return { rows: (await listViews(store.db, person.agentId)).map((view) => viewAnswer(person, view)) };
    },
  );

  app.get(
    '/api/list-views/counts',
    { config, schema: { response: { 200: listViewCountsSchema } } },
    async (request) => {
      const person = personOf(request);
      const now = desk.clock().getTime();
      const viewer = { scope: ticketScope(person), myTeams: person.teamIds, agentId: person.agentId, now };
      const rows: { id: number; count: number; more: boolean }[] = [];
      // One after another: counting must not take the database from those who work.
      for (const { id, view, filter, q } of await listViews(store.db, person.agentId)) {
        const numbers = numbersIn(q, (ticketId) => referenceOf(desk, ticketId));
        const asked = { ...viewer, view, filter: readFilter(filter), text: q, numbers };
        rows.push({ id, ...(await countFiltered(store.db, store.dialect, asked)) });
      }
      return { rows };
    },
  );

  app.post(
    '/api/list-views',
    { config, schema: { body: listViewValuesSchema, response: { 201: listViewSchema } } },
    async (request, answer) => {
      const person = personOf(request);
      const id = await addView(desk, { ...person, address: request.ip }, request.body);
      return answer.code(201).send(await show(person, id));
    },
  );

  app.put(
    '/api/list-views/:id',
    { config, schema: { params: byId, body: listViewValuesSchema, response: { 200: listViewSchema } } },
    async (request) => {
      const person = personOf(request);
      await changeView(desk, { ...person, address: request.ip }, request.params.id, request.body);
      return show(person, request.params.id);
    },
  );

  app.delete(
    '/api/list-views/:id',
    { config, schema: { params: byId, response: { 204: z.null() } } },
    async (request, answer) => {
      await removeView(desk, { ...personOf(request), address: request.ip }, request.params.id);
      return answer.code(204).send(null);
    },
  );

  app.get('/api/preferences', { config, schema: { response: { 200: preferencesSchema } } }, (request) =>
    readPreferences(store.db, personOf(request).agentId),
  );

  app.put(
    '/api/preferences',
    { config, schema: { body: preferencesPatchSchema, response: { 200: preferencesSchema } } },
    (request) => setPreferences(desk, personOf(request).agentId, request.body),
  );

  async function show(viewer: Viewer, id: number): Promise<ListView> {
    const view = await findView(store.db, id);
    if (!view) throw new Failure('not-found');
    return viewAnswer(viewer, view);
  }
}

function viewAnswer(viewer: Viewer, view: StoredView): ListView {
  const { id, name, shared, filter, q, sort } = view;
  const mayChange = shared ? can(viewer, 'shareViews') : view.agentId === viewer.agentId;
  return { id, name, shared, view: view.view, filter, q, sort, mayChange };
}
