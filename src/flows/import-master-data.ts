import { setImmediate } from 'node:timers/promises';
import { type CsvRow, decodeCsv, parseCsv, unguarded } from '../lib/csv.ts';
import { Failure } from '../lib/failure.ts';
import { normaliseDomain } from '../mail/addresses.ts';
import { checkSettings, type FieldProblem, type FormValues } from '../settings/field.ts';
import { type CsvColumn, fromCell, readHeadings, toCell } from '../settings/master-csv.ts';
import { type MasterKind, masterKinds } from '../settings/master-data.ts';
import { masterStores } from '../store/master-stores.ts';
import { throwTaken } from '../store/master-store.ts';
import type { Trx } from '../store/schema.ts';
import { transact } from '../store/transact.ts';
import { audit } from './audit.ts';
import type { Actor, Desk } from './desk.ts';
import { type Book, idOf, openBook, remember } from './import-book.ts';

/** What a line of the file does. */
export type ImportLine = {
  line: number;
  name: string;
  outcome: 'created' | 'changed' | 'unchanged' | 'wrong';
  changes: { field: string; from: string; to: string }[];
  problems: FieldProblem[];
};
export type ImportResult = {
  created: number;
  changed: number;
  unchanged: number;
  wrong: number;
  /** All but the unchanged ones, `shownLines` at most. */
  lines: (ImportLine & { outcome: 'created' | 'changed' | 'wrong' })[];
};

/** More would hold up everybody who waits to write. */
const mostLines = 10_000;
const shownLines = 1000;
/** After so many lines others get their turn. */
const linesAtOnce = 100;

/**
 * Adds and changes entries by a CSV file: each line stands for the entry with its number, else for the one of its name (of contacts: address); columns that
 * are not there leave their field as it is. All or nothing. With `preview` nothing is written. Throws Failure `csv-wrong` with every problem and its line.
 */
export async function importMasterData(
  desk: Desk,
  actor: Actor,
  kind: MasterKind,
  file: { bytes: Buffer; locale: 'de' | 'en'; preview: boolean },
): Promise<ImportResult> {
  const { rows, defects } = parseCsv(decodeCsv(file.bytes));
  const [head, ...body] = rows;
  const headings = head ? readHeadings(kind, head.cells) : { columns: [], problems: [{ problem: 'csv-no-header' }] };
  const problems = [
    ...headings.problems.map((problem) => ({ line: head?.line ?? 1, ...problem })),
    ...missingColumns(kind, headings.columns).map((problem) => ({ line: head?.line ?? 1, ...problem })),
    ...defects.map(({ line, problem }) => ({ line, problem: `csv-${problem}` })),
    ...(body.length > mostLines ? [{ line: 1, problem: 'csv-too-many-lines', params: { limit: mostLines } }] : []),
  ];
  if (problems.length > 0) {
    const lines = problems.map(({ line, ...problem }) => wrongLine(line, '', [{ field: '', ...problem }]));
    return finish(summary(lines), file.preview);
  }
  return carryOut(desk, actor, kind, { columns: headings.columns, rows: body }, file);
}

type Table = { columns: CsvColumn[]; rows: CsvRow[] };

async function carryOut(
  desk: Desk,
  actor: Actor,
  kind: MasterKind,
  table: Table,
  { locale, preview }: { locale: 'de' | 'en'; preview: boolean },
): Promise<ImportResult> {
  let result = summary([]);
  const undone = new Error('a preview leaves nothing');
  await transact(desk.store, async (trx, announce) => {
    const book = await openBook(trx, kind, locale);
    const lines: ImportLine[] = [];
    for (const row of inOrder(book, table)) {
      lines.push(await importLine(trx, book, table.columns, row, desk.clock().getTime()));
      if (lines.length % linesAtOnce === 0) await setImmediate();
    }
    result = summary(lines.toSorted((a, b) => a.line - b.line));
    if (preview) throw undone;
    finish(result, false);
    const changes = (['created', 'changed'] as const).map((field) => ({ field, count: result[field] }));
    await audit(trx, desk, actor, { act: 'imported', kind, changes });
    // One is enough for every page to look again.
    const [id] = book.written.keys();
    if (id !== undefined) announce('settings', id);
  }).catch((thrown: unknown) => {
    if (thrown !== undone) throwTaken(thrown);
  });
  return result;
}

/** The lines as they are carried out: a new default before the old one, which can be none only then. */
function inOrder({ kind, names }: Book, { columns, rows }: Table): CsvRow[] {
  const column = columns.indexOf('isDefault');
  const isDefault = (row: CsvRow) => {
    const read = fromCell(kind, 'isDefault', row.cells[column] ?? '', names);
    return 'value' in read && read.value === true ? 0 : 1;
  };
  return column < 0 ? rows : rows.toSorted((a, b) => isDefault(a) - isDefault(b));
}

async function importLine(
  trx: Trx,
  book: Book,
  columns: readonly CsvColumn[],
  row: CsvRow,
  now: number,
): Promise<ImportLine> {
  const { kind } = book;
  const { given, problems } = readLine(book, columns, row);
  const id = problems.length > 0 ? undefined : idOf(book, given);
  const name = nameOf(given);
  if (problems.length > 0 || id === null)
    return wrongLine(row.line, name, [
      ...problems,
      ...(id === null ? [{ field: 'id', problem: 'csv-no-such', params: { value: text(given.id) } }] : []),
    ]);
  const other = id === undefined ? undefined : book.written.get(id);
  if (other !== undefined) return wrongLine(row.line, name, [{ field: '', problem: 'csv-twice', params: { other } }]);
  const before = id === undefined ? undefined : book.rows.get(id);
  const checked = checkSettings(masterKinds[kind], merged(kind, before, given));
  if ('problems' in checked) return wrongLine(row.line, name, checked.problems);
  const after: FormValues = checked.values;
  const line = { line: row.line, name: nameOf(after), problems: [] };
  const changes = before ? changesOf(book, columns, before, after) : [];
  if (id !== undefined) book.written.set(id, row.line);
  if (before && changes.length === 0) return { ...line, outcome: 'unchanged', changes };
  try {
    // What is refused has written nothing: the lines below it are judged as if it were not there.
    const made = await write(trx, kind, id, after, now);
    await remember(trx, book, made, after, row.line);
  } catch (thrown) {
    if (thrown instanceof Failure && thrown.problems) return wrongLine(row.line, line.name, [...thrown.problems]);
    throw thrown;
  }
  return { ...line, outcome: before ? 'changed' : 'created', changes };
}

/** The values that the cells of a line mean; `undefined` where an empty cell says nothing. */
function readLine(
  { kind, names }: Book,
  columns: readonly CsvColumn[],
  row: CsvRow,
): { given: Record<string, unknown>; problems: FieldProblem[] } {
  const given: Record<string, unknown> = {};
  const problems: FieldProblem[] = [];
  for (const [index, field] of columns.entries()) {
    const read = fromCell(kind, field, unguarded(row.cells[index] ?? ''), names);
    if ('value' in read) given[field] = read.value;
    else problems.push({ field, ...read });
  }
  if (row.cells.slice(columns.length).some((cell) => cell.trim() !== ''))
    problems.push({ field: '', problem: 'csv-too-many-cells' });
  return { given, problems };
}

/** What differs in the columns of the file, as it stands in cells. */
function changesOf(
  { kind, names, locale }: Book,
  columns: readonly CsvColumn[],
  before: FormValues,
  after: FormValues,
): ImportLine['changes'] {
  const cell = (values: FormValues, field: string) => toCell(kind, field, values, names, locale);
  return columns
    .filter((field) => field !== 'id')
    .map((field) => ({ field, from: cell(before, field), to: cell(after, field) }))
    .filter(({ from, to }) => from !== to);
}

/** What is stored with what the line gives in its place. */
function merged(kind: MasterKind, before: FormValues | undefined, given: FormValues): FormValues {
  const stated = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const values: Record<string, unknown> = { ...before, ...stated };
  if (kind === 'contacts' && (values.name === undefined || values.name === '')) {
    const [address = ''] = Array.isArray(values.addresses) ? (values.addresses as string[]) : [];
    values.name = address;
  }
  if (kind === 'customers' && Array.isArray(values.domains))
    values.domains = (values.domains as string[]).map((domain) => normaliseDomain(domain.replace(/^@/, '')) || domain);
  return values;
}

async function write(
  trx: Trx,
  kind: MasterKind,
  id: number | undefined,
  values: FormValues,
  now: number,
): Promise<number> {
  // Checked by the definition of its kind a moment ago.
  const clean = values as never;
  if (id === undefined) return masterStores[kind].insert(trx, clean, now);
  await masterStores[kind].update(trx, id, clean);
  return id;
}

/** A new entry needs them, so a file without them can only change what is there by number. */
function missingColumns(kind: MasterKind, columns: readonly CsvColumn[]) {
  const needed = { contacts: ['addresses'], priorities: ['nameDe'], statuses: ['nameDe'] }[kind as 'contacts'] ?? [
    'name',
  ];
  if (columns.length === 0 || columns.includes('id')) return [];
  return needed
    .filter((column) => !columns.includes(column))
    .map((name) => ({ problem: 'csv-column-missing', params: { name } }));
}

const text = (value: unknown) => (typeof value === 'string' ? value : '');
const nameOf = (values: FormValues) => text(values.name ?? values.nameDe);

const wrongLine = (line: number, name: string, problems: FieldProblem[]): ImportLine => ({
  line,
  name,
  outcome: 'wrong',
  changes: [],
  problems,
});

function summary(lines: readonly ImportLine[]): ImportResult {
  const count = (outcome: ImportLine['outcome']) => lines.filter((line) => line.outcome === outcome).length;
  return {
    created: count('created'),
    changed: count('changed'),
    unchanged: count('unchanged'),
    wrong: count('wrong'),
    lines: lines.flatMap((line) => shown(line)).slice(0, shownLines),
  };
}

const shown = ({ outcome, ...line }: ImportLine) => (outcome === 'unchanged' ? [] : [{ ...line, outcome }]);

/** Throws Failure `csv-wrong` if something is to be written and a line is wrong. */
function finish(result: ImportResult, preview: boolean): ImportResult {
  if (preview || result.wrong === 0) return result;
  const problems = result.lines.flatMap(({ line, problems: found }) =>
    found.map(({ field, problem, params }) => ({ field, problem, params: { ...params, line } })),
  );
  throw new Failure('csv-wrong', { params: { count: result.wrong }, problems });
}
