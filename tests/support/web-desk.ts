import { randomBytes } from 'node:crypto';
import type { InjectOptions } from 'fastify';
import { expect } from 'vitest';
import type { App, ServerOptions } from '../../src/api/app.ts';
import { buildServer } from '../../src/api/server.ts';
import { makeSetupLink } from '../../src/api/setup-link.ts';
import type { Desk } from '../../src/flows/desk.ts';
import type { Log } from '../../src/lib/log.ts';
import { loadIdentity } from '../../src/store/identity.ts';
import type { Store } from '../../src/store/open.ts';

/** Everything that was logged, for looking through. */
export type LogLines = string[];

/** A desk on an open store, with a key of its own and a clock the test may move. */
export async function webDesk(
  store: Store,
  dataDir: string,
): Promise<{ desk: Desk; log: LogLines; time: { now: number } }> {
  const ring = { current: 'k1', keys: new Map([['k1', randomBytes(32)]]) };
  const log: LogLines = [];
  const time = { now: Date.now() };
  const clock = () => new Date(time.now);
  const desk: Desk = {
    store,
    ring,
    identity: await loadIdentity(store.db, ring),
    clock,
    log: recorder(log),
    dataDir,
    maxMailBytes: 3_000_000,
  };
  return { desk, log, time };
}

export const publicUrl = 'https://desk.example.org';

export function webServer(desk: Desk, more: Partial<ServerOptions> = {}): Promise<App> {
  return buildServer(desk, { publicUrl, trustedProxies: [], version: '1.2.3', pageFolder: '', sandbox: true, ...more });
}

/** One person's browser: keeps the cookie, speaks JSON, comes from our own page. */
export type Browser = {
  get(path: string): Promise<Answer>;
  send(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<Answer>;
  inject(options: InjectOptions): Promise<Answer>;
  cookie: string;
};

/** An answer; its body is looked at freely, since its shape is what tests are about. */
export type Answer = {
  status: number;
  // oxlint-disable-next-line typescript/no-explicit-any -- see above
  body: any;
  text: string;
  headers: Record<string, unknown>;
};

export function browser(app: App, more: Record<string, string> = {}): Browser {
  const self: Browser = {
    cookie: '',
    inject: async (options) => {
      const headers = { 'accept-language': 'en', 'sec-fetch-site': 'same-origin', ...more, ...options.headers };
      const response = await app.inject({
        ...options,
        headers: self.cookie === '' ? headers : { cookie: self.cookie, ...headers },
      });
      for (const { name, value } of response.cookies)
        self.cookie = value === '' ? '' : `${name}=${encodeURIComponent(value)}`;
      const text = response.body;
      const isJson = (response.headers['content-type'] ?? '').startsWith('application/json');
      return {
        status: response.statusCode,
        text,
        body: isJson && text !== '' ? JSON.parse(text) : undefined,
        headers: response.headers,
      };
    },
    get: (url) => self.inject({ method: 'GET', url }),
    send: (method, url, body) =>
      self.inject({ method, url, ...(body === undefined ? {} : { payload: body as object }) }),
  };
  return self;
}

export const adminPassword = 'correct horse battery';

/** Makes the first administrator through the set-up link and gives her browser, signed in. */
export async function firstAdmin(desk: Desk, app: App): Promise<Browser> {
  const link = await makeSetupLink(desk, publicUrl);
  const token = new URL(link ?? '').searchParams.get('token');
  const admin = browser(app);
  const answer = await admin.send('POST', '/api/setup', {
    token,
    name: 'Ada Admin',
    email: 'Ada@Desk.example',
    password: adminPassword,
    locale: 'en',
  });
  expect(answer.status, answer.text).toBe(200);
  return admin;
}

/** Makes an agent and gives the browser, signed in, and the id. */
export async function signedIn(
  app: App,
  admin: Browser,
  role: 'admin' | 'dispatcher' | 'agent',
  name: string,
): Promise<Browser & { id: number }> {
  const email = `${name.toLowerCase()}@desk.example`;
  const made = await admin.send('POST', '/api/agents', {
    name,
    email,
    password: `password of ${name}`,
    role,
    locale: 'en',
  });
  expect(made.status, made.text).toBe(201);
  const person = browser(app);
  const answer = await person.send('POST', '/api/session', { email, password: `password of ${name}` });
  expect(answer.status, answer.text).toBe(200);
  return Object.assign(person, { id: Number(made.body.id) });
}

function recorder(lines: LogLines): Log {
  const write = (fields: object, message: string) => {
    lines.push(`${message} ${JSON.stringify(fields, errorsToo)}`);
  };
  return { debug: write, info: write, warn: write, error: write, child: () => recorder(lines) };
}

function errorsToo(_key: string, value: unknown): unknown {
  return value instanceof Error
    ? { ...Object.fromEntries(Object.entries(value)), message: value.message, stack: value.stack, cause: value.cause }
    : value;
}

/** Sends files as a form does, field `file`. */
export async function upload(
  who: Browser,
  url: string,
  files: readonly { name: string; type: string; content: Buffer }[],
  fields: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const boundary = 'a-boundary-that-is-in-no-file';
  const parts = files.flatMap(({ name, type, content }) => [
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: ${type}\r\n\r\n`,
    ),
    content,
    Buffer.from('\r\n'),
  ]);
  const texts = Object.entries(fields).map(([name, value]) =>
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`),
  );
  const payload = Buffer.concat([...texts, ...parts, Buffer.from(`--${boundary}--\r\n`)]);
  return who.inject({
    method: 'POST',
    url,
    payload,
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  });
}

/** Status and error code of an answer. */
export const codes = (answer: Answer) => [answer.status, answer.body?.error?.code];
