import { z } from 'zod';
import { autoMailEvents, type TemplateKind } from '../desk/auto-mail-events.ts';
import { completeTexts, type Template as StoredTemplate } from '../desk/templates/choose.ts';
import { templateFilters, templateTags } from '../desk/templates/filters.ts';
import { placeholdersOf } from '../desk/templates/vocabulary.ts';
import { say } from '../desk/texts/index.ts';
import { addTemplate, changeTemplate, previewTemplate, removeTemplate, resetTemplate } from '../flows/templates.ts';
import { Failure } from '../lib/failure.ts';
import { settingText } from '../settings/texts/index.ts';
import { readTemplates, templateUses } from '../store/templates.ts';
import type { FastifyRequest } from 'fastify';
import { referenceOf } from './answers.ts';
import { actorOf, type Api, type App } from './app.ts';
import {
  newTemplateSchema,
  previewAnswerSchema,
  previewSchema,
  type Template,
  templatePatchSchema,
  templateQuerySchema,
  templateSchema,
  type Vocabulary,
  vocabularySchema,
} from './contract/auto-mails.ts';
import { idSchema } from './contract/common.ts';
import { languageOf } from './language.ts';

const byId = z.object({ id: idSchema });

/** Templates of automatic mails: what they say, what they may say, and how that looks. */
export function templateRoutes(app: App, { desk }: Api): void {
  const all = async (request: FastifyRequest) => {
    const uses = await templateUses(desk.store.db);
    const locale = await languageOf(request, desk);
    return [...(await readTemplates(desk.store.db)).values()].map((template) => templateAnswer(locale, template, uses));
  };
  const one = async (request: FastifyRequest, id: number) => {
    const found = (await all(request)).find((template) => template.id === id);
    if (!found) throw new Failure('not-found');
    return found;
  };

  app.get(
    '/api/templates',
    {
      config: { right: 'agents' },
      schema: { querystring: templateQuerySchema, response: { 200: z.object({ rows: z.array(templateSchema) }) } },
    },
    async (request) => {
      const { kind } = request.query;
      return { rows: (await all(request)).filter((template) => kind === undefined || template.kind === kind) };
    },
  );

  app.get(
    '/api/templates/vocabulary',
    { config: { right: 'agents' }, schema: { querystring: templateQuerySchema, response: { 200: vocabularySchema } } },
    async (request) => vocabulary(request.query.kind ?? 'ticket', await languageOf(request, desk)),
  );

  app.post(
    '/api/templates',
    { config: { right: 'administer' }, schema: { body: newTemplateSchema, response: { 201: templateSchema } } },
    async (request, reply) =>
      reply.code(201).send(await one(request, await addTemplate(desk, actorOf(request), request.body))),
  );

  app.post(
    '/api/templates/preview',
    { config: { right: 'administer' }, schema: { body: previewSchema, response: { 200: previewAnswerSchema } } },
    async (request) => {
      const { kind, locale, text, ticketId = null } = request.body;
      const { problems, content, ticketId: used } = await previewTemplate(desk, kind, locale, text, ticketId);
      const reader = await languageOf(request, desk);
      const described = problems.map((problem) => ({
        ...problem,
        text: settingText(reader, `problem.${problem.problem}`, problem.params) ?? problem.problem,
      }));
      const { subject = null, text: plain = null, html = null } = content ?? {};
      const ticketReference = used === null ? null : referenceOf(desk, used);
      return { problems: described, subject, text: plain, html, ticketId: used, ticketReference };
    },
  );

  app.put(
    '/api/templates/:id',
    {
      config: { right: 'administer' },
      schema: { params: byId, body: templatePatchSchema, response: { 200: templateSchema } },
    },
    async (request) => {
      await changeTemplate(desk, actorOf(request), request.params.id, request.body);
      return one(request, request.params.id);
    },
  );

  app.post(
    '/api/templates/:id/reset',
    { config: { right: 'administer' }, schema: { params: byId, response: { 200: templateSchema } } },
    async (request) => {
      await resetTemplate(desk, actorOf(request), request.params.id);
      return one(request, request.params.id);
    },
  );

  app.delete(
    '/api/templates/:id',
    { config: { right: 'administer' }, schema: { params: byId, response: { 204: z.null() } } },
    async (request, reply) => {
      await removeTemplate(desk, actorOf(request), request.params.id);
      return reply.code(204).send(null);
    },
  );
}

function templateAnswer(
  locale: 'de' | 'en',
  template: StoredTemplate,
  uses: Awaited<ReturnType<typeof templateUses>>,
): Template {
  const { id, kind, builtIn } = template;
  return {
    id,
    kind,
    builtIn,
    name: builtIn === null ? template.name : say(locale, `autoMail.${builtIn}`),
    changed: builtIn !== null && Object.keys(template.texts).length > 0,
    texts: completeTexts(template),
    usedBy: {
      events: autoMailEvents.filter((event) => uses.events.some((use) => use.event === event && use.templateId === id)),
      mailboxes: uses.mailboxes
        .filter(({ templateId }) => templateId === id)
        .map((mailbox) => ({ id: mailbox.id, name: mailbox.name })),
    },
  };
}

function vocabulary(kind: TemplateKind, locale: 'de' | 'en'): Vocabulary {
  return {
    placeholders: placeholdersOf(kind).map(({ de, en, about, sample }) => ({
      de,
      en,
      about: about[locale],
      sample: sample[locale],
    })),
    filters: templateFilters.map(({ names, about, example }) => ({ names: [...names], about: about[locale], example })),
    tags: templateTags.map(({ names, about, example }) => ({ name: names[0] ?? '', about: about[locale], example })),
  };
}
