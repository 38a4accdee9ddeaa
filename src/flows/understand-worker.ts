// Reads one large mail in a thread of its own; started by understand-apart.ts with the bytes as its only message.
import { parentPort } from 'node:worker_threads';
import { understand } from './understand.ts';

parentPort?.once('message', (raw: Uint8Array) => {
  const understood = understand(raw);
  // Moved, not copied: attachments are most of a large mail, and may be views of one buffer. Small ones lie in Node's pool, which cannot be moved.
  const buffers = new Set(understood.message.attachments.map(({ content }) => content.buffer));
  const moved = [...buffers].filter((buffer) => buffer instanceof ArrayBuffer && buffer.byteLength > Buffer.poolSize);
  parentPort?.postMessage(understood, moved as ArrayBuffer[]);
});
