import type { ServerResponse } from 'node:http';
import { mayHearOf } from '../desk/can.ts';
import type { Change } from '../store/changes.ts';
import { outboundLine } from '../store/spool-lists.ts';
import { teamOfTicket } from '../store/ticket-page.ts';
import { type Api, type App, type Person, personOf } from './app.ts';
import type { LiveEvent } from './contract/tickets.ts';

/** A comment this often keeps proxies from cutting a quiet line; then it is also asked whether the session still holds. */
const heartbeatMs = 25_000;

/** A page that has not taken so much, in bytes, is not there any more, or asleep: its line ends, and it reads all anew when it comes back. */
const mostUnsent = 262_144;
/** Of so many tickets that a page was told of it is remembered; the one longest ago is forgotten first. */
const mostTold = 5000;

type Listener = {
  person: Person;
  cookie: string;
  stream: ServerResponse;
  /** Tickets this page was told of: it also hears when one leaves the agent's sight, so that it vanishes there. */
  told: Set<number>;
};

/** GET /api/events: server-sent events (WHATWG HTML §9.2) of what changed and the agent may see. Ids only; the page reads again what it shows. */
export function eventRoutes(app: App, { desk, signIn }: Api): void {
  const listeners = new Set<Listener>();
  const drop = (listener: Listener) => {
    listeners.delete(listener);
    listener.stream.end();
  };
  const write = (listener: Listener, text: string) => {
    if (listener.stream.writableLength <= mostUnsent) return void listener.stream.write(text);
    listeners.delete(listener);
    listener.stream.destroy();
  };

  const stopListening = desk.store.changes.listen((change) => {
    if (listeners.size === 0) return;
    void spread(change).catch((error: unknown) =>
      desk.log.warn({ error, ...change }, 'a change could not be told to open pages'),
    );
  });

  // Asked once per change, not once per page.
  async function spread(change: Change): Promise<void> {
    // Agents and teams are settings: a right that was taken away, or a closed account, ends here and now.
    if (change.kind === 'settings') await Promise.all([...listeners].map(askAgain));
    const teamId = await teamOfChange(change);
    const text = `data: ${JSON.stringify({ kind: change.kind, id: change.id } satisfies LiveEvent)}\n\n`;
    for (const listener of listeners) {
      const { person, told } = listener;
      const allowed = mayHearOf(person, change.kind, teamId, change.id);
      if (!allowed && !(change.kind === 'ticket' && told.delete(change.id))) continue;
      if (allowed && change.kind === 'ticket') remember(told, change.id);
      write(listener, text);
    }
  }

  async function teamOfChange({ kind, id }: Change): Promise<number | null | undefined> {
    if (kind === 'ticket' || kind === 'presence') return teamOfTicket(desk.store.db, id);
    if (kind !== 'outbound') return undefined;
    const mail = await outboundLine(desk.store.db, id);
    return mail === null || mail.ticketId === null ? undefined : mail.teamId;
  }

  async function askAgain(listener: Listener): Promise<void> {
    // If the database is away, the line is looked at again with the next beat.
    const asked = await signIn.person(listener.cookie).catch(() => null);
    if (asked?.person) listener.person = asked.person;
    else if (asked) drop(listener);
  }

  const heartbeat = setInterval(() => {
    for (const listener of listeners) {
      write(listener, ': still here\n\n');
      void askAgain(listener);
    }
  }, heartbeatMs);
  heartbeat.unref();

  app.get(
    '/api/events',
    { exposeHeadRoute: false, config: { right: 'agents' }, schema: { hide: true } },
    (request, reply) => {
      const person = personOf(request);
      reply.hijack();
      const stream = reply.raw;
      // Hung up while we asked who it is: nobody would ever take the listener away again.
      if (stream.destroyed) return;
      stream.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'x-accel-buffering': 'no',
      });
      stream.write('retry: 2000\n\n');
      const listener: Listener = { person, cookie: request.headers.cookie ?? '', stream, told: new Set() };
      listeners.add(listener);
      stream.once('close', () => listeners.delete(listener));
    },
  );

  // Open lines would keep the server from closing.
  app.addHook('preClose', async () => {
    clearInterval(heartbeat);
    stopListening();
    for (const listener of listeners) drop(listener);
  });
}

function remember(told: Set<number>, ticketId: number): void {
  told.delete(ticketId);
  told.add(ticketId);
  const [oldest] = told;
  if (told.size > mostTold && oldest !== undefined) told.delete(oldest);
}
