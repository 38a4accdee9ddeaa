import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import { buildServer } from './api/server.ts';
import { makeSetupLink } from './api/setup-link.ts';
import { type Config, localUrl } from './config.ts';
import type { Desk } from './flows/desk.ts';
import { type MailboxWatch, watchMailboxes } from './jobs/watch-mailboxes.ts';
import { keepHouseNowAndThen } from './jobs/keep-house.ts';
import { watchResubmissions } from './jobs/remind-of-tickets.ts';
import { showThisProcess } from './jobs/show-process.ts';
import { sendOutbound } from './jobs/send-outbound.ts';
import { type Clock, systemClock } from './lib/clock.ts';
import type { Log } from './lib/log.ts';
import type { Keyring } from './lib/seal.ts';
import { systemFinder } from './net/system-finder.ts';
import { loadIdentity } from './store/identity.ts';
import { openStore } from './store/open.ts';
import { expireClaims } from './store/outbound.ts';
import { openOwnership } from './store/ownership.ts';
import { transact } from './store/transact.ts';
import { productVersion } from './version.ts';

/** A running process of the product. */
export type Running = {
  /** Where the page is, null without one. */
  url: string | null;
  /** One-time link that creates the first administrator, null when there is one already. */
  setupUrl: string | null;
  /** Ends cleanly: no new requests or mails, what is under way is finished. */
  stop(): Promise<void>;
};

/** Opens what every command needs. The caller closes `desk.store`. */
export async function openDesk(config: Config, ring: Keyring, log: Log, clock: Clock = systemClock): Promise<Desk> {
  const store = await openStore({ dataDir: config.dataFolder, databaseUrl: config.databaseUrl ?? '' });
  return {
    store,
    ring,
    identity: await loadIdentity(store.db, ring),
    clock,
    log,
    dataDir: config.dataFolder,
    maxMailBytes: config.maxMailBytes,
    publicUrl: config.publicUrl,
  };
}

/** Starts page and worker as the configuration says; a clock other than the system's is for a desk to look at. Throws Failure, e.g. `already-running` or `database-unreachable`. */
export async function serve(
  config: Config,
  ring: Keyring,
  log: Log,
  parts = { web: config.web, worker: config.worker },
  clock: Clock = systemClock,
): Promise<Running> {
  const desk = await openDesk(config, ring, log, clock);
  const worker = parts.worker ? await startWorker(desk, config) : null;
  try {
    const web = parts.web ? await startWeb(desk, config, worker?.watch ?? null) : null;
    const roles = (['web', 'worker'] as const).filter((role) => parts[role]);
    const shown = showThisProcess(desk, roles, productVersion());
    return {
      url: web?.url ?? null,
      setupUrl: web?.setupUrl ?? null,
      stop: async () => {
        // Together: a slow request must not leave the worker to be killed in the middle of a mail.
        await Promise.all([web?.server.close(), worker?.stop(), shown.stop()]);
        await desk.store.close();
      },
    };
  } catch (thrown) {
    await worker?.stop();
    await desk.store.close();
    throw thrown;
  }
}

async function startWorker(desk: Desk, config: Config): Promise<{ watch: MailboxWatch; stop(): Promise<void> }> {
  const ownership = await openOwnership({ dataDir: config.dataFolder, databaseUrl: config.databaseUrl ?? '' });
  // The only worker on this database: whoever was sending before is dead.
  if (desk.store.dialect === 'sqlite') await transact(desk.store, expireClaims);
  const watch = watchMailboxes(desk, ownership);
  const sender = sendOutbound(desk);
  const resubmissions = watchResubmissions(desk);
  const housekeeper = keepHouseNowAndThen(desk);
  return {
    watch,
    stop: async () => {
      await Promise.all([watch.stop(), sender.stop(), housekeeper.stop(), resubmissions.stop()]);
      await ownership.close();
    },
  };
}

async function startWeb(
  desk: Desk,
  config: Config,
  watch: MailboxWatch | null,
): Promise<{ server: FastifyInstance; url: string; setupUrl: string | null }> {
  const server = await buildServer(desk, {
    publicUrl: config.publicUrl,
    trustedProxies: config.trustedProxies,
    sandbox: config.sandbox,
    settingsFinder: systemFinder(config.settingsDirectory),
    version: productVersion(),
    pageFolder: fileURLToPath(new URL('../web/dist', import.meta.url)),
    listening: () => watch?.live.listening ?? new Set(),
  });
  await server.listen({ host: config.host, port: config.port });
  const address = server.server.address();
  const port = typeof address === 'object' && address ? address.port : config.port;
  const url = config.port === 0 ? localUrl(config.host, port) : config.publicUrl;
  return { server, url, setupUrl: await makeSetupLink(desk, url) };
}
