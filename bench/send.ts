// A full outbox drained to an SMTP server on this machine: node bin/run.js bench/send.ts [--count N] [--rounds N] [--full]
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startPostgres } from '../tests/support/servers/postgres.ts';
import { median, table } from './report.ts';
import type { SendJob, SendResult } from './send-worker.ts';

const { values } = parseArgs({
  options: {
    count: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    full: { type: 'boolean', default: false },
  },
});
const count = Number(values.count ?? (values.full ? 5000 : 500));
const kinds = ['sqlite', 'postgres'] as const;

const start = (file: string) =>
  fork(new URL(file, import.meta.url), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
const folder = await mkdtemp(join(tmpdir(), 'poststelle-send-'));
const postgres = await startPostgres();
const sink = start('smtp-sink.ts');
const [port] = (await once(sink, 'message')) as [number];
const results: Record<(typeof kinds)[number], SendResult[]> = { sqlite: [], postgres: [] };
try {
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const kind of kinds) {
      const databaseUrl = kind === 'postgres' ? await postgres.createDatabase() : '';
      const worker = start('send-worker.ts');
      worker.send({ dataDir: await mkdtemp(join(folder, 'data-')), databaseUrl, port, count } satisfies SendJob);
      const [result] = (await once(worker, 'message')) as [SendResult];
      results[kind].push(result);
    }
  }
  sink.send('how many');
  const [taken] = (await once(sink, 'message')) as [number];
  const expected = count * kinds.length * Number(values.rounds);
  if (taken !== expected) throw new Error(`the server took ${taken} of ${expected} mails`);
} finally {
  sink.disconnect();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}
const rows = kinds.map((kind) => ({
  kind,
  mailsPerSecond: median(results[kind].map(({ seconds }) => count / seconds)),
  cpuMsPerMail: median(results[kind].map(({ cpuMs }) => cpuMs / count)),
}));
console.log(
  table(
    ['database', 'mails/s', 'CPU ms/mail'],
    rows.map((row) => [row.kind, row.mailsPerSecond.toFixed(0), row.cpuMsPerMail.toFixed(2)]),
  ),
);
console.log(JSON.stringify({ bench: 'send', count, rounds: Number(values.rounds), rows }));
