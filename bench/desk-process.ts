// A desk in a process of its own, as in operation. Started by `startDeskProcess`; sends address and cookie, ends when its parent does.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { isEntry } from '../scripts/entry.ts';
import { startDesk } from '../tests/support/running.ts';

type Access = { url: string; cookie: string };

/** A desk that runs beside the bench, with an administrator signed in. */
export type DeskProcess = Access & {
  pid: number;
  /** Calls the API; throws unless the answer is 2xx. */
  call<T>(method: string, path: string, body?: unknown): Promise<T>;
  stop(): Promise<void>;
};

if (isEntry(import.meta.url)) await run();

async function run(): Promise<void> {
  const desk = await startDesk();
  process.once('disconnect', () => void desk.stop().then(() => process.exit()));
  process.send?.({ url: desk.url, cookie: desk.cookie } satisfies Access);
}

/** Starts a desk with an empty data folder. */
export async function startDeskProcess(): Promise<DeskProcess> {
  const child = fork(new URL('desk-process.ts', import.meta.url), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const [{ url, cookie }] = (await once(child, 'message')) as [Access];
  return {
    url,
    cookie,
    pid: child.pid ?? 0,
    call: async <T>(method: string, path: string, body?: unknown) => {
      const json = body === undefined ? {} : { body: JSON.stringify(body) };
      const type = body === undefined ? {} : { 'content-type': 'application/json' };
      const answer = await fetch(`${url}${path}`, { method, headers: { cookie, ...type }, ...json });
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
      const text = await answer.text();
      return (text === '' ? undefined : JSON.parse(text)) as T;
    },
    stop: async () => {
      child.disconnect();
      await once(child, 'exit');
    },
  };
}
