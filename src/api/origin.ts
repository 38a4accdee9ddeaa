import type { IncomingHttpHeaders } from 'node:http';

const safeMethods = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Whether a request that changes something comes from another site (cross-site request forgery). A browser tells by `Sec-Fetch-Site` and `Origin`;
 * programs send neither and carry no cookie by themselves. The session cookie is SameSite=Lax besides, and bodies must be JSON or files, so that
 * even a browser without these headers cannot be made to send one.
 */
export function isForeign(method: string, headers: IncomingHttpHeaders, publicUrl: string): boolean {
  if (safeMethods.includes(method)) return false;
  const site = headers['sec-fetch-site'];
  // `same-site` is another host of the same domain: not ours. `none` is the address bar, which sends no such requests.
  if (site !== undefined && site !== 'same-origin') return true;
  const { origin } = headers;
  if (origin === undefined) return false;
  const url = URL.parse(origin);
  if (!url) return true; // `null`: a sandboxed frame, a file
  return url.host !== (headers.host ?? '').toLowerCase() && url.origin !== URL.parse(publicUrl)?.origin;
}
