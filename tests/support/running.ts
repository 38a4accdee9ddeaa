import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadConfig } from '../../src/config.ts';
import type { Log } from '../../src/lib/log.ts';
import type { Keyring } from '../../src/lib/seal.ts';
import { type Running, serve } from '../../src/main.ts';
import { quietLog } from './log.ts';

/** A desk as it really runs — page, API, worker — on a free port, with an administrator signed in. */
export type RunningDesk = {
  url: string;
  /** The one-time link to the first administrator that was printed at the start. */
  setupUrl: string;
  dataDir: string;
  /** The administrator's cookie, for a browser. */
  cookie: string;
  email: string;
  password: string;
  /** Calls the API as the administrator; throws unless the answer is 2xx. Gives the body, undefined if there is none. */
  call<T = unknown>(method: string, path: string, body?: unknown): Promise<T>;
  /** The same without throwing. */
  raw(method: string, path: string, body?: unknown): Promise<Response>;
  stop(): Promise<void>;
  /** Ends it as a kill would find it and starts it anew on the same data. */
  restart(): Promise<void>;
};

export type RunningOptions = {
  databaseUrl?: string;
  dataDir?: string;
  maxMailMb?: number;
  /** A free one unless told; told where the address of the page must be known before. */
  port?: number;
  log?: Log;
  setUp?: boolean;
  locale?: 'de' | 'en';
};

/** Starts a desk and creates the administrator through the one-time link, as a new user would. */
export async function startDesk(options: RunningOptions = {}): Promise<RunningDesk> {
  const dataDir = options.dataDir ?? (await mkdtemp(path.join(tmpdir(), 'poststelle-run-')));
  const ring: Keyring = { current: 'k', keys: new Map([['k', randomBytes(32)]]) };
  const loaded = loadConfig({
    POSTSTELLE_DATA: dataDir,
    POSTSTELLE_PORT: String(options.port ?? 0),
    DATABASE_URL: options.databaseUrl ?? '',
    POSTSTELLE_MAX_MAIL_MB: String(options.maxMailMb ?? 50),
  });
  if ('problems' in loaded) throw new Error(loaded.problems.join('\n'));
  const begin = () => serve(loaded.config, ring, options.log ?? quietLog);
  let running: Running = await begin();
  const email = 'admin@desk.example';
  const password = 'ein langer Satz als Passwort';
  const desk: RunningDesk = {
    url: running.url ?? '',
    setupUrl: running.setupUrl ?? '',
    dataDir,
    cookie: '',
    email,
    password,
    raw: (method, where, body) =>
      fetch(`${desk.url}${where}`, {
        method,
        headers: {
          cookie: desk.cookie,
          'accept-language': 'de',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    call: async <T>(method: string, where: string, body?: unknown) => {
      const answer = await desk.raw(method, where, body);
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${method} ${where}: ${answer.status} ${text}`);
      return (text === '' ? undefined : JSON.parse(text)) as T;
    },
    stop: async () => {
      await running.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
    restart: async () => {
      await running.stop();
      running = await begin();
      desk.url = running.url ?? '';
    },
  };
  if (options.setUp === false) return desk;
  const token = new URL(desk.setupUrl).searchParams.get('token');
  const { locale = 'de' } = options;
  const answer = await desk.raw('POST', '/api/setup', { token, name: 'Anna Admin', email, password, locale });
  if (!answer.ok) throw new Error(`set-up failed: ${await answer.text()}`);
  desk.cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  return desk;
}
