import { z } from 'zod';
import { addMasterData, changeMasterData, deleteMasterData, mergeMasterData } from '../flows/master-data.ts';
import { Failure } from '../lib/failure.ts';
import { type MasterKind, masterKindNames, mergeableKinds, pagedKinds } from '../settings/master-data.ts';
import { wordsOf } from '../store/master-store.ts';
import { masterStores } from '../store/master-stores.ts';
import { actorOf, type Api, type App, type Right } from './app.ts';
import { idSchema, page } from './contract/common.ts';
import {
  masterQuerySchema,
  masterRowSchemas,
  masterValuesSchema,
  mergeSchema,
  replacementSchema,
  usesSchema,
} from './contract/master-data.ts';

const byId = z.object({ id: idSchema });

/** Who may do what with a kind: see desk/can. Contacts and customers belong to the daily work, everything else is the desk's order. */
export function masterRights(kind: MasterKind): { read: Right; create: Right; edit: Right } {
  if ((pagedKinds as readonly MasterKind[]).includes(kind))
    return { read: 'agents', create: 'agents', edit: 'editContacts' };
  return { read: 'administer', create: 'administer', edit: 'administer' };
}

/** The same routes for every kind of master data. */
export function masterDataRoutes(app: App, api: Api): void {
  for (const kind of masterKindNames) {
    readRoutes(app, api, kind);
    writeRoutes(app, api, kind);
  }
  for (const kind of mergeableKinds)
    app.post(
      `/api/${kind}/:id/merge`,
      {
        config: { right: masterRights(kind).edit },
        schema: { params: byId, body: mergeSchema, response: { 200: rowSchema(kind) } },
      },
      async (request) => {
        const { intoId } = request.body;
        await mergeMasterData(api.desk, actorOf(request), kind, request.params.id, intoId);
        return row(api, kind, intoId);
      },
    );
}

function readRoutes(app: App, api: Api, kind: MasterKind): void {
  const { db } = api.desk.store;
  const config = { right: masterRights(kind).read };

  app.get(
    `/api/${kind}`,
    { config, schema: { querystring: masterQuerySchema, response: { 200: page(rowSchema(kind)) } } },
    async ({ query: { q, ...query } }) => masterStores[kind].list(db, { ...query, words: wordsOf(q) }),
  );

  app.get(`/api/${kind}/:id`, { config, schema: { params: byId, response: { 200: rowSchema(kind) } } }, ({ params }) =>
    row(api, kind, params.id),
  );

  app.get(
    `/api/${kind}/:id/uses`,
    { config: { right: masterRights(kind).edit }, schema: { params: byId, response: { 200: usesSchema } } },
    async ({ params }) => {
      await row(api, kind, params.id);
      return { rows: await masterStores[kind].uses(db, params.id) };
    },
  );
}

function writeRoutes(app: App, api: Api, kind: MasterKind): void {
  const { desk } = api;
  const { create, edit } = masterRights(kind);

  app.post(
    `/api/${kind}`,
    { config: { right: create }, schema: { body: masterValuesSchema(kind), response: { 201: rowSchema(kind) } } },
    async (request, answer) => {
      const id = await addMasterData(desk, actorOf(request), kind, request.body);
      return answer.code(201).send(await row(api, kind, id));
    },
  );

  app.put(
    `/api/${kind}/:id`,
    {
      config: { right: edit },
      schema: { params: byId, body: masterValuesSchema(kind), response: { 200: rowSchema(kind) } },
    },
    async (request) => {
      const { id } = request.params;
      await changeMasterData(desk, actorOf(request), kind, id, request.body);
      return row(api, kind, id);
    },
  );

  app.delete(
    `/api/${kind}/:id`,
    {
      config: { right: edit },
      schema: { params: byId, querystring: replacementSchema, response: { 204: z.null() } },
    },
    async (request, answer) => {
      await deleteMasterData(desk, actorOf(request), kind, request.params.id, request.query.replacement);
      return answer.code(204).send(null);
    },
  );
}

/** Which of the schemas it is, is known only when it runs; each strips the answer to what its kind declares. */
const rowSchema = (kind: MasterKind): z.ZodType<{ id: number }> => masterRowSchemas[kind];

async function row({ desk }: Api, kind: MasterKind, id: number): Promise<{ id: number }> {
  const found = await masterStores[kind].find(desk.store.db, id);
  if (!found) throw new Failure('not-found');
  return found;
}
