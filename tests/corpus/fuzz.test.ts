import { expect, test } from 'vitest';
import { complaintAbout } from './check-message.ts';
import { corpusMail, corpusNames } from './corpus.ts';
import { mutated, numbersFrom } from './mutate.ts';

const names = corpusNames();
const mails = names.map((name, i) => corpusMail(name, i % 2 === 0 ? 'CRLF' : 'LF'));

/** CPU milliseconds one broken mail of at most 1 MB may cost, with room for a busy machine. */
const DEAREST = 2_000;

test('broken mails are read without an error, within the limits and in time', { timeout: 60_000 }, () => {
  const next = numbersFrom(20261120);
  const started = performance.now();
  let read = 0;
  // 8 rounds are about 3,000 mails; the clock only stops them on a slow machine.
  for (let round = 0; round < 8 && performance.now() - started < 15_000; round++) {
    for (const [i, mail] of mails.entries()) {
      const broken = mutated(mail, mails[next(mails.length)] as Uint8Array, next);
      const before = process.cpuUsage();
      const complaint = complaintAbout(broken);
      const { user, system } = process.cpuUsage(before);
      expect(complaint, `${names[i]}, round ${round}`).toBeNull();
      expect((user + system) / 1_000, `${names[i]}, round ${round}`).toBeLessThan(DEAREST);
      read++;
    }
  }
  expect(read).toBeGreaterThanOrEqual(mails.length);
});
