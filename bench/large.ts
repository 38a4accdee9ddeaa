// Memory for one large mail from Dovecot to its ticket: node bin/run.js bench/large.ts [--megabytes N] [--rounds N]
import { fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { composeMessage } from '../src/mail/compose.ts';
import { startDovecot } from '../tests/support/servers/dovecot.ts';
import type { ImportJob, ImportResult } from './import-worker.ts';
import { median, table } from './report.ts';

const { values } = parseArgs({
  options: { megabytes: { type: 'string', default: '50' }, rounds: { type: 'string', default: '5' } },
});
const megabytes = Number(values.megabytes);
// Base64 makes 4 of 3: two attachments that fill the size together.
const attachmentBytes = Math.floor(((megabytes * 1024 * 1024) / 2) * 0.73);

const folder = await mkdtemp(join(tmpdir(), 'poststelle-bench-'));
const dovecot = await startDovecot();
const peaks: Record<'small' | 'large', number[]> = { small: [], large: [] };
const seconds: number[] = [];
try {
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const kind of ['small', 'large'] as const) {
      await dovecot.deliver('support@helpdesk.test', mail(kind === 'small' ? 1000 : attachmentBytes));
      const result = await measured(await mkdtemp(join(folder, 'data-')));
      peaks[kind].push(result.peakMb);
      if (kind === 'large') seconds.push(result.seconds);
    }
  }
} finally {
  await dovecot.stop();
  await rm(folder, { recursive: true, force: true });
}
const extraMb = median(peaks.large) - median(peaks.small);
console.log(
  table(
    ['mail', 'peak RSS MB', 'seconds'],
    [
      ['small', median(peaks.small).toFixed(0), '–'],
      [`${megabytes} MB`, median(peaks.large).toFixed(0), median(seconds).toFixed(2)],
      ['extra', extraMb.toFixed(0), ''],
    ],
  ),
);
console.log(
  JSON.stringify({ bench: 'large', megabytes, rounds: Number(values.rounds), extraMb, seconds: median(seconds) }),
);

function mail(bytes: number): Buffer {
  const file = (name: string) => ({ name, type: 'application/octet-stream', content: Buffer.alloc(bytes, name) });
  return composeMessage({
    from: { name: 'Scanner', addr: 'scan@customer.test' },
    to: [{ name: '', addr: 'support@bench.test' }],
    cc: [],
    subject: 'Scan',
    text: 'Two files.',
    messageId: `<${bytes}.${Math.random().toString(36).slice(2)}@customer.test>`,
    date: new Date(),
    attachments: [file('one.bin'), file('two.bin')],
  }).raw;
}

async function measured(dataDir: string): Promise<ImportResult> {
  const child = fork(new URL('import-worker.ts', import.meta.url), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const job: ImportJob = {
    kind: 'desk',
    dataDir,
    databaseUrl: '',
    port: dovecot.imapPort,
    user: 'support@helpdesk.test',
    password: 'pass-support',
    count: 1,
  };
  child.send(job);
  return new Promise((resolve, reject) => {
    child.once('message', (result) => resolve(result as ImportResult));
    child.once('exit', (code) => reject(new Error(`the measured process ended with ${code}`)));
  });
}
