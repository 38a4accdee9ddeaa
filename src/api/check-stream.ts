import { PassThrough } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { checkMailbox } from '../flows/check-mailbox.ts';
import type { Desk } from '../flows/desk.ts';
import { asFailure } from '../lib/failure.ts';
import type { checkMailboxSchema } from './contract/mailboxes.ts';

/**
 * Tests a mailbox while the answer is already under way: one JSON line per step as it happens, the result as the last line. When the page hangs up,
 * the test is cancelled, so that nothing goes on signing in that nobody watches.
 */
export async function streamCheck(
  desk: Desk,
  input: z.output<typeof checkMailboxSchema>,
  answer: FastifyReply,
): Promise<void> {
  const lines = new PassThrough();
  const gone = new AbortController();
  answer.raw.once('close', () => gone.abort());
  const write = (line: object) => {
    if (!lines.writableEnded) lines.write(`${JSON.stringify(line)}\n`);
  };
  // Proxies that gather an answer before passing it on would spoil the point of it.
  await Promise.all([
    answer.header('x-accel-buffering', 'no').type('application/x-ndjson; charset=utf-8').send(lines),
    runCheck(desk, input, write, gone.signal).finally(() => lines.end()),
  ]);
}

async function runCheck(
  desk: Desk,
  input: z.output<typeof checkMailboxSchema>,
  write: (line: object) => void,
  signal: AbortSignal,
): Promise<void> {
  try {
    write({ end: true, ...(await checkMailbox(desk, input, write, signal)) });
  } catch (thrown) {
    const { code, params, problems } = asFailure(thrown);
    if (code === 'internal') desk.log.error({ error: thrown }, 'a mailbox test failed unexpectedly');
    write({ end: true, ok: false, failure: { code, params }, ...(problems ? { problems } : {}) });
  }
}
