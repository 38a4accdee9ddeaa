import { isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';

// Writing needs nothing of Node, so that the page can do it, too.
export { unguarded, writeCsv } from './csv-write.ts';

/** A row of a CSV file with the line on which it begins, as an editor counts them from 1. */
export type CsvRow = { line: number; cells: string[] };

/** What is wrong with a line as such: `open-quote` (never closed) or `after-quote` (text behind a closing quotation mark). */
export type CsvDefect = { line: number; problem: 'open-quote' | 'after-quote' };

/** The bytes of a CSV file as text: UTF-8 or UTF-16 by their byte order mark, UTF-8 if it is, else Windows-1252, in which Excel saves. */
export function decodeCsv(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return iconv.decode(bytes, 'utf-16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return iconv.decode(bytes, 'utf-16be');
  return iconv.decode(bytes, isUtf8(bytes) ? 'utf-8' : 'windows-1252');
}

/**
 * Reads RFC 4180, with lines ended by CRLF, LF or CR and cells separated by semicolon, comma or tab, whichever the first line has most of. Empty lines are left
 * out. Not by RFC: Excel names the separator in a first line `sep=;`.
 */
export function parseCsv(text: string): { rows: CsvRow[]; defects: CsvDefect[] } {
  const start = text.startsWith('\ufeff') ? 1 : 0;
  const named = /^sep=(.)(\r\n|\n|\r)/i.exec(text.slice(start, start + 7));
  const from = start + (named?.[0].length ?? 0);
  return readRows(text, from, named ? 2 : 1, named?.[1] ?? separatorOf(text, from));
}

function separatorOf(text: string, from: number): string {
  const counts = new Map([
    [';', 0],
    [',', 0],
    ['\t', 0],
  ]);
  let quoted = false;
  for (let at = from; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '"') quoted = !quoted;
    else if (!quoted && (char === '\n' || char === '\r')) break;
    else if (!quoted && counts.has(char)) counts.set(char, (counts.get(char) ?? 0) + 1);
  }
  const [best = [',', 0]] = [...counts].toSorted(([, a], [, b]) => b - a);
  return best[1] === 0 ? ',' : best[0];
}

function readRows(text: string, from: number, firstLine: number, separator: string) {
  const rows: CsvRow[] = [];
  const defects: CsvDefect[] = [];
  let line = firstLine;
  let at = from;
  while (at < text.length) {
    const row: CsvRow = { line, cells: [] };
    for (let open = true; open; ) {
      const cell = text[at] === '"' ? quotedCell(text, at) : bareCell(text, at, separator);
      row.cells.push(cell.value);
      if (cell.unclosed) defects.push({ line, problem: 'open-quote' });
      line += cell.value.match(/\r\n|\n|\r/g)?.length ?? 0;
      at = cell.end;
      if (at < text.length && text[at] !== separator && text[at] !== '\r' && text[at] !== '\n') {
        defects.push({ line, problem: 'after-quote' });
        at = bareCell(text, at, separator).end;
      }
      open = text[at] === separator;
      if (open) at++;
    }
    if (row.cells.length > 1 || row.cells[0] !== '') rows.push(row);
    at += text.startsWith('\r\n', at) ? 2 : 1;
    line++;
  }
  return { rows, defects };
}

type Cell = { value: string; end: number; unclosed?: true };

/** From its opening quotation mark; `end` is behind the closing one. */
function quotedCell(text: string, start: number): Cell {
  let value = '';
  for (let at = start + 1; ; ) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return { value: value + text.slice(at), end: text.length, unclosed: true };
    value += text.slice(at, quote);
    if (text[quote + 1] !== '"') return { value, end: quote + 1 };
    value += '"';
    at = quote + 2;
  }
}

function bareCell(text: string, start: number, separator: string): Cell {
  let end = start;
  while (end < text.length && text[end] !== separator && text[end] !== '\r' && text[end] !== '\n') end++;
  return { value: text.slice(start, end), end };
}
