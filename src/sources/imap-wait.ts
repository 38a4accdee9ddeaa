import type { ImapConnection } from '../net/imap-connection.ts';
import type { Waited } from './source.ts';

/** Remembers whether the server told of new mail since `clear`. */
export type News = { clear: () => void; there: () => boolean; onNews: (tell: (() => void) | undefined) => void };

/** Listens on the connection from now on: the server may tell of new mail while any command runs. */
export function watchForNews(connection: ImapConnection): News {
  let there = false;
  let tell: (() => void) | undefined;
  connection.on('exists', ({ count, prevCount }: { count: number; prevCount: number }) => {
    if (count <= prevCount) return;
    there = true;
    tell?.();
  });
  return {
    clear: () => {
      there = false;
    },
    there: () => there,
    onNews: (listener) => {
      tell = listener;
    },
  };
}

/** Waits for new mail in IDLE (RFC 2177); see Source.wait. */
export async function waitForNews(
  connection: ImapConnection,
  news: News,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Waited> {
  if (!connection.usable) return 'closed';
  if (news.there()) return 'changed';
  const ended = Promise.withResolvers<Waited>();
  const timer = setTimeout(() => ended.resolve('timeout'), timeoutMs);
  const onAbort = () => ended.resolve('timeout');
  const onClose = () => ended.resolve('closed');
  signal.addEventListener('abort', onAbort);
  connection.once('close', onClose);
  news.onNews(() => ended.resolve('changed'));
  if (signal.aborted) onAbort();
  // Without IDLE the library asks with NOOP every two minutes, which does the same more slowly. It renews IDLE by itself. Why it ended, the close tells, or
  // the next command does; where IDLE is refused, the time is waited out.
  else connection.idle().catch(() => undefined);
  const waited = await ended.promise;
  clearTimeout(timer);
  signal.removeEventListener('abort', onAbort);
  connection.off('close', onClose);
  news.onNews(undefined);
  // The IDLE goes on until the next command ends it.
  return connection.usable ? waited : 'closed';
}
