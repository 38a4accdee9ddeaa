/** The API of a running desk as a program uses it: JSON in, JSON out, the session's cookie kept. */
export type DeskClient = {
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body: unknown): Promise<T>;
  put<T>(path: string, body: unknown): Promise<T>;
  patch<T>(path: string, body: unknown): Promise<T>;
  /** Sends one file as `file` of a form. */
  upload(path: string, name: string, content: Uint8Array<ArrayBuffer>): Promise<void>;
};

/** A client of the desk at `url`. Every method throws what the desk answers if that is not 2xx. */
export function deskClient(url: string): DeskClient {
  let cookies = '';
  const send = async (method: string, path: string, body: string | FormData | null, type?: string): Promise<string> => {
    const headers = { cookie: cookies, ...(type === undefined ? {} : { 'content-type': type }) };
    const answer = await fetch(new URL(path, url), { method, headers, body });
    const given = answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
    if (given.length > 0) cookies = given.join('; ');
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text;
  };
  const call = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const json = body === undefined ? null : JSON.stringify(body);
    const text = await send(method, path, json, json === null ? undefined : 'application/json');
    return (text === '' ? null : JSON.parse(text)) as T;
  };
  return {
    get: (path) => call('GET', path),
    post: (path, body) => call('POST', path, body),
    put: (path, body) => call('PUT', path, body),
    patch: (path, body) => call('PATCH', path, body),
    upload: async (path, name, content) => {
      const form = new FormData();
      form.append('file', new Blob([content]), name);
      await send('POST', path, form);
    },
  };
}
