import type { Socket } from 'node:net';
import { Failure } from '../lib/failure.ts';
import { lineFailure, type Target } from './line-failures.ts';

/** A line of a reply may have 512 bytes (RFC 2449 §4); real servers write more, but none writes this much. */
const maxLineBytes = 64 * 1024;

/** A content line longer than this is handed out in pieces. */
const pieceBytes = 64 * 1024;

/**
 * Reads lines from a socket as they are asked for, and lets the server wait meanwhile. Every wait ends with a Failure when the line breaks or nothing
 * comes for `quietMs`. `release` hands the socket over, as STLS needs it.
 */
export function readReplies(socket: Socket, target: Target, quietMs: number) {
  let left: Buffer = Buffer.alloc(0);
  let broken: Failure | undefined;
  let wake: (() => void) | undefined;
  const breakWith = (failure: Failure) => {
    broken ??= failure;
    wake?.();
  };
  const onReadable = () => wake?.();
  const onError = (error: Error) => breakWith(lineFailure(error, target));
  const onEnd = () => breakWith(lineFailure(new Error('closed by the server'), target));
  socket.on('readable', onReadable).on('error', onError).on('end', onEnd).on('close', onEnd);

  const more = async (): Promise<void> => {
    const timer = setTimeout(() => {
      const { host, port } = target;
      breakWith(new Failure('connection-timeout', { temporary: true, params: { host, port } }));
      socket.destroy();
    }, quietMs);
    try {
      for (;;) {
        const chunk = socket.read() as Buffer | null;
        if (chunk) {
          left = left.length === 0 ? chunk : Buffer.concat([left, chunk]);
          return;
        }
        if (broken) throw broken;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    } finally {
      clearTimeout(timer);
      wake = undefined;
    }
  };
  const take = async (enough: number): Promise<Buffer> => {
    for (let searched = 0; ; ) {
      const end = left.indexOf(0x0a, searched);
      if (end < 0 && left.length < enough) {
        searched = left.length;
        await more();
        continue;
      }
      const taken = left.subarray(0, end < 0 ? left.length : end + 1);
      left = left.subarray(taken.length);
      return taken;
    }
  };
  return {
    /** The next line without its CRLF (or LF). The bytes are valid until the next call. */
    line: async (): Promise<Buffer> => {
      const line = await take(maxLineBytes);
      if (line.at(-1) !== 0x0a) throw new Failure('reply-too-large', { params: { host: target.host } });
      return line.subarray(0, line.at(-2) === 0x0d ? -2 : -1);
    },
    /** The next line with its end, or a first part of it if it is very long. The bytes are valid until the next call. */
    piece: (): Promise<Buffer> => take(pieceBytes),
    /** True if the server said something that nobody has read: before STLS that is an intruder's (RFC 2595 §4). */
    hasUnread: () => left.length > 0 || socket.readableLength > 0,
    /** Stops the line from here with a reason of our own. */
    breakWith,
    release: () => {
      socket.off('readable', onReadable).off('error', onError).off('end', onEnd).off('close', onEnd);
    },
  };
}
