import { Worker } from 'node:worker_threads';
import { Failure } from '../lib/failure.ts';
import { understand, type Understood } from './understand.ts';

/** Up to this size reading takes a few milliseconds at the worst; a thread would cost more. */
const apartFromBytes = 1024 * 1024;
/** A mail of the largest size is read in about a second; one that takes this long is hostile. */
const timeLimitMs = 60_000;
/** For the thread: enough for a mail of the largest size, not enough to endanger the process. */
const heapLimitMb = 1024;

/**
 * Understands a mail without holding up the process: a large one in a thread with limits on time and memory. Takes the buffer over: its bytes may be gone
 * afterwards. Throws Failure `mail-unreadable` when a limit was reached; the raw mail stays stored.
 */
export async function understandApart(raw: Buffer): Promise<Understood> {
  if (raw.length < apartFromBytes) return understand(raw);
  const worker = new Worker(new URL('./understand-worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: heapLimitMb, maxYoungGenerationSizeMb: 8 },
  });
  try {
    return await answerOf(worker, raw);
  } finally {
    await worker.terminate();
  }
}

function answerOf(worker: Worker, raw: Buffer): Promise<Understood> {
  return new Promise((resolve, reject) => {
    const unreadable = (detail: string, cause?: unknown) => reject(new Failure('mail-unreadable', { detail, cause }));
    const timer = setTimeout(() => unreadable(`not read within ${timeLimitMs} ms`), timeLimitMs);
    worker.once('message', (understood: Understood) => resolve(understood));
    worker.once('error', (error) => unreadable(error.message, error));
    worker.once('exit', () => {
      clearTimeout(timer);
      unreadable('the reading thread ended early');
    });
    // A buffer that is alone in its memory is moved; a slice of a shared one must be copied.
    const whole = raw.byteLength === raw.buffer.byteLength && raw.buffer instanceof ArrayBuffer;
    worker.postMessage(raw, whole ? [raw.buffer] : []);
  });
}
