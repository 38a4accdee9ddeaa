/** Something that can be rung to end waits early. A ring while nobody waits is kept for the next wait. */
export type Alarm = {
  ring(): void;
  /** Resolves after `ms`, at a ring, or when the signal aborts. Never rejects. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
  /** A signal that aborts at a ring or with `signal`; `done` must be called afterwards. For waits that take a signal. */
  signal(signal: AbortSignal): { signal: AbortSignal; done(): void };
};

export function newAlarm(): Alarm {
  let rung = false;
  const sleepers = new Set<() => void>();
  const ring = () => {
    rung = sleepers.size === 0;
    for (const wake of sleepers) wake();
  };
  const listen = (wake: () => void, signal: AbortSignal): (() => void) => {
    const onAbort = () => wake();
    signal.addEventListener('abort', onAbort);
    sleepers.add(wake);
    if (rung || signal.aborted) queueMicrotask(wake);
    rung = false;
    return () => {
      sleepers.delete(wake);
      signal.removeEventListener('abort', onAbort);
    };
  };
  return {
    ring,
    wait: async (ms, signal) => {
      let stop = () => {};
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        const unlisten = listen(resolve, signal);
        stop = () => {
          clearTimeout(timer);
          unlisten();
        };
      });
      stop();
    },
    signal: (outer) => {
      const controller = new AbortController();
      const done = listen(() => controller.abort(), outer);
      return { signal: controller.signal, done };
    },
  };
}
