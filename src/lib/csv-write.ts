/**
 * Writes RFC 4180 with CRLF and a byte order mark, by which Excel knows UTF-8. A cell that a spreadsheet would run as a formula gets an apostrophe before it,
 * which `unguarded` takes off.
 */
export function writeCsv(rows: readonly (readonly string[])[], separator: ',' | ';'): string {
  const cell = (value: string) => {
    const safe = isFormula(value) ? `'${value}` : value;
    return /[",;\t\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return `\ufeff${rows.map((row) => `${row.map(cell).join(separator)}\r\n`).join('')}`;
}

/** The cell without the apostrophe that writeCsv put before it. */
export function unguarded(cell: string): string {
  return cell.startsWith("'") && isFormula(cell) ? cell.slice(1) : cell;
}

// OWASP "CSV injection": a cell that begins like this is a formula to a spreadsheet; also where a full-width form stands for it.
const isFormula = (value: string) =>
  /^'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/.test(value) && !/^-?\d+([.,]\d+)?$/.test(value);
