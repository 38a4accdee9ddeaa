import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { ApiError, call, callLines } from './api.ts';

// The page runs with addresses relative to its own desk; here a small server stands in for it.
let server: Server | undefined;
afterEach(() => {
  server?.close();
  vi.unstubAllGlobals();
});

type Seen = { method?: string; url?: string; language?: string; body: string };

async function desk(answer: { status: number; body?: string; chunks?: string[] }): Promise<Seen> {
  const seen: Seen = { body: '' };
  server = createServer((request, response) => {
    Object.assign(seen, { method: request.method, url: request.url, language: request.headers['accept-language'] });
    request.on('data', (data: Buffer) => (seen.body += data.toString()));
    request.on('end', () => {
      response.writeHead(answer.status, { 'content-type': 'application/json' });
      for (const chunk of answer.chunks ?? []) response.write(chunk);
      response.end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const real = fetch;
  vi.stubGlobal('fetch', (path: string, options: RequestInit) => real(`http://127.0.0.1:${port}${path}`, options));
  vi.stubGlobal('navigator', { languages: ['en-GB', 'de'] });
  return seen;
}

test('names in the path, the query and the body go where they belong, with the language of the page', async () => {
  const seen = await desk({ status: 200, body: '{"id":3}' });
  expect(await call('PUT /api/:kind/:id', { kind: 'teams', id: 3, body: { name: 'Ä', memberIds: [] } })).toEqual({
    id: 3,
  });
  expect(seen).toMatchObject({
    method: 'PUT',
    url: '/api/teams/3',
    body: '{"name":"Ä","memberIds":[]}',
    language: 'en',
  });
  await call('GET /api/inbound', { query: { state: ['failed', 'unfiled'], after: undefined } });
  expect(seen.url).toBe('/api/inbound?state=failed%2Cunfiled');
});

test('an answer without content is undefined', async () => {
  await desk({ status: 204 });
  expect(await call('DELETE /api/session')).toBeUndefined();
});

test('a refusal carries the code, the words and the problems of the desk', async () => {
  const error = { code: 'invalid', params: {}, text: 'No.', problems: [{ field: 'name', problem: 'name-taken' }] };
  await desk({ status: 422, body: JSON.stringify({ error }) });
  const thrown = await call('GET /api/desk').catch((reason: unknown) => reason);
  expect(thrown).toBeInstanceOf(ApiError);
  expect(thrown).toMatchObject({ status: 422, code: 'invalid', text: 'No.', problems: error.problems });
});

test('a desk that cannot be reached, or a proxy that says so, is told apart from a broken one', async () => {
  await desk({ status: 502, body: '<html>' });
  await expect(call('GET /api/desk')).rejects.toMatchObject({ code: 'unreachable', status: 502 });
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('failed')));
  await expect(call('GET /api/desk')).rejects.toMatchObject({ code: 'unreachable', status: 0 });
});

test('lines of JSON are given one by one, however they are cut', async () => {
  await desk({ status: 200, chunks: ['{"a":', '1}\n{"a":2}\n\n', '{"a":3}'] });
  const lines: unknown[] = [];
  for await (const line of callLines('POST /api/mailboxes/check', {}, new AbortController().signal)) lines.push(line);
  expect(lines).toEqual([{ a: 1 }, { a: 2 }, { a: 3 }]);
});
