/**
 * Reads mutated corpus mails for a long time: `node scripts/fuzz-mail.ts [SECONDS=600] [SEED=now]`. Prints every complaint, the dearest mail
 * and those that end too late; keeps these mails in the system's folder for temporary files. Exit code 1 if there was a complaint.
 */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { complaintAbout } from '../tests/corpus/check-message.ts';
import { corpusMail, corpusNames } from '../tests/corpus/corpus.ts';
import { mutated, numbersFrom } from '../tests/corpus/mutate.ts';

/** What the worker says: before it reads a mail the mail, afterwards its cost. */
type Said = { mail: Uint8Array; name: string } | { complaint: string | null; milliseconds: number };

/** Seconds after which a mail counts as endless. */
const ENDLESS = 20;

if (isMainThread) await watch(Number(process.argv[2] ?? 600), Number(process.argv[3] ?? Date.now() % 1_000_000));
else readOn(workerData as number);

/** Keeps a worker reading until the time is over; one that is stuck is ended, its mail kept, and the next one started. */
async function watch(seconds: number, seed: number): Promise<void> {
  const end = performance.now() + seconds * 1_000;
  const state = { read: 0, complaints: 0, dearest: 0 };
  const keep = keeper();
  for (let next = seed; performance.now() < end; next++) {
    const worker = new Worker(new URL(import.meta.url), { workerData: next });
    let current: { mail: Uint8Array; name: string; since: number } = {
      mail: new Uint8Array(),
      name: '',
      since: performance.now(),
    };
    worker.on('message', (said: Said) => {
      if ('mail' in said) {
        current = { ...said, since: performance.now() };
        return;
      }
      state.read++;
      if (said.milliseconds > state.dearest) {
        state.dearest = said.milliseconds;
        if (said.milliseconds > 500)
          console.log(`${current.name}: ${said.milliseconds.toFixed(0)} ms\n  ${keep(current.mail)}`);
      }
      if (said.complaint === null) return;
      state.complaints++;
      console.log(`${current.name}: ${said.complaint}\n  ${keep(current.mail)}`);
    });
    while (performance.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, 200));
      if (performance.now() - current.since < ENDLESS * 1_000) continue;
      state.complaints++;
      console.log(`${current.name}: does not end\n  ${keep(current.mail)}`);
      break;
    }
    await worker.terminate();
  }
  console.log(
    `seed ${seed}: ${state.read} mails, ${state.complaints} complaints, dearest ${state.dearest.toFixed(0)} ms`,
  );
  process.exitCode = state.complaints > 0 ? 1 : 0;
}

function say(said: Said): void {
  parentPort?.postMessage(said, []);
}

function readOn(seed: number): void {
  const next = numbersFrom(seed);
  const names = corpusNames();
  const mails = names.map((name) => corpusMail(name, 'CRLF'));
  for (;;) {
    const i = next(mails.length);
    const mail = mutated(mails[i] as Uint8Array, mails[next(mails.length)] as Uint8Array, next);
    say({ mail: mail.slice(), name: names[i] as string });
    const started = performance.now();
    const complaint = complaintAbout(mail);
    say({ complaint, milliseconds: performance.now() - started });
  }
}

function keeper(): (mail: Uint8Array) => string {
  const folder = mkdtempSync(join(tmpdir(), 'fuzz-mail-'));
  let kept = 0;
  return (mail) => {
    const path = join(folder, `${++kept}.eml`);
    writeFileSync(path, mail);
    return path;
  };
}
