import type { App } from './app.ts';

/**
 * Headers on every answer. Scripts only from our own files; styles also inline, as the component library needs; images from anywhere over https,
 * because a person may ask to see the remote images of a mail and the mail's frame inherits this policy.
 */
export function sendSecurityHeaders(app: App, publicUrl: string): void {
  const secure = publicUrl.startsWith('https:');
  app.addHook('onSend', async (request, reply) => {
    // The window in which somebody signs in at an OAuth provider: only while it stays in touch with the page that opened it can that page see it closed.
    if (inWindow.has(request.url.split('?')[0] ?? '')) reply.header('cross-origin-opener-policy', 'unsafe-none');
    for (const [name, value] of Object.entries(securityHeaders)) if (!reply.hasHeader(name)) reply.header(name, value);
    if (secure) reply.header('strict-transport-security', 'max-age=31536000');
  });
}

const policy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob: https:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "frame-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const inWindow = new Set(['/connected', '/api/oauth/callback']);

/** What every answer says about itself. */
export const securityHeaders = {
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin-allow-popups',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
};
