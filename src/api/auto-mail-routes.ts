import { z } from 'zod';
import { autoMailEvents, autoMailEventTable } from '../desk/auto-mail-events.ts';
import { say } from '../desk/texts/index.ts';
import { closeCircuit } from '../flows/close-circuit.ts';
import { setAutoMails } from '../flows/templates.ts';
import { Failure } from '../lib/failure.ts';
import { type CircuitLine, circuitLine, listAutoMails, listCircuits } from '../store/auto-mail-lists.ts';
import { autoMailSetup } from '../store/auto-mails.ts';
import { instant, instantOrNull, referenceOf } from './answers.ts';
import { actorOf, type Api, type App } from './app.ts';
import {
  autoMailLogQuerySchema,
  autoMailLogSchema,
  type AutoMails,
  autoMailsPutSchema,
  autoMailsSchema,
  type Circuit,
  circuitQuerySchema,
  circuitSchema,
} from './contract/auto-mails.ts';
import { idSchema, page } from './contract/common.ts';
import { languageOf } from './language.ts';

/** Which events send mail, what was sent or held back, and the circuits of the loop guard. */
export function autoMailRoutes(app: App, { desk }: Api): void {
  const { store } = desk;

  app.get(
    '/api/auto-mails',
    { config: { right: 'administer' }, schema: { response: { 200: autoMailsSchema } } },
    async () => show(),
  );

  app.put(
    '/api/auto-mails',
    { config: { right: 'administer' }, schema: { body: autoMailsPutSchema, response: { 200: autoMailsSchema } } },
    async (request) => {
      const { body } = request;
      await setAutoMails(desk, actorOf(request), body.events, body.noMailForOwnAction);
      return show();
    },
  );

  app.get(
    '/api/auto-mails/log',
    {
      config: { right: 'readIntake' },
      schema: { querystring: autoMailLogQuerySchema, response: { 200: page(autoMailLogSchema) } },
    },
    async (request) => {
      const { ticketId, after, limit } = request.query;
      const locale = await languageOf(request, desk);
      const found = await listAutoMails(store.db, {
        limit,
        ...(after === undefined ? {} : { after }),
        ...(ticketId === undefined ? {} : { ticketId }),
      });
      const rows = found.rows.map(({ params, ...row }) => ({
        ...row,
        at: instant(row.at),
        reason:
          row.reason === null ? null : say(locale, `autoMail.held.${row.reason}`, { address: row.address, ...params }),
        ticketReference: row.ticketId === null ? null : referenceOf(desk, row.ticketId),
      }));
      return { rows, next: found.next };
    },
  );

  app.get(
    '/api/loop-guard',
    {
      config: { right: 'readIntake' },
      schema: { querystring: circuitQuerySchema, response: { 200: page(circuitSchema) } },
    },
    async (request) => {
      const { after, ...query } = request.query;
      const locale = await languageOf(request, desk);
      const now = desk.clock().getTime();
      const found = await listCircuits(store.db, { ...query, ...(after === undefined ? {} : { after }) }, now);
      return { rows: found.rows.map((line) => circuitAnswer(locale, line)), next: found.next };
    },
  );

  app.delete(
    '/api/loop-guard/:id',
    {
      config: { right: 'readIntake' },
      schema: { params: z.object({ id: idSchema }), response: { 200: circuitSchema } },
    },
    async (request) => {
      const { id } = request.params;
      await closeCircuit(desk, actorOf(request), id);
      const line = await circuitLine(store.db, id, desk.clock().getTime());
      if (!line) throw new Failure('not-found');
      return circuitAnswer(await languageOf(request, desk), line);
    },
  );

  async function show(): Promise<AutoMails> {
    const { events, noMailForOwnAction } = await autoMailSetup(store.db);
    return {
      events: autoMailEvents.map((event) => {
        const { recipients, kind } = autoMailEventTable[event];
        return { event, recipients, kind, ...events[event] };
      }),
      noMailForOwnAction,
    };
  }

  function circuitAnswer(locale: 'de' | 'en', { params, ...line }: CircuitLine): Circuit {
    return {
      ...line,
      openedAt: instant(line.openedAt),
      openUntil: instant(line.openUntil),
      closedAt: instantOrNull(line.closedAt),
      reason: say(locale, `autoMail.circuit.${line.reason}`, { address: line.address, ...params }),
      ticketReference: line.ticketId === null ? null : referenceOf(desk, line.ticketId),
    };
  }
}
