import { expect, test } from 'vitest';
import { openImapSource } from '../../src/sources/imap.ts';
import { besides } from './imap-steps.ts';
import { accountOn, play } from './play.ts';

const mebibyte = 1024 * 1024;
/** A literal that ends with a line's end. */
const literal = (bytes: number) => `{${bytes}}\nS: ${'x'.repeat(bytes - 2)}`;
const row = (body: string) => `S: * 1 FETCH (UID 1 FLAGS () BODY[]${body})\nS: {tag} OK`.replace(/x\)/, 'x\nS: )');

/** Fetches a mail of which the server says that it has `size` bytes. */
async function fetched(size: number, ...answers: string[]): Promise<{ bytes: number[]; asked: string[] }> {
  const server = await play(
    [
      'S: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready',
      'C: {tag} AUTHENTICATE PLAIN {words}',
      'S: {tag} OK [CAPABILITY IMAP4rev1] welcome',
      'C: {tag} SELECT INBOX',
      'S: * 1 EXISTS',
      'S: * OK [UIDVALIDITY 7] ok',
      'S: {tag} OK [READ-WRITE] done',
      'C: {tag} UID FETCH 1 (UID RFC822.SIZE)',
      `S: * 1 FETCH (UID 1 RFC822.SIZE ${size})`,
      'S: {tag} OK',
      ...answers.map((answer) => `C: {tag} UID FETCH 1 (UID FLAGS BODY.PEEK[]{range...}\n${answer}`),
      '',
      ...besides,
    ].join('\n'),
  );
  const source = await openImapSource(accountOn(server, 'imap'), 'INBOX', { log: () => undefined });
  const bytes: number[] = [];
  try {
    for await (const { raw } of source.fetch(['INBOX;UIDVALIDITY=7;UID=1'])) bytes.push(raw.length);
  } finally {
    await source.close();
    expect(server.problems()).toEqual([]);
  }
  const asked = server.lines().flatMap((line) => /BODY\.PEEK\[\](<[\d.]+>)/.exec(line)?.[1] ?? []);
  return { bytes, asked };
}

test('a large mail comes in pieces; a size that is told wrong does no harm', async () => {
  const answers = [
    row(`<0> ${literal(mebibyte)}`),
    row(`<1048576> ${literal(mebibyte)}`),
    row(`<2097152> ${literal(500)}`),
  ];
  expect(await fetched(1_200_000, ...answers)).toEqual({
    bytes: [2 * mebibyte + 500],
    asked: ['<0.1048576>', '<1048576.1048576>', '<2097152.1048576>'],
  });
});

test.each([
  ['NIL', 'NIL'],
  ['an empty string', '""'],
])('behind the end of a mail of just so many pieces the server says %s', async (_, nothing) => {
  const answers = [1, 2].map((n) => row(`<${(n - 1) * mebibyte}> ${literal(mebibyte)}`));
  const { bytes } = await fetched(2 * mebibyte, ...answers, row(`<2097152> ${nothing}`));
  expect(bytes).toEqual([2 * mebibyte]);
});

test('a server that knows no ranges gives the whole mail, and is asked once', async () => {
  const { bytes, asked } = await fetched(1_500_000, row(` ${literal(1_500_000)}`));
  expect(bytes).toEqual([1_500_000]);
  expect(asked).toHaveLength(1);
});

test('a literal larger than anything asked for ends the line before it fills the memory', async () => {
  await expect(fetched(9_000, 'S: * 1 FETCH (UID 1 FLAGS () BODY[] {40000000}\nS: x')).rejects.toMatchObject({
    code: 'reply-too-large',
    temporary: false,
  });
});

test('a server that gives the same piece again and again is left', async () => {
  const same = row(`<0> ${literal(mebibyte)}`);
  await expect(fetched(1_200_000, ...Array.from({ length: 8 }, () => same))).rejects.toMatchObject({
    code: 'reply-too-large',
  });
});
