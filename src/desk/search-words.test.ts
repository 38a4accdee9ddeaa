import { expect, test } from 'vitest';
import { searchWords, words } from './search-words.ts';

test('words fold case, accents and sharp s, and split addresses', () => {
  expect(words('Größe: MÜLLER <max.muster@firma.de>', 10)).toEqual([
    'grosse',
    'muller',
    'max',
    'muster',
    'firma',
    'de',
  ]);
  expect(words('u\u0308ber über Ｆｕｌｌ', 10)).toEqual(['uber', 'uber', 'full']);
});

test('letters with accents are those without, on every way', () => {
  const letters = 'ßàáâãäåçèéêëìíîïñòóôõöùúûüýÿ';
  expect(words(letters, 1)).toEqual(['ssaaaaaaceeeeiiiinooooouuuuyy']);
  // With a letter that has no plain form, and with a foreign one beside it, the slower ways are taken.
  expect(words(`${letters}æ`, 1)).toEqual(['ssaaaaaaceeeeiiiinooooouuuuyyæ']);
  expect(words(`${letters} 日`, 1)).toEqual(['ssaaaaaaceeeeiiiinooooouuuuyy']);
});

test('a text too long to be taken apart at once gives the same words', () => {
  const text = 'Größe müller 12 '.repeat(10_000);
  expect(words(text, 20_000)).toEqual(
    words('Größe müller 12 '.repeat(6_000), 18_000).concat(words('Größe müller 12 '.repeat(700), 2_000)),
  );
});

test('words stop at the limit and cut what is no word', () => {
  expect(words('a b c d', 2)).toEqual(['a', 'b']);
  expect(words('x'.repeat(500), 10)).toEqual(['x'.repeat(60)]);
});

test('a word holds letters and digits only, whatever is typed', () => {
  const hostile = `"'*:&|!()<->\\ ½ ﷺ \u0000 near/2 "unfinished AND * OR -x {a}:b`;
  for (const word of words(hostile, 100)) expect(word).toMatch(/^[\p{L}\p{N}]+$/u);
  expect(searchWords(`"' * ()`)).toEqual([]);
});

test('a query has each word once and the unfinished one last', () => {
  expect(searchWords('Rechnung offen rechnung off')).toEqual(['rechnung', 'offen', 'off']);
  expect(searchWords('a b a')).toEqual(['b', 'a']);
});

test('every character counts alike in a text of Latin letters and beside a foreign one', () => {
  for (let code = 1; code < 0x2100; code++) {
    const letter = String.fromCodePoint(code);
    expect(words(`a${letter}b`, 10), `U+${code.toString(16)}`).toEqual(words(`a${letter}b 日`, 10).slice(0, -1));
  }
});
