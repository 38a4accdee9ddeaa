// Memory and CPU of a desk with many idle mailboxes, all in IDLE: node bin/run.js bench/mailboxes.ts [--count N] [--seconds N] [--interval minutes] [--full]
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import type { MailboxesJob, MailboxesResult } from './mailboxes-worker.ts';
import { table } from './report.ts';

const { values } = parseArgs({
  options: {
    count: { type: 'string' },
    seconds: { type: 'string' },
    interval: { type: 'string' },
    full: { type: 'boolean', default: false },
  },
});
// Measured a little longer than the interval, so that the runs that serve as a safety net are in the figure: with `--full` as many as in operation,
// in the short way five times as many.
const intervalMinutes = Number(values.interval ?? (values.full ? 5 : 1));
const job = {
  count: Number(values.count ?? (values.full ? 1000 : 300)),
  seconds: Number(values.seconds ?? intervalMinutes * 60 + 10),
  intervalMinutes,
};
const stdio = ['ignore', 'inherit', 'inherit', 'ipc'] as const;
const server = fork(new URL('idle-server.ts', import.meta.url), { stdio: [...stdio] });
const [port] = (await once(server, 'message')) as [number];
const desk = fork(new URL('mailboxes-worker.ts', import.meta.url), { stdio: [...stdio] });
desk.once('exit', () => server.kill());
desk.send({ ...job, port } satisfies MailboxesJob);
const [result] = (await once(desk, 'message')) as [MailboxesResult];
console.log(
  table(
    ['mailboxes in IDLE', 'RSS MB', 'peak MB', 'without any', 'CPU %', 'runs in that time', 's to connect all'],
    [
      [
        String(job.count),
        result.idleMb.toFixed(0),
        result.peakMb.toFixed(0),
        result.emptyMb.toFixed(0),
        result.cpuPercent.toFixed(2),
        `${result.runs} in ${job.seconds} s`,
        result.connectSeconds.toFixed(0),
      ],
    ],
  ),
);
console.log(JSON.stringify({ bench: 'mailboxes', ...job, ...result }));
