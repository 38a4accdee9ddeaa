import { hostname } from 'node:os';
import type { Desk } from '../flows/desk.ts';
import { newAlarm } from '../lib/alarm.ts';
import { randomToken } from '../lib/id.ts';
import { forgetProcesses, type ProcessRow, showProcess } from '../store/processes.ts';
import { transact } from '../store/transact.ts';

/** How often a process says that it runs. */
const everyMs = 60_000;
const forgottenMs = 24 * 3600_000;

/** Shows this process on the system page until it is stopped. That it cannot is no reason to end: whatever hinders it hinders all else, too. */
export function showThisProcess(desk: Desk, roles: ProcessRow['roles'], version: string): { stop(): Promise<void> } {
  const stop = new AbortController();
  const never = newAlarm();
  const startedAt = desk.clock().getTime();
  const id = randomToken();
  const { pid, version: node } = process;
  const quietly = (work: Promise<void>) =>
    work.catch((thrown: unknown) => desk.log.debug({ detail: String(thrown) }, 'the process could not be noted'));
  const loop = (async () => {
    while (!stop.signal.aborted) {
      const seenAt = desk.clock().getTime();
      const row = {
        id,
        host: hostname(),
        pid,
        roles,
        version,
        node,
        startedAt,
        seenAt,
        memory: process.memoryUsage.rss(),
      };
      await quietly(transact(desk.store, (trx) => showProcess(trx, row)));
      await never.wait(everyMs, stop.signal);
    }
    const before = desk.clock().getTime() - forgottenMs;
    await quietly(transact(desk.store, (trx) => forgetProcesses(trx, id, before)));
  })();
  return {
    stop: async () => {
      stop.abort();
      await loop;
    },
  };
}
