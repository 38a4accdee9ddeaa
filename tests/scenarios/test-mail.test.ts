import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { describe, expect, test } from 'vitest';
import { checkMailbox } from '../../src/flows/check-mailbox.ts';
import { defaultValues } from '../../src/settings/field.ts';
import { outgoingMailbox } from '../../src/settings/outgoing-mailbox.ts';
import { deskFor } from '../support/desk.ts';
import { dialects } from '../support/stores.ts';

describe.each(dialects)('the mail of a connection test on %s', (dialect) => {
  const desk = deskFor(dialect);

  test('says that a machine wrote it, and is no ticket wherever it comes back, also without these words', async () => {
    const server = await keepingServer();
    const values = {
      ...defaultValues(outgoingMailbox),
      host: '127.0.0.1',
      port: server.port,
      encryption: 'none',
      senderAddress: 'versand@anderswo.example',
    };
    // To an address of the desk's own, as whoever is in a hurry would.
    const input = { direction: 'outgoing', values, recipient: 'support@sandbox.example' } as const;
    expect(await checkMailbox(desk().desk, input, () => undefined, new AbortController().signal)).toEqual({ ok: true });
    const [raw = ''] = server.kept;
    await server.close();
    expect(raw).toMatch(/^From: .*versand@anderswo\.example/m);
    expect(raw).toMatch(/^Auto-Submitted: auto-generated\r$/m);
    expect(raw).toMatch(/^X-Auto-Response-Suppress: All\r$/m);
    const stripped = raw.replace(/^(?:Auto-Submitted|X-[\w-]+): [^\n]*\n/gim, '');
    expect(stripped).not.toContain('Auto-Submitted');
    for (const mail of [raw, stripped]) {
      const arrived = await desk().arrives(Buffer.from(mail));
      expect(arrived).toMatchObject({ state: 'unfiled', ticketId: null });
      expect(arrived.trace.map(({ key }) => key)).toContain('ownMailUnknown');
    }
  });
});

/** An SMTP server that keeps what it takes. */
async function keepingServer(): Promise<{ port: number; kept: string[]; close(): Promise<void> }> {
  const kept: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData: (stream, _session, done) => {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => pieces.push(piece));
      stream.on('end', () => {
        kept.push(Buffer.concat(pieces).toString());
        done();
      });
    },
  });
  const listening = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', () => listening.resolve());
  await listening.promise;
  const { port } = server.server.address() as AddressInfo;
  return { port, kept, close: () => new Promise((resolve) => server.close(() => resolve())) };
}
