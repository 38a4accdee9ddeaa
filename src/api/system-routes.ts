import { sleep } from '../lib/clock.ts';
import { blobUse } from '../store/disk.ts';
import type { Desk } from '../flows/desk.ts';
import type { Api, App } from './app.ts';
import { systemSchema } from './contract/system.ts';
import { storageWatch } from './health.ts';
import { languageOf } from './language.ts';
import { type Around, systemAnswer } from './system-answer.ts';

/** Every file is looked at for it: not more often than this. */
const countedEveryMs = 15 * 60_000;

/** How the desk runs; administrators only. */
export function systemRoutes(app: App, { desk, options }: Api): void {
  const storage = storageWatch(desk);
  const blobs = blobMeter(desk);
  app.get(
    '/api/system',
    { config: { right: 'administer' }, schema: { response: { 200: systemSchema } } },
    async (request) => {
      const around = { version: options.version, storageFailure: await storage(), blobs: await blobs() };
      return systemAnswer(desk, await languageOf(request, desk), around);
    },
  );
}

/** What the blobs take, counted now and then; who asks waits for it a moment at most and gets what was counted before, or null. */
function blobMeter(desk: Desk): () => Promise<Around['blobs']> {
  let last: Around['blobs'] = null;
  let counting: Promise<void> | null = null;
  return async () => {
    const now = desk.clock().getTime();
    if (!counting && (last === null || now - last.at > countedEveryMs))
      counting = blobUse(desk.dataDir)
        .then((used) => {
          last = { ...used, at: now };
        })
        .catch((error: unknown) => desk.log.warn({ error }, 'the blobs could not be counted'))
        .finally(() => {
          counting = null;
        });
    if (counting && last === null) {
      const moment = new AbortController();
      await Promise.race([counting, sleep(300, moment.signal)]);
      moment.abort();
    }
    return last;
  };
}
