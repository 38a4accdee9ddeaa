import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { ExplainedMessage } from '../../src/mail/explain.ts';
import { corpusIndex, corpusNames, explainedCorpusMail, goldenPath } from './corpus.ts';

const names = corpusNames();

const golden = (name: string) => JSON.parse(readFileSync(goldenPath(name), 'utf8')) as ExplainedMessage;

test('every mail has a line in the index and the other way round', () => {
  const index = corpusIndex();
  expect([...index.keys()].toSorted()).toEqual(names);
  expect([...index.values()].filter((why) => why.trim() === '')).toEqual([]);
});

test('is large enough', () => {
  expect(names.length).toBeGreaterThanOrEqual(250);
});

test.each(names)('%s, as it travels (CRLF)', (name) => {
  expect(explainedCorpusMail(name, 'CRLF')).toEqual(golden(name));
});

test.each(names)('%s, as files keep it (LF)', (name) => {
  expect(withoutLineEnds(explainedCorpusMail(name, 'LF'))).toEqual(withoutLineEnds(golden(name)));
});

/** Files that travel as plain text have other bytes with other line ends; all the rest must be equal. */
function withoutLineEnds(message: ExplainedMessage): ExplainedMessage {
  const attachments = message.attachments.map((file) =>
    /^(?:text|message)\//.test(file.type) || /\.(?:asc|diff)$/.test(file.name) ? { ...file, size: 0, sha256: '' } : file,
  );
  return { ...message, attachments };
}
