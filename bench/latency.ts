// From delivery to the open page, beside a bare IDLE client on the same mailbox: node bin/run.js bench/latency.ts [--mails N] [--full]
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { ImapFlow } from 'imapflow';
import type { TicketRow } from '../src/api/contract/tickets.ts';
import type { Mailbox } from '../src/api/contract/mailboxes.ts';
import { composeMessage } from '../src/mail/compose.ts';
import { draftOf } from '../tests/support/desk.ts';
import { startDovecot } from '../tests/support/servers/dovecot.ts';
import { eventually, sendMail } from '../tests/support/servers/mail.ts';
import { startDeskProcess } from './desk-process.ts';
import { percentile, table } from './report.ts';

const { values } = parseArgs({
  options: { mails: { type: 'string' }, full: { type: 'boolean', default: false } },
});
const mails = Number(values.mails ?? (values.full ? 300 : 40));
const user = { name: 'support@helpdesk.test', password: 'pass-support' };

const dovecot = await startDovecot();
const desk = await startDeskProcess();
const bare = new ImapFlow({
  host: '127.0.0.1',
  port: dovecot.imapPort,
  secure: false,
  doSTARTTLS: false,
  auth: { user: user.name, pass: user.password },
  logger: false,
});
const stopListening = new AbortController();
/** Milliseconds after the 250 of the LMTP server. */
const told: number[] = [];
const listed: number[] = [];
try {
  await openMailbox();
  const news = openPage(stopListening.signal);
  await bare.connect();
  await bare.mailboxOpen('INBOX');
  let bareAt = 0;
  bare.on('exists', ({ count, prevCount }) => {
    if (count > prevCount) bareAt ||= performance.now();
  });
  void bare.idle();
  for (let n = 0; n < mails; n++) {
    // Not in step with whatever the servers do at intervals.
    await pause(600 + Math.random() * 400);
    const subject = `Mail ${n}`;
    bareAt = 0;
    const { raw } = composeMessage(draftOf({ subject }, new Date()));
    const arrived = news.until(subject);
    const to = { port: dovecot.lmtpPort, protocol: 'lmtp' } as const;
    await sendMail(to, { from: 'carla@kunde.example', to: [user.name], raw });
    const taken = performance.now();
    listed.push((await arrived) - taken);
    told.push((await eventually('the bare client', () => bareAt || undefined)) - taken);
  }
} finally {
  stopListening.abort();
  bare.close();
  await desk.stop();
  await dovecot.stop();
}
const ours = listed.map((ms, index) => ms - (told[index] ?? 0));
const line = (name: string, ms: readonly number[]) => [name, ...[50, 90, 99].map((p) => percentile(ms, p).toFixed(0))];
console.log(
  table(
    ['milliseconds after the 250 of LMTP', 'median', 'p90', 'p99'],
    [line('bare IDLE client is told', told), line('ticket on the open page', listed), line('between the two', ours)],
  ),
);
const figures = (ms: readonly number[]) => ({ median: percentile(ms, 50), p99: percentile(ms, 99) });
const results = { bare: figures(told), page: figures(listed), between: figures(ours) };
console.log(JSON.stringify({ bench: 'latency', mails, ...results }));

async function openMailbox(): Promise<void> {
  const account = { host: '127.0.0.1', port: dovecot.imapPort, encryption: 'none', username: user.name };
  // Not deleted: a mail that comes and goes between two looks of the server is never told to the bare client.
  const after = { afterImport: 'markRead', mailboxAddresses: [user.name], createContact: true };
  const more = { name: 'Bench', protocol: 'imap', password: user.password, ...after };
  await desk.call('POST', '/api/mailboxes', { direction: 'incoming', values: { ...account, ...more } });
  await eventually('IDLE', async () =>
    (await desk.call<{ rows: Mailbox[] }>('GET', '/api/mailboxes')).rows[0]?.listening ? true : undefined,
  );
}

/** What an open page does: hears of a change of tickets, and reads the list again. `until` gives the time at which the list holds the subject. */
function openPage(signal: AbortSignal): { until(subject: string): Promise<number> } {
  let waiting: { subject: string; resolve: (at: number) => void } | undefined;
  const read = async () => {
    const { rows } = await desk.call<{ rows: TicketRow[] }>('GET', '/api/tickets?view=inquiries');
    if (waiting && rows.some(({ subject }) => subject === waiting?.subject)) waiting.resolve(performance.now());
  };
  void (async () => {
    const stream = await fetch(`${desk.url}/api/events`, { headers: { cookie: desk.cookie }, signal });
    for await (const chunk of stream.body ?? []) {
      if (Buffer.from(chunk).includes('"kind":"ticket"')) await read();
    }
  })().catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
  return {
    until: (subject) => new Promise((resolve) => (waiting = { subject, resolve })),
  };
}
