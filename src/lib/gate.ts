/** Runs the work when there is a place for it. Throws the signal's reason if that aborts while it waits for one. */
export type Gate = <T>(work: () => Promise<T>, signal?: AbortSignal) => Promise<T>;

/**
 * Lets `width` pieces of work run at a time; the others wait in order. One that takes longer than `patienceMs` goes on without its place: work that
 * hangs slows the others down for so long and no longer.
 */
export function gate(width: number, patienceMs: number): Gate {
  let free = width;
  const queue: (() => void)[] = [];
  const giveBack = () => {
    const next = queue.shift();
    if (next) next();
    else free += 1;
  };
  return async (work, signal) => {
    if (free > 0) free -= 1;
    else await waitInLine(queue, signal);
    let held = true;
    const leave = () => {
      if (held) giveBack();
      held = false;
    };
    const timer = setTimeout(leave, patienceMs);
    try {
      return await work();
    } finally {
      clearTimeout(timer);
      leave();
    }
  };
}

function waitInLine(queue: (() => void)[], signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const begin = () => {
      signal?.removeEventListener('abort', giveUp);
      resolve();
    };
    const giveUp = () => {
      queue.splice(queue.indexOf(begin), 1);
      reject(signal?.reason as Error);
    };
    if (signal?.aborted) return reject(signal.reason as Error);
    signal?.addEventListener('abort', giveUp, { once: true });
    queue.push(begin);
  });
}
