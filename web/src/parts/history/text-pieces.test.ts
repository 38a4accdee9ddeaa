import { expect, test } from 'vitest';
import { lineCount, textPieces } from './text-pieces.ts';

const links = (text: string) => textPieces(text).flatMap((piece) => (piece.href === null ? [] : [piece.href]));

test('finds web and mail addresses and leaves the sentence marks outside', () => {
  expect(links('siehe https://sendung.example/verfolgen?nr=4711&plz=20457. Oder (http://a.example/x_(y)).')).toEqual([
    'https://sendung.example/verfolgen?nr=4711&plz=20457',
    'http://a.example/x_(y)',
  ]);
  expect(
    links('Mail an jana.petersen@hafenbau.example, oder www.hafenbau.example! (info@gärtnerei-lenz.example)'),
  ).toEqual([
    'mailto:jana.petersen@hafenbau.example',
    'https://www.hafenbau.example',
    'mailto:info@gärtnerei-lenz.example',
  ]);
});

test('never links a scheme that runs something', () => {
  expect(links('javascript:alert(1) data:text/html,x file:///etc/passwd vbscript:x')).toEqual([]);
});

test('the pieces joined are the text', () => {
  const text = 'a https://x.example/ü, b@c.example\n\n> www.d.example …';
  expect(
    textPieces(text)
      .map((piece) => piece.text)
      .join(''),
  ).toBe(text);
});

test('stays quick on hostile text', () => {
  const started = performance.now();
  textPieces('a@'.repeat(100_000));
  textPieces(`http://${'('.repeat(100_000)}`);
  textPieces('www.'.repeat(50_000));
  expect(performance.now() - started).toBeLessThan(2_000);
});

test('counts lines', () => {
  expect(lineCount('')).toBe(1);
  expect(lineCount('a\nb\n')).toBe(3);
});
