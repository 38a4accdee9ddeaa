import { Failure } from '../lib/failure.ts';

/** SQLite cannot open or write the file, or it is none of its own (https://sqlite.org/rescode.html). */
const atFault = /^SQLITE_(READONLY|CANTOPEN|NOTADB|PERM|AUTH)/;

/** Failure `data-folder` that names the file if it cannot be used whatever one waits; else what was thrown. */
export function fileFailure(file: string, thrown: unknown): unknown {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  if (!atFault.test(code)) return thrown;
  const detail = thrown instanceof Error ? thrown.message : code;
  return new Failure('data-folder', { params: { folder: file }, detail, cause: thrown });
}
