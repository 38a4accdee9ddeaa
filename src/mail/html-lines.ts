/** Lays out what the HTML walker meets as lines of text. Every method costs time in proportion to the text it is given. */
export type TextLines = {
  /** Running text; white space is collapsed unless `verbatim`. */
  inline(text: string): void;
  verbatim(on: boolean): void;
  /** The next text starts a new line, after this many blank ones (0 or 1). */
  block(blankLines: 0 | 1): void;
  lineBreak(): void;
  quote(on: boolean): void;
  openItem(marker: string): void;
  closeItem(): void;
  openTable(): void;
  closeTable(): void;
  /** Its empty cells hold their column. */
  dataTable(): void;
  openRow(): void;
  closeRow(): void;
  openCell(): void;
  closeCell(): void;
  finish(): string;
};

type Row = { cells: number; lastFilled: number; filled: boolean; broken: boolean; data: boolean };

/** Deeper quotes and lists are not indented further: their prefix would make the text quadratic. */
const MAX_INDENT = 8;
/** Blank lines in a row that a verbatim text may show. */
const MAX_BLANK_LINES = 3;

const SEPARATOR = /^(?:> )*-- $/u;
const SPACES = /[ \t\r\n\f]+/gu;
/** Fill characters that newsletters put behind their preview line. */
// \s holds U+FEFF: a second mention would make two ways to match it, and the work exponential.
const INVISIBLE = /^(?:[\s\u00ad\u061c\u200b-\u200f\u2060-\u2064]|\u034f)*$/u;

/** An empty page of lines. */
export function textLines(): TextLines {
  const lines: string[] = [];
  /** The line being written, in pieces: looking at the end of one growing string would copy it every time. */
  let current: string[] | null = null;
  /** Breaks asked for before the next text: 0 none, 1 a new line, 2 and more with blank lines between. */
  let pending = 0;
  let space = false;
  let keepSpaces = false;
  let quotes = 0;
  let lineQuotes = 0;
  let marker = '';
  const indents: string[] = [];
  const rows: Row[] = [];
  const tables: { data: boolean }[] = [];
  const cells: { filled: boolean }[] = [];

  function pushLine(): void {
    if (current === null) return;
    // RFC 3676 §4.3: the signature separator is the one line whose trailing space means something.
    const line = current.join('');
    lines.push(SEPARATOR.test(line) ? line : line.trimEnd());
    current = null;
    space = false;
  }

  /** Carries out the pending breaks and column separators, so that text can be written. */
  function beginText(): void {
    const row = rows.at(-1);
    if (pending > 0 && current !== null) {
      pushLine();
      markBroken();
    }
    if (current === null) {
      const depth = Math.min(quotes, MAX_INDENT);
      const blank = '> '.repeat(Math.min(depth, lineQuotes)).trimEnd();
      if (lines.length > 0) for (let n = 1; n < pending; n++) lines.push(blank);
      lineQuotes = depth;
      const indent = indents.slice(0, MAX_INDENT).join('');
      current = [
        '> '.repeat(depth) +
          (marker === '' ? indent : indent.slice(0, Math.max(0, indent.length - marker.length)) + marker),
      ];
      marker = '';
      space = false;
    }
    pending = 0;
    if (row) writeSeparator(row);
    for (let at = cells.length - 1; at >= 0 && !cells[at]!.filled; at--) cells[at]!.filled = true;
    for (let at = rows.length - 1; at >= 0 && !rows[at]!.filled; at--) rows[at]!.filled = true;
  }

  function writeSeparator(row: Row): void {
    if (row.cells - 1 === row.lastFilled || row.cells === 0) return;
    if (!row.broken && (row.filled || row.data)) {
      const columns = row.data ? row.cells - 1 - Math.max(row.lastFilled, 0) : 1;
      current!.push(`${row.filled && !endsWithSpace() ? ' ' : ''}${'| '.repeat(columns)}`);
      space = false;
    }
    row.lastFilled = row.cells - 1;
  }

  /** A row that has become several lines goes on below instead of beside. */
  function markBroken(): void {
    for (let at = rows.length - 1; at >= 0; at--) {
      const row = rows[at]!;
      if (row.broken) return;
      if (row.filled) row.broken = true;
    }
  }

  function endsWithSpace(): boolean {
    const last = current!.at(-1)!;
    return last === '' || last.endsWith(' ');
  }

  function spacing(text: string): void {
    const atLineStart = current === null || pending > 0;
    if (!text.includes('\u00a0')) space ||= !atLineStart && text !== '';
    else if (!atLineStart) space = true;
    else if (started()) pending = Math.max(pending, 2);
  }

  /** Whether a blank line would be one between texts, not at the top of the page or of a cell. */
  function started(): boolean {
    return marker === '' && (cells.length === 0 ? lines.length > 0 || current !== null : cells.at(-1)!.filled);
  }

  function ask(breaks: number): void {
    if (started()) pending = Math.max(pending, breaks);
  }

  function writeVerbatim(text: string): void {
    const parts = text.replace(/\r\n?/gu, '\n').split('\n');
    for (const [at, part] of parts.entries()) {
      if (at > 0) pending = Math.min(pending + 1, MAX_BLANK_LINES + 1);
      if (part === '') continue;
      beginText();
      current!.push(part);
    }
  }

  return {
    inline(text) {
      if (text === '') return;
      if (keepSpaces) {
        writeVerbatim(text);
        return;
      }
      if (INVISIBLE.test(text) && (current === null || pending > 0 || space || /[\s\u00a0]/u.test(text))) {
        spacing(text);
        return;
      }
      const flat = text.replace(SPACES, ' ');
      const words = flat.startsWith(' ') || flat.endsWith(' ') ? trimAscii(flat) : flat;
      if (flat.startsWith(' ')) space = true;
      beginText();
      if (space && !endsWithSpace()) current!.push(' ');
      current!.push(words);
      space = flat.endsWith(' ');
    },
    verbatim(on) {
      keepSpaces = on;
    },
    block(blankLines) {
      ask(1 + blankLines);
    },
    lineBreak() {
      space = false;
      if (keepSpaces) writeVerbatim('\n');
      else if (pending > 0) ask(2);
      else ask(1);
    },
    quote(on) {
      quotes += on ? 1 : -1;
    },
    openItem(text) {
      ask(1);
      indents.push(' '.repeat(text.length));
      marker = text;
    },
    closeItem() {
      indents.pop();
      marker = '';
      pending = Math.min(pending, 1);
      ask(1);
    },
    openTable() {
      ask(1);
      tables.push({ data: false });
    },
    closeTable() {
      tables.pop();
      ask(1);
    },
    dataTable() {
      const table = tables.at(-1);
      if (table) table.data = true;
      const row = rows.at(-1);
      if (row && table) row.data = true;
    },
    openRow() {
      ask(1);
      rows.push({ cells: 0, lastFilled: -1, filled: false, broken: false, data: tables.at(-1)?.data ?? false });
    },
    closeRow() {
      const row = rows.pop();
      if (row && row.lastFilled > 0 && !row.broken) pending = Math.min(pending, 1);
      ask(1);
    },
    openCell() {
      const row = rows.at(-1);
      if (row) row.cells++;
      if (row?.broken) pending = Math.max(pending, 1);
      else if (row?.filled) pending = 0;
      cells.push({ filled: false });
    },
    closeCell() {
      cells.pop();
    },
    finish() {
      pushLine();
      return lines
        .join('\n')
        .replace(/\u00a0/gu, ' ')
        .replace(/\ufeff/gu, '')
        .trimEnd();
    },
  };
}

function trimAscii(text: string): string {
  return text.replace(/^ | $/gu, '');
}
