/**
 * Reads mutated corpus mails for a long time: `node scripts/fuzz-mail.ts [SECONDS=600] [SEED=now]`. Prints the dearest mail and every
 * complaint; keeps the mails that complain in the system's folder for temporary files. Exit code 1 if there was one.
 */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { complaintAbout } from '../tests/corpus/check-message.ts';
import { corpusMail, corpusNames } from '../tests/corpus/corpus.ts';
import { mutated, numbersFrom } from '../tests/corpus/mutate.ts';

const seconds = Number(process.argv[2] ?? 600);
const seed = Number(process.argv[3] ?? Date.now() % 1_000_000);
const next = numbersFrom(seed);
const names = corpusNames();
const mails = names.map((name) => corpusMail(name, 'CRLF'));
const end = performance.now() + seconds * 1_000;
let folder: string | null = null;
let read = 0;
let complaints = 0;
let dearest = 0;

function keep(mail: Uint8Array, label: string): string {
  folder ??= mkdtempSync(join(tmpdir(), 'fuzz-mail-'));
  const path = join(folder, `${label}.eml`);
  writeFileSync(path, mail);
  return path;
}

while (performance.now() < end) {
  const i = next(mails.length);
  const mail = mutated(mails[i] as Uint8Array, mails[next(mails.length)] as Uint8Array, next);
  const before = process.cpuUsage();
  const complaint = complaintAbout(mail);
  const { user, system } = process.cpuUsage(before);
  const spent = (user + system) / 1_000;
  read++;
  if (complaint !== null) {
    complaints++;
    console.log(`${names[i]}: ${complaint}\n  ${keep(mail, `${read}-${names[i]}`)}`);
  }
  if (spent > dearest) {
    dearest = spent;
    if (spent > 500)
      console.log(`${names[i]}: ${spent.toFixed(0)} ms CPU for ${mail.length} bytes\n  ${keep(mail, `slow-${read}`)}`);
  }
}
console.log(`seed ${seed}: ${read} mails, ${complaints} complaints, dearest ${dearest.toFixed(0)} ms CPU`);
process.exitCode = complaints > 0 ? 1 : 0;
