/** The API of a running desk as a program uses it: JSON in, JSON out, the session's cookie kept. */
export type DeskClient = {
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body: unknown): Promise<T>;
  patch<T>(path: string, body: unknown): Promise<T>;
};

/** A client of the desk at `url`. Every method throws what the desk answers if that is not 2xx. */
export function deskClient(url: string): DeskClient {
  let cookies = '';
  const call = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const headers = { cookie: cookies, ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
    const answer = await fetch(new URL(path, url), {
      method,
      headers,
      body: body === undefined ? null : JSON.stringify(body),
    });
    const given = answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
    if (given.length > 0) cookies = given.join('; ');
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return (text === '' ? null : JSON.parse(text)) as T;
  };
  return {
    get: (path) => call('GET', path),
    post: (path, body) => call('POST', path, body),
    patch: (path, body) => call('PATCH', path, body),
  };
}
