import { readdirSync, readFileSync } from 'node:fs';
import { explainMessage, type ExplainedMessage } from '../../src/mail/explain.ts';
import { parseMessage } from '../../src/mail/parse.ts';

const FOLDER = new URL('./', import.meta.url);

/** The names of all corpus mails, sorted. */
export function corpusNames(): string[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.eml'))
    .map((file) => file.slice(0, -'.eml'.length))
    .toSorted();
}

/** One corpus mail with the given line ends. The files are kept with LF; CRLF is how mail travels (RFC 5322 §2.1). */
export function corpusMail(name: string, lineEnd: 'LF' | 'CRLF'): Uint8Array {
  const raw = readFileSync(new URL(`${name}.eml`, FOLDER));
  return lineEnd === 'LF' ? raw : Buffer.from(raw.toString('latin1').replace(/\r?\n/g, '\r\n'), 'latin1');
}

/** What `explain --json` says of one corpus mail. */
export function explainedCorpusMail(name: string, lineEnd: 'LF' | 'CRLF'): ExplainedMessage {
  return explainMessage(parseMessage(corpusMail(name, lineEnd)));
}

/** Where the golden file of a corpus mail lies. */
export function goldenPath(name: string): URL {
  return new URL(`${name}.json`, FOLDER);
}

/** Name → why the mail exists, from index.tsv. */
export function corpusIndex(): Map<string, string> {
  const lines = readFileSync(new URL('index.tsv', FOLDER), 'utf8').trimEnd().split('\n').slice(1);
  return new Map(lines.map((line): [string, string] => [line.split('\t', 1)[0] as string, line.slice(line.indexOf('\t') + 1)]));
}
