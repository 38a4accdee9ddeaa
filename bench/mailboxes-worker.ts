// A desk with many idle mailboxes in a process of its own, page and worker as in operation. Started by mailboxes.ts.
import { setTimeout as pause } from 'node:timers/promises';
import type { Mailbox } from '../src/api/contract/mailboxes.ts';
import { startDesk } from '../tests/support/running.ts';

export type MailboxesJob = { count: number; port: number; seconds: number; intervalMinutes: number };
export type MailboxesResult = {
  emptyMb: number;
  connectSeconds: number;
  peakMb: number;
  idleMb: number;
  cpuPercent: number;
  runs: number;
};

process.once('message', (job: MailboxesJob) => {
  void measure(job).then((result) => {
    process.send?.(result, () => process.exit());
  });
});

async function measure({ count, port, seconds, intervalMinutes }: MailboxesJob): Promise<MailboxesResult> {
  const desk = await startDesk();
  const emptyMb = rssMb();
  const deskSettings = { name: 'Bench', locale: 'de', ticketKeyword: 'TicketID', undoSeconds: 0 };
  await desk.call('PUT', '/api/desk', { ...deskSettings, fetchStopped: true });
  for (let n = 0; n < count; n++) {
    const values = {
      name: `Postfach ${n}`,
      protocol: 'imap',
      host: '127.0.0.1',
      port,
      encryption: 'none',
      username: `box${n}@bench.test`,
      password: 'secret',
      mailboxAddresses: [`box${n}@bench.test`],
      createContact: true,
      intervalMinutes,
    };
    await desk.call('POST', '/api/mailboxes', { direction: 'incoming', values });
  }
  const begun = performance.now();
  await desk.call('PUT', '/api/desk', { ...deskSettings, fetchStopped: false });
  const rows = async () => (await desk.call<{ rows: Mailbox[] }>('GET', '/api/mailboxes')).rows;
  while ((await rows()).filter(({ listening }) => listening).length < count) await pause(500);
  const connectSeconds = (performance.now() - begun) / 1000;
  await pause(5_000);
  const runsBefore = await runCount(desk.call, await rows());
  const cpu = process.cpuUsage();
  const from = performance.now();
  await pause(seconds * 1000);
  const used = process.cpuUsage(cpu);
  const wallMs = performance.now() - from;
  const idleMb = rssMb();
  const runs = (await runCount(desk.call, await rows())) - runsBefore;
  const cpuPercent = (used.user + used.system) / 10 / wallMs;
  const peakMb = process.resourceUsage().maxRSS / 1024;
  await desk.stop();
  return { emptyMb, connectSeconds, peakMb, idleMb, cpuPercent, runs };
}

/** Runs of all mailboxes so far, from the newest run number of some of them. */
async function runCount(
  call: <T>(method: string, where: string) => Promise<T>,
  rows: readonly Mailbox[],
): Promise<number> {
  const asked = rows.slice(0, 10);
  let runs = 0;
  for (const { id } of asked) {
    const answer = await call<{ rows: { number: number }[] }>('GET', `/api/mailboxes/${id}/runs`);
    runs += answer.rows[0]?.number ?? 0;
  }
  return Math.round((runs / asked.length) * rows.length);
}

const rssMb = () => process.memoryUsage().rss / 1024 / 1024;
