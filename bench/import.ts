// Import of the corpus from Dovecot: node bin/run.js bench/import.ts [--count N] [--rounds N]
import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startDovecot } from '../tests/support/servers/dovecot.ts';
import { startPostgres } from '../tests/support/servers/postgres.ts';
import { defaultCorpus, makeCorpus } from './corpus.ts';
import type { ImportJob, ImportResult } from './import-worker.ts';
import { median, table } from './report.ts';

const { values } = parseArgs({
  options: {
    count: { type: 'string' },
    rounds: { type: 'string' },
    full: { type: 'boolean', default: false },
  },
});
const count = Number(values.count ?? (values.full ? 5000 : 500));
const rounds = Number(values.rounds ?? 5);
const kinds = ['bare', 'sqlite', 'postgres'] as const;
type Kind = (typeof kinds)[number];

const folder = await mkdtemp(join(tmpdir(), 'poststelle-bench-'));
const corpus = join(folder, 'corpus');
makeCorpus({ ...defaultCorpus, out: corpus, count, line: 'crlf' });
const { mails } = JSON.parse(readFileSync(join(corpus, 'manifest.json'), 'utf8')) as {
  mails: { file: string; reply: string | null }[];
};
const replies = mails.filter(({ reply }) => reply !== null).length;
const dovecot = await startDovecot();
const postgres = await startPostgres();
const results: Record<Kind, ImportResult[]> = { bare: [], sqlite: [], postgres: [] };
try {
  for (let round = 0; round < rounds; round++) {
    for (const kind of kinds) {
      await fill();
      const job: ImportJob = {
        kind: kind === 'bare' ? 'bare' : 'desk',
        dataDir: await mkdtemp(join(folder, 'data-')),
        databaseUrl: kind === 'postgres' ? await postgres.createDatabase() : '',
        port: dovecot.imapPort,
        user: 'support@helpdesk.test',
        password: 'pass-support',
        count,
      };
      results[kind].push(await measured(job));
    }
  }
} finally {
  await dovecot.stop();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}
report();

/** Puts the whole corpus into the mailbox, which the run before emptied. */
async function fill(): Promise<void> {
  for (const [index, { file }] of mails.entries()) {
    const receivedAt = new Date(Date.now() - 3_600_000 + index * 1000);
    await dovecot.deliver('support@helpdesk.test', readFileSync(join(corpus, file)), { receivedAt });
  }
}

async function measured(job: ImportJob): Promise<ImportResult> {
  const child = fork(new URL('import-worker.ts', import.meta.url), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  child.send(job);
  return new Promise((resolve, reject) => {
    child.once('message', (result) => resolve(result as ImportResult));
    child.once('exit', (code) => reject(new Error(`the measured process ended with ${code}`)));
  });
}

function report(): void {
  const row = (kind: Kind) => ({
    kind,
    mailsPerSecond: median(results[kind].map(({ seconds }) => count / seconds)),
    cpuMsPerMail: median(results[kind].map(({ cpuMs }) => cpuMs / count)),
    peakMb: median(results[kind].map(({ peakMb }) => peakMb)),
    repliesInTheirTicket: results[kind].at(-1)?.threaded ?? null,
  });
  const rows = kinds.map(row);
  const bare = rows[0]?.mailsPerSecond ?? 1;
  console.log(
    table(
      ['way', 'mails/s', 'of bare', 'CPU ms/mail', 'peak RSS MB', `replies filed (of ${replies})`],
      rows.map((r) => [
        r.kind,
        r.mailsPerSecond.toFixed(0),
        `${((100 * r.mailsPerSecond) / bare).toFixed(0)} %`,
        r.cpuMsPerMail.toFixed(2),
        r.peakMb.toFixed(0),
        String(r.repliesInTheirTicket ?? '–'),
      ]),
    ),
  );
  console.log(JSON.stringify({ bench: 'import', count, rounds, replies, rows }));
}
