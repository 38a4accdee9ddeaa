import type { ErrorAnswer } from '../../src/api/contract/common.ts';
import type { AnswerOf, InputOf, Route } from './api-routes.ts';
import { currentLocale } from './i18n/locale.ts';
import { signInAgain } from './person.ts';

type Problems = NonNullable<ErrorAnswer['error']['problems']>;

/** A refused or failed request: `code` of desk/failures.ts (or `unreachable`), `text` for people, `problems` by field, `serverReply` verbatim. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly text: string;
  readonly problems: Problems;
  readonly serverReply: string | undefined;
  readonly params: Record<string, string | number>;
  /** Does again what failed because the desk was out of reach, if that is possible. */
  repeat: (() => void) | undefined;

  constructor(status: number, error: ErrorAnswer['error']) {
    super(`${error.code}: ${error.text}`);
    this.name = 'ApiError';
    this.status = status;
    this.code = error.code;
    this.text = error.text;
    this.problems = error.problems ?? [];
    this.serverReply = error.serverReply;
    this.params = error.params;
  }
}

/**
 * Calls the desk: `call('PUT /api/mailboxes/:id', { id: 3, body: { … } })`. Names in the path are taken from the input, `query` goes into the address,
 * `body` is sent as JSON (FormData as it is). Gives the parsed answer, undefined for 204; throws ApiError.
 */
export async function call<R extends Route>(route: R, input?: InputOf<R>, signal?: AbortSignal): Promise<AnswerOf<R>> {
  const response = await request(route, input, signal);
  const answer: unknown = response.status === 204 ? undefined : await response.json().catch(() => undefined);
  return answer as AnswerOf<R>;
}

/** Calls the desk and gives the answer's lines of JSON as they arrive (application/x-ndjson). Abort the signal to cancel. */
export async function* callLines<Line>(route: Route, body: unknown, signal: AbortSignal): AsyncGenerator<Line> {
  const response = await request(route, { body }, signal);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
    rest += value ?? '';
    const lines = rest.split('\n');
    rest = done ? '' : (lines.pop() ?? '');
    for (const line of lines) if (line.trim()) yield JSON.parse(line) as Line;
    if (done) return;
  }
}

type AnyInput = { query?: Record<string, unknown>; body?: unknown } & Record<string, unknown>;

async function request(route: Route, input: AnyInput = {}, signal?: AbortSignal): Promise<Response> {
  const [method = 'GET', path = ''] = route.split(' ');
  const body = input.body;
  const asJson = body !== undefined && !(body instanceof FormData);
  const headers: Record<string, string> = { accept: 'application/json', 'accept-language': currentLocale() };
  if (asJson) headers['content-type'] = 'application/json';
  const response = await fetch(addressOf(path, input), {
    method,
    headers,
    credentials: 'same-origin',
    body: asJson ? JSON.stringify(body) : body,
    signal,
  }).catch((cause: unknown) => {
    if (signal?.aborted) throw cause;
    throw new ApiError(0, { code: 'unreachable', params: {}, text: '' });
  });
  if (response.ok) return response;
  const error = await errorOf(response);
  // The session is over: once the person is signed in again, the request is as good as before.
  if (error.code === 'not-signed-in' && (await signInAgain())) return request(route, input, signal);
  throw error;
}

function addressOf(path: string, input: AnyInput): string {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(input[name])));
  const query = Object.entries(input.query ?? {}).filter(([, value]) => value !== undefined && value !== '');
  if (query.length === 0) return filled;
  return `${filled}?${new URLSearchParams(query.map(([name, value]) => [name, String(value)])).toString()}`;
}

async function errorOf(response: Response): Promise<ApiError> {
  const answer = (await response.json().catch(() => undefined)) as Partial<ErrorAnswer> | undefined;
  if (answer?.error?.code) return new ApiError(response.status, answer.error);
  const code = response.status >= 502 && response.status <= 504 ? 'unreachable' : 'internal';
  return new ApiError(response.status, { code, params: {}, text: '' });
}
