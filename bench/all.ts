// npm run bench: every benchmark, small, in less than ten minutes; `npm run bench -- --full` with the sizes that count.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { full: { type: 'boolean', default: false } } });

/** One after the other, because each measures CPU and time. A new one is one line. */
const benches: readonly { file: string; small: readonly string[]; full: readonly string[] }[] = [
  { file: 'parse.ts', small: [], full: ['--full'] },
  { file: 'import.ts', small: ['--rounds', '3'], full: ['--full'] },
  { file: 'large.ts', small: ['--rounds', '3'], full: [] },
  { file: 'send.ts', small: [], full: ['--full'] },
  { file: 'latency.ts', small: [], full: ['--full'] },
  { file: 'mailboxes.ts', small: [], full: ['--full'] },
  { file: 'list.ts', small: ['--rounds', '2'], full: [] },
];

for (const { file, small, full } of benches) {
  console.log(`\n${file}`);
  const path = new URL(file, import.meta.url).pathname;
  const child = spawn(process.execPath, [path, ...(values.full ? full : small)], { stdio: 'inherit' });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code === 0) continue;
  console.error(`${file} ended with ${code ?? 'a signal'}`);
  process.exitCode = 1;
}
