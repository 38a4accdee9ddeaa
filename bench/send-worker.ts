// A desk in a process of its own that drains a full outbox. Started by send.ts.
import { randomBytes } from 'node:crypto';
import type { Desk } from '../src/flows/desk.ts';
import { createMailbox } from '../src/flows/mailboxes.ts';
import { sendOutbound } from '../src/jobs/send-outbound.ts';
import { composeMessage } from '../src/mail/compose.ts';
import { loadIdentity } from '../src/store/identity.ts';
import { openStore } from '../src/store/open.ts';
import { insertOutbound } from '../src/store/outbound.ts';
import { transact } from '../src/store/transact.ts';
import { draftOf } from '../tests/support/desk.ts';
import { quietLog } from '../tests/support/log.ts';
import { addTicket } from '../tests/support/rows.ts';
import { eventually } from '../tests/support/servers/mail.ts';

export type SendJob = { dataDir: string; databaseUrl: string; port: number; count: number };
export type SendResult = { seconds: number; cpuMs: number };

process.once('message', (job: SendJob) => {
  void drain(job).then((result) => process.send?.(result, () => process.exit()));
});

async function drain({ dataDir, databaseUrl, port, count }: SendJob): Promise<SendResult> {
  const store = await openStore({ dataDir, databaseUrl });
  const ring = { current: 'k', keys: new Map([['k', randomBytes(32)]]) };
  const identity = await loadIdentity(store.db, ring);
  const clock = () => new Date();
  const desk: Desk = { store, ring, identity, clock, log: quietLog, dataDir, maxMailBytes: 50 * 1024 * 1024 };
  const mailboxId = await createMailbox(desk, null, 'outgoing', {
    name: 'Bench',
    protocol: 'smtp',
    host: '127.0.0.1',
    port,
    encryption: 'none',
    senderAddress: 'support@bench.test',
  });
  for (let n = 0; n < count; n++) await queue(desk, mailboxId, n);
  const begun = performance.now();
  const cpu = process.cpuUsage();
  const sender = sendOutbound(desk);
  const left = () => store.db.selectFrom('outbound').select('id').where('state', '<>', 'sent').limit(1).execute();
  await eventually('the empty outbox', async () => ((await left()).length === 0 ? true : undefined), 600_000);
  const used = process.cpuUsage(cpu);
  const seconds = (performance.now() - begun) / 1000;
  await sender.stop();
  await store.close();
  return { seconds, cpuMs: (used.user + used.system) / 1000 };
}

/** Puts an answer of about 4 kB on a ticket of its own into the outbox, due now. */
async function queue(desk: Desk, mailboxId: number, n: number): Promise<void> {
  const { ticketId } = await addTicket(desk.store, { subject: `Frage ${n}` });
  const draft = draftOf(
    { subject: `Antwort ${n}`, text: 'Eine Zeile der Antwort, wie man sie schreibt.\n'.repeat(80) },
    new Date(),
  );
  const { raw } = composeMessage(draft);
  const blob = await desk.store.blobs.put(raw);
  const now = desk.clock().getTime();
  await transact(desk.store, (trx) =>
    insertOutbound(trx, {
      entryId: null,
      ticketId,
      mailboxId,
      blob,
      size: raw.length,
      mailFrom: 'support@bench.test',
      messageId: draft.messageId,
      subject: draft.subject,
      recipients: [`kunde${n}@kunde.example`],
      dueAt: now,
      undo: null,
      now,
    }),
  );
}
