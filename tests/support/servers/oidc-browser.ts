/** Follows redirects with cookies until one leads away from `home`; gives that address. Throws if the way ends before. */
export async function browseFrom(url: string, home: string): Promise<string> {
  const jar = new Map<string, string>();
  let next = url;
  for (let steps = 0; steps < 15; steps++) {
    const response = await visit(next, jar);
    const location = response.headers.get('location');
    if (location === null) throw new Error(`no way on from ${next}: ${response.status} ${await response.text()}`);
    next = new URL(location, next).href;
    if (!next.startsWith(home)) return next;
  }
  throw new Error('the provider sends the browser in a circle');
}

/** Opens the address that a device shows (RFC 8628 §3.3.1), sends its forms and follows to the end. */
export async function confirmDevice(completeUri: string, home: string): Promise<void> {
  const jar = new Map<string, string>();
  const first = await (await visit(completeUri, jar)).text();
  const [, xsrf = ''] = /name="xsrf" value="([^"]+)"/.exec(first) ?? [];
  const code = new URL(completeUri).searchParams.get('user_code') ?? '';
  const form = new URLSearchParams({ xsrf, user_code: code, confirm: 'yes' });
  let response = await visit(new URL('/device', home).href, jar, form);
  for (let steps = 0; steps < 15; steps++) {
    const location = response.headers.get('location');
    if (location === null) break;
    response = await visit(new URL(location, home).href, jar);
  }
  if (response.status !== 200) throw new Error(`the device was not confirmed: ${response.status}`);
}

async function visit(url: string, jar: Map<string, string>, form?: URLSearchParams): Promise<Response> {
  const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  const response = await fetch(url, {
    redirect: 'manual',
    headers: { cookie },
    ...(form ? { method: 'POST', body: form } : {}),
  });
  for (const line of response.headers.getSetCookie()) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (value === '') jar.delete(name);
    else jar.set(name, value);
  }
  return response;
}
