import type { Failure } from '../lib/failure.ts';
import { fillIn } from '../lib/fill-in.ts';
import { failures } from './failures.ts';

type Row = { http: number; de: string; en: string };

/** The HTTP status of a failure code; 500 for a code that is not in the table. */
export function failureStatus(code: string): number {
  return row(code).http;
}

/** What a failure code says to people; a code that is not in the table reads as `internal`. */
export function failureText(locale: 'de' | 'en', code: string, params: Failure['params'] = {}): string {
  return fillIn(row(code)[locale], params);
}

function row(code: string): Row {
  return Object.hasOwn(failures, code)
    ? ((failures as Record<string, Row>)[code] ?? failures.internal)
    : failures.internal;
}
