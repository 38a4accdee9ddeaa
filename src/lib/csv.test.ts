import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeCsv, parseCsv, unguarded, writeCsv } from './csv.ts';

const cells = (text: string) => parseCsv(text).rows.map((row) => row.cells);

test.each<[string, string, string[][]]>([
  [
    'commas and CRLF',
    'a,b\r\n1,2\r\n',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  [
    'semicolons and LF, no end of line at the end',
    'a;b\n1;2',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  [
    'tabs and CR',
    'a\tb\r1\t2',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  [
    'a comma inside cells of a file with semicolons',
    'a;b\n"x, y";z, w',
    [
      ['a', 'b'],
      ['x, y', 'z, w'],
    ],
  ],
  [
    'separators inside quotation marks do not count',
    '"a,b,c";d\n1;2',
    [
      ['a,b,c', 'd'],
      ['1', '2'],
    ],
  ],
  ['doubled quotation marks', '"say ""hi""",b', [['say "hi"', 'b']]],
  ['a quotation mark inside a bare cell is one', '5" disk,b', [['5" disk', 'b']]],
  ['a byte order mark', '\ufeffa,b', [['a', 'b']]],
  ['the separator as Excel names it', 'sep=;\r\na;b,c', [['a', 'b,c']]],
  [
    'empty lines and empty cells',
    'a,b\n\n,\n',
    [
      ['a', 'b'],
      ['', ''],
    ],
  ],
  ['one column', 'a\nb', [['a'], ['b']]],
  ['nothing', '', []],
])('reads %s', (_what, text, rows) => {
  expect(cells(text)).toEqual(rows);
  expect(parseCsv(text).defects).toEqual([]);
});

test('counts lines as an editor does, also behind cells of several lines and empty lines', () => {
  const { rows } = parseCsv('name,note\r\na,"one\r\ntwo"\r\n\r\nb,x\nc,"1\n2\r3"\nd,y');
  expect(rows.map(({ line, cells: [name] }) => [line, name])).toEqual([
    [1, 'name'],
    [2, 'a'],
    [5, 'b'],
    [6, 'c'],
    [9, 'd'],
  ]);
  expect(parseCsv('sep=,\na\nb').rows.map(({ line }) => line)).toEqual([2, 3]);
});

test('tells the line of what is broken and reads on', () => {
  const after = parseCsv('a,b\n"x"y,z\nc,d');
  expect(after.defects).toEqual([{ line: 2, problem: 'after-quote' }]);
  expect(after.rows.map((row) => row.cells)).toEqual([
    ['a', 'b'],
    ['x', 'z'],
    ['c', 'd'],
  ]);
  expect(parseCsv('a,b\nc,"never\nclosed').defects).toEqual([{ line: 2, problem: 'open-quote' }]);
});

test('writes what spreadsheets read: CRLF, quotation marks where needed, a byte order mark', () => {
  expect(
    writeCsv(
      [
        ['a', 'b;c'],
        ['say "hi"', 'two\nlines'],
      ],
      ';',
    ),
  ).toBe('\ufeffa;"b;c"\r\n"say ""hi""";"two\nlines"\r\n');
});

test.each(['=1+1', "'=1+1", '+49 30', '-cmd', '@SUM(A1)', '\t=1', '＝1'])(
  'guards %j against being run as a formula',
  (value) => {
    const written = writeCsv([[value]], ',');
    const [[cell = ''] = []] = cells(written);
    expect(cell).toBe(`'${value}`);
    expect(unguarded(cell)).toBe(value);
  },
);

test.each(["'quoted'", "'", '-5', '12', 'plain', "O'Neil"])('leaves %j alone', (value) => {
  const [[cell = ''] = []] = cells(writeCsv([[value, 'x']], ','));
  expect(cell).toBe(value);
  expect(unguarded(cell)).toBe(value);
});

test('what is written is read again, whatever it is', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'ä', '"', ',', ';', '\n', '\r', ' ', "'", '=', '\t', '1') });
  const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(rows, fc.constantFrom(',' as const, ';' as const), (written, separator) => {
      // The heading decides about the separator; it has the plain names of columns.
      const table = [['h1', 'h2'], ...written];
      const { rows: read, defects } = parseCsv(writeCsv(table, separator));
      expect(defects).toEqual([]);
      const kept = written.map((row) => row.map((value) => (unguarded(`'${value}`) === value ? `'${value}` : value)));
      expect(read.slice(1).map((row) => row.cells)).toEqual(kept);
    }),
  );
});

test('knows the encodings that spreadsheets save in', () => {
  const text = 'Name\r\nMüller';
  expect(decodeCsv(Buffer.from(text))).toBe(text);
  expect(decodeCsv(Buffer.from(`\ufeff${text}`))).toBe(text);
  expect(decodeCsv(Buffer.from(text, 'latin1'))).toBe(text);
  expect(decodeCsv(Buffer.from([0x80]))).toBe('€');
  expect(decodeCsv(Buffer.from(`\ufeff${text}`, 'utf16le'))).toBe(text);
  expect(decodeCsv(Buffer.from(`\ufeff${text}`, 'utf16le').swap16())).toBe(text);
});
