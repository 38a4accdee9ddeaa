import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { can } from '../desk/can.ts';
import { dryRun, dryRunStored, type TriedForm } from '../flows/dry-run.ts';
import { Failure } from '../lib/failure.ts';
import { type InboundLine, inboundLine } from '../store/spool-lists.ts';
import { type Api, type App, personOf } from './app.ts';
import { idSchema } from './contract/common.ts';
import { dryRunFormSchema, dryRunSchema, replayPreviewSchema, replayQuestionSchema } from './contract/dry-run.ts';
import { dryRunAnswer, mentionOf } from './dry-run-answer.ts';
import { languageOf } from './language.ts';
import { readFiles } from './read-files.ts';

const byId = z.object({ id: idSchema });

/** What would become of a mail, before anything is saved or judged again (SPEC §3 dry run). */
export function dryRunRoutes(app: App, { desk }: Api): void {
  app.post(
    '/api/mailboxes/dry-run',
    { config: { right: 'administer' }, schema: { response: { 200: dryRunSchema } } },
    async (request) => {
      const fields: Record<string, string> = {};
      const [file] = await readFiles(request, { files: 1, bytes: desk.maxMailBytes }, fields);
      if (!file) throw new Failure('invalid', { problems: [{ field: 'file', problem: 'required' }] });
      const tried = await dryRun(desk, formOf(fields.form ?? ''), file.content);
      return dryRunAnswer(desk, await languageOf(request, desk), tried);
    },
  );

  app.post(
    '/api/inbound/:id/dry-run',
    {
      config: { right: 'readIntake' },
      schema: { params: byId, body: replayQuestionSchema, response: { 200: replayPreviewSchema } },
    },
    async (request) => {
      const { id } = request.params;
      const { form } = request.body;
      if (form) mayAdminister(request);
      const line = await inboundLine(desk.store.db, id);
      if (!line) throw new Failure('not-found');
      const tried = await dryRunStored(desk, id, form);
      const now = await dryRunAnswer(desk, await languageOf(request, desk), tried);
      const ticket = await mentionOf(desk, line.ticketId);
      return {
        now,
        before: { state: line.state, ticket, trace: line.trace },
        differs: endsElsewhere(now, line),
      };
    },
  );

  function mayAdminister(request: FastifyRequest): void {
    if (!can(personOf(request), 'administer')) throw new Failure('not-allowed');
  }
}

function formOf(text: string): TriedForm {
  try {
    return dryRunFormSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new Failure('invalid', { problems: [{ field: 'form', problem: 'invalid' }], cause });
  }
}

/** A mail that opened its ticket ends the same if it opened one today; one that joined a ticket ends the same only there. */
function endsElsewhere(now: z.infer<typeof dryRunSchema>, { state, ticketId, trace }: InboundLine): boolean {
  const filed = state === 'filed' && ticketId !== null;
  if (now.outcome === 'unfiled') return filed;
  if (!filed) return true;
  const openedIt = trace.some(({ filter, decided }) => decided && filter === 'judge');
  if (openedIt && now.outcome === 'newTicket') return false;
  return now.ticket?.id !== ticketId;
}
