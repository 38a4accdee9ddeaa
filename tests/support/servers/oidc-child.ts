// The provider as a process of its own: started by fork, told what to do by messages (see oidc-process.ts).
import { type OidcFaults, type OidcOptions, type OidcServer, startOidc } from './oidc.ts';

/** A message to the process: `call` counts up, the answer bears it. */
export type OidcOrder = { call: number } & (
  | { start: OidcOptions }
  | { faults: Partial<OidcFaults> }
  | { revoke: string }
  | { revokeAllOf: string }
  | { ask: 'tokenRequests' | 'issued' }
);
export type OidcAnswer = { call: number; value?: unknown; failed?: string };

let server: OidcServer | undefined;

process.on('message', (order: OidcOrder) => {
  obey(order).then(
    (value) => process.send?.({ call: order.call, value } satisfies OidcAnswer),
    (thrown: unknown) => process.send?.({ call: order.call, failed: String(thrown) } satisfies OidcAnswer),
  );
});
// Nobody is left to talk to.
process.on('disconnect', () => process.exit());

async function obey(order: OidcOrder): Promise<unknown> {
  if ('start' in order) {
    server = await startOidc(order.start);
    const { issuer, clientId, clientSecret, introspectionUrl } = server;
    return { issuer, clientId, clientSecret, introspectionUrl };
  }
  if (!server) throw new Error('not started');
  if ('faults' in order) Object.assign(server.faults, order.faults);
  else if ('revoke' in order) await server.revoke(order.revoke);
  else if ('revokeAllOf' in order) await server.revokeAllOf(order.revokeAllOf);
  else return server[order.ask]();
  return undefined;
}
