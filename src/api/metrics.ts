import { BlockList, isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Desk } from '../flows/desk.ts';
import { Failure } from '../lib/failure.ts';
import { listMailboxes } from '../store/mailboxes.ts';
import { countOpenCircuits } from '../store/loop-guard.ts';
import { queueCounts } from '../store/queue-counts.ts';
import type { Api, App } from './app.ts';

/** GET /metrics for Prometheus, from this machine or the networks of the options only: the numbers tell how busy a desk is. */
export function metricsRoute(app: App, { desk, options }: Api): void {
  const networks = networkList(['127.0.0.0/8', '::1', ...(options.metricsNetworks ?? [])]);
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const gauges = makeGauges(registry);
  app.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
    // Behind a proxy that we do not know everybody would seem to be this machine.
    const unknownProxy = options.trustedProxies.length === 0 && request.headers['x-forwarded-for'] !== undefined;
    if (unknownProxy || !isIn(networks, request)) throw new Failure('not-found');
    await readNumbers(desk, gauges);
    return reply
      .type(registry.contentType)
      .header('cache-control', 'no-store')
      .send(await registry.metrics());
  });
}

type Gauges = ReturnType<typeof makeGauges>;

function makeGauges(registry: Registry) {
  const gauge = <L extends string>(name: string, help: string, labelNames: L[]) =>
    new Gauge({ name: `poststelle_${name}`, help, labelNames, registers: [registry] });
  return {
    inbound: gauge('inbound_mails', 'Mails in the intake log that are not filed, by state.', ['state']),
    outbound: gauge('outbound_mails', 'Mails in the outbox that have not been sent, by state.', ['state']),
    tickets: gauge('open_tickets', 'Tickets that are not done, by status group.', ['group']),
    circuits: gauge('open_circuits', 'Addresses that get no automatic mail because a machine answers there.', []),
    runs: gauge('mailbox_runs', 'Number of the last run of a mailbox.', ['mailbox']),
    failures: gauge('mailbox_failures', 'Failed runs in a row of a mailbox.', ['mailbox']),
    lastRun: gauge('mailbox_last_run_timestamp_seconds', 'When the last run of a mailbox began.', ['mailbox']),
  };
}

async function readNumbers(desk: Desk, gauges: Gauges): Promise<void> {
  const { inbound, outbound, tickets } = await queueCounts(desk.store.db);
  for (const gauge of Object.values(gauges)) gauge.reset();
  gauges.circuits.set(await countOpenCircuits(desk.store.db, desk.clock().getTime()));
  for (const [state, count] of Object.entries(inbound)) gauges.inbound.set({ state }, count);
  for (const [state, count] of Object.entries(outbound)) gauges.outbound.set({ state }, count);
  for (const [group, count] of Object.entries(tickets)) gauges.tickets.set({ group }, count);
  // Mailboxes by number: their names are nobody's business outside the desk.
  for (const mailbox of await listMailboxes(desk.store.db)) {
    const labels = { mailbox: String(mailbox.id) };
    gauges.runs.set(labels, mailbox.runNumber);
    gauges.failures.set(labels, mailbox.failures);
    if (mailbox.lastRunAt !== null) gauges.lastRun.set(labels, mailbox.lastRunAt / 1000);
  }
}

function networkList(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', prefix] = network.split('/');
    const version = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (prefix === undefined) list.addAddress(address, version);
    else list.addSubnet(address, Number(prefix), version);
  }
  return list;
}

function isIn(list: BlockList, { ip }: FastifyRequest): boolean {
  const address = ip.replace(/^::ffff:/i, '');
  return list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}
