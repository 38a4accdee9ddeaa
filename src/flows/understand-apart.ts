import { createHash, hash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { Failure } from '../lib/failure.ts';
import { contentHash } from '../mail/content-hash.ts';
import { type LargePart, setAsideLargeParts } from '../mail/large-parts.ts';
import type { Attachment } from '../mail/message.ts';
import { decodeSlices, decodeTransfer } from '../mail/transfer-encoding.ts';
import type { SlicedBlob } from '../store/blobs.ts';
import { understand, type Understood } from './understand.ts';

/** Up to this size reading takes a few milliseconds at the worst; a thread would cost more. */
const apartFromBytes = 1024 * 1024;
/**
 * For the thread. A mail of the largest size is read in about a second; one that takes this long is hostile. The heap is enough for a mail of the largest
 * size, and not enough to endanger the process.
 */
const usualLimits = { timeMs: 60_000, heapMb: 1024 };
type Limits = typeof usualLimits;

/**
 * Understands a mail without holding up the process or holding it in memory twice. Large files stay where they are in `raw` and are decoded piece by
 * piece; what is left is read here if it is small, else, or `always`, in a thread with limits on time and memory. `raw` must not be changed while the
 * answer is used, and its bytes may be gone if the whole of it had to go to the thread. Throws Failure `mail-unreadable` when a limit was reached; the raw mail stays stored.
 */
export async function understandApart(
  raw: Buffer,
  { always = false, limits = usualLimits }: { always?: boolean | undefined; limits?: Limits } = {},
): Promise<Understood> {
  const readsHere = (bytes: Buffer) => !always && bytes.length < apartFromBytes;
  if (readsHere(raw)) return understand(raw);
  const { rest, parts } = setAsideLargeParts(raw);
  const files = await Promise.all(parts.map(fileOf));
  if (parts.length === 0 || files.includes(null)) return inThread(raw, limits);
  const understood = readsHere(rest) ? understand(rest) : await inThread(rest, limits);
  return withFiles(understood, files as LargeFile[]) ?? inThread(raw, limits);
}

/** A file left in its mail: how to recognise its stand-in, and what it really is. */
type LargeFile = SlicedBlob & { part: LargePart; standIn: string };

/** Reads a file once, for its size and hash; null if it cannot be decoded piece by piece. */
async function fileOf(part: LargePart): Promise<LargeFile | null> {
  const slices = () => decodeSlices(part.body, part.encoding);
  const sha256 = createHash('sha256');
  let size = 0;
  const read = slices();
  for (let next = read.next(); ; next = read.next()) {
    if (next.done === true) {
      return next.value
        ? { part, standIn: hash('sha256', part.standIn), size, sha256: sha256.digest('hex'), slices }
        : null;
    }
    sha256.update(next.value);
    size += next.value.length;
    await nextTurn();
  }
}

/** Puts each file in the place of its stand-in; null if one is not there exactly once, because the mail is built in an unusual way. */
function withFiles(understood: Understood, files: readonly LargeFile[]): Understood | null {
  const byStandIn = new Map(files.map((file) => [file.standIn, file]));
  const found = understood.message.attachments.map(({ sha256 }) => byStandIn.get(sha256) ?? null);
  const inPlace = found.filter((file) => file !== null);
  if (inPlace.length !== files.length || new Set(inPlace).size !== files.length) return null;
  const attachments = understood.message.attachments.map((attachment, index) => {
    const file = found[index];
    return file ? largeAttachment(attachment, file) : attachment;
  });
  const message = { ...understood.message, attachments };
  const contents = understood.contents.map((content, index) => found[index] ?? content);
  return { ...understood, message, contents, contentHash: contentHash(message) };
}

function largeAttachment({ name, type, inline, contentId }: Attachment, { part, size, sha256 }: LargeFile): Attachment {
  // Whoever asks for the content gets it, but only then is it in memory.
  const content = () => decodeTransfer(part.body, part.encoding).content;
  return {
    name,
    type,
    inline,
    contentId,
    size,
    sha256,
    get content() {
      return content();
    },
  };
}

/** In a thread of its own. Takes the buffer over: its bytes may be gone afterwards. */
async function inThread(raw: Buffer, limits: Limits): Promise<Understood> {
  const worker = new Worker(new URL('./understand-worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: limits.heapMb, maxYoungGenerationSizeMb: 8 },
  });
  try {
    return await answerOf(worker, raw, limits);
  } finally {
    await worker.terminate();
  }
}

function answerOf(worker: Worker, raw: Buffer, { timeMs }: Limits): Promise<Understood> {
  return new Promise((resolve, reject) => {
    const unreadable = (detail: string, cause?: unknown) => reject(new Failure('mail-unreadable', { detail, cause }));
    const timer = setTimeout(() => unreadable(`not read within ${timeMs} ms`), timeMs);
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
