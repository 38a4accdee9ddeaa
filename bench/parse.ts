// Reading mails: ours against mailparser and postal-mime, alternating, medians: node bin/run.js bench/parse.ts [--full]
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { simpleParser } from 'mailparser';
import PostalMime from 'postal-mime';
import { isEntry } from '../scripts/entry.ts';
import { parseMessage } from '../src/mail/parse.ts';
import { sanitiseHtml } from '../src/mail/sanitise.ts';
import { defaultCorpus, generateCorpus } from './corpus.ts';
import { median, table } from './report.ts';

type Reader = { name: string; read: (raw: Uint8Array) => unknown };

const READERS: readonly Reader[] = [
  { name: 'ours: parse', read: (raw) => parseMessage(raw) },
  { name: 'ours: parse + sanitised HTML', read: understand },
  { name: 'mailparser', read: (raw) => simpleParser(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)) },
  { name: 'postal-mime', read: (raw) => PostalMime.parse(raw) },
];

type Figures = { mails: string; reader: string; mailsPerSecond: number; cpuMs: number; wallMs: number };

if (isEntry(import.meta.url)) await main();

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { full: { type: 'boolean', default: false }, memory: { type: 'string' } } });
  if (values.memory !== undefined) return measureMemory(values.memory);
  const rounds = values.full ? 11 : 5;
  const figures = [
    ...(await compare('8 kB, 20 % with 100 kB', standardMails(), rounds)),
    ...(await compare('10 MB attachment', [bigMail(10)], rounds)),
  ];
  const memory = READERS.map(({ name }) => ({ reader: name, extraMb: extraMemory(name) }));
  console.log(
    table(
      ['mails', 'reader', 'mails/s', 'CPU ms/mail', 'wall ms/mail'],
      figures.map((line) => [
        line.mails,
        line.reader,
        line.mailsPerSecond.toFixed(1),
        line.cpuMs.toFixed(2),
        line.wallMs.toFixed(2),
      ]),
    ),
  );
  console.log(
    `\n${table(
      ['a mail of 50 MB', 'extra MB'],
      memory.map((line) => [line.reader, line.extraMb.toFixed(0)]),
    )}\n`,
  );
  console.log(JSON.stringify({ bench: 'parse', node: process.version, rounds, figures, memory }));
}

/** What the product does with an arriving mail before anything is stored: read, understand, make the HTML safe. */
function understand(raw: Uint8Array): unknown {
  const message = parseMessage(raw);
  const html = message.html === null ? null : sanitiseHtml(message.html, { cid: () => null, subject: message.subject });
  return [message, html];
}

/** Every reader reads all mails once per round, the readers in turn; one round before the clock starts. */
async function compare(label: string, mails: readonly Uint8Array[], rounds: number): Promise<Figures[]> {
  const spent = READERS.map(() => ({ cpu: [] as number[], wall: [] as number[] }));
  for (let round = 0; round <= rounds; round++) {
    for (const [i, reader] of READERS.entries()) {
      const cpu = process.cpuUsage();
      const started = performance.now();
      for (const mail of mails) await reader.read(mail);
      const wall = performance.now() - started;
      const { user, system } = process.cpuUsage(cpu);
      if (round === 0) continue;
      spent[i]?.wall.push(wall / mails.length);
      spent[i]?.cpu.push((user + system) / 1_000 / mails.length);
    }
  }
  return READERS.map(({ name }, i) => {
    const wallMs = median(spent[i]?.wall ?? []);
    return { mails: label, reader: name, mailsPerSecond: 1_000 / wallMs, cpuMs: median(spent[i]?.cpu ?? []), wallMs };
  });
}

function standardMails(): Uint8Array[] {
  const mails: Uint8Array[] = [];
  generateCorpus(defaultCorpus, (_file, raw) => mails.push(Buffer.from(raw)));
  return mails;
}

/** A mail with a text and one file of so many megabytes as they travel. */
function bigMail(megabytes: number): Uint8Array {
  const line = `${'QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5ejAxMjM0NTY3'.slice(0, 76)}\r\n`;
  const head =
    'From: Max <max@bench.test>\r\nTo: support@bench.test\r\nSubject: Datei\r\nDate: Fri, 20 Nov 2026 10:15:00 +0100\r\nMessage-ID: <big@bench.test>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nAnbei.\r\n--b\r\nContent-Type: application/octet-stream; name=a.bin\r\nContent-Disposition: attachment; filename=a.bin\r\nContent-Transfer-Encoding: base64\r\n\r\n';
  const tail = '\r\n--b--\r\n';
  // One allocation: garbage of the making would hide what the reading needs.
  const size = megabytes * 1024 * 1024;
  const mail = Buffer.alloc(head.length + size + tail.length, line);
  mail.write(head, 0, 'latin1');
  mail.fill(line, head.length, head.length + size);
  mail.write(tail, head.length + size, 'latin1');
  return mail;
}

/** Megabytes of resident memory that reading a 50 MB mail adds to a process that already holds the mail. */
function extraMemory(reader: string): number {
  const run = spawnSync(process.execPath, [fileURLToPath(import.meta.url), '--memory', reader], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`${reader}: ${run.stderr}`);
  return Number(run.stdout);
}

async function measureMemory(name: string): Promise<void> {
  const reader = READERS.find((candidate) => candidate.name === name);
  if (!reader) throw new Error(`no reader is called ${name}`);
  await reader.read(bigMail(0));
  const mail = bigMail(50);
  const before = peakKilobytes();
  const result = await reader.read(mail);
  const after = peakKilobytes();
  if (result === null) throw new Error('nothing read');
  process.stdout.write(String((after - before) / 1024));
}

/** Peak resident memory of this process. On Linux `maxRSS` starts with the parent's, so the kernel's own mark is read there. */
function peakKilobytes(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS;
  return Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]);
}
