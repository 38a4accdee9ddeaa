import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { FastifyBaseLogger, FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Act, Viewer } from '../desk/can.ts';
import type { Desk } from '../flows/desk.ts';
import { Failure } from '../lib/failure.ts';
import type { SettingsFinder } from '../net/find-settings.ts';
import type { SignIn } from './sign-in.ts';

/** Fastify with zod schemas: bodies are parsed by them, answers are stripped to what they declare. */
export type App = FastifyInstance<Server, IncomingMessage, ServerResponse, FastifyBaseLogger, ZodTypeProvider>;

/** How the HTTP side is set up; everything else comes from the desk. */
export type ServerOptions = {
  /** Where people reach the desk, e.g. `https://desk.example.org`; decides whether cookies are Secure and which origin is ours. */
  publicUrl: string;
  /** Proxies whose X-Forwarded-For is believed: addresses or networks. */
  trustedProxies: readonly string[];
  version: string;
  /** The built page (web/dist); '' answers the API only. */
  pageFolder: string;
  /** Whether administrators may open the sandbox. */
  sandbox: boolean;
  /** How settings of unknown mail servers are searched; the machine's name servers and the web unless told. */
  settingsFinder?: SettingsFinder;
  /** Networks beside this machine that may read /metrics. */
  metricsNetworks?: readonly string[];
  /** Mailboxes on whose connection push is up in this process, asked when the list is shown. */
  listening?: () => ReadonlySet<number>;
};

/** What routes get. */
export type Api = { desk: Desk; signIn: SignIn; options: ServerOptions };

/** The signed-in agent of a request. */
export type Person = Viewer & { userId: string; sessionToken: string; locale: 'de' | 'en' };

/** Who may call a route: everybody, every signed-in agent, or those who may do the act. Each route under /api names it in its config. */
export type Right = 'everybody' | 'agents' | Act;

declare module 'fastify' {
  interface FastifyContextConfig {
    right?: Right;
  }
  interface FastifyRequest {
    person: Person | null;
  }
}

/** Who does it, for flows. */
export const actorOf = (request: FastifyRequest) => ({ agentId: personOf(request).agentId, address: request.ip });

/** The agent behind the request, on routes for agents. Throws Failure `not-signed-in`. */
export function personOf(request: FastifyRequest): Person {
  if (!request.person) throw new Failure('not-signed-in');
  return request.person;
}
