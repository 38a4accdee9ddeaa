/**
 * Writes the golden files of tests/corpus: `node scripts/corpus-golden.ts [NAME…]` (all if none is named) and prints which changed.
 * Read every change before committing it: a golden file says what is right, not what the code happens to do.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { corpusNames, explainedCorpusMail, goldenPath } from '../tests/corpus/corpus.ts';

const wanted = process.argv.slice(2);
const names = corpusNames().filter((name) => wanted.length === 0 || wanted.includes(name));
let changed = 0;
for (const name of names) {
  const golden = `${JSON.stringify(explainedCorpusMail(name, 'CRLF'), null, 2)}\n`;
  const path = goldenPath(name);
  if (existsSync(path) && readFileSync(path, 'utf8') === golden) continue;
  writeFileSync(path, golden);
  changed++;
  console.log(name);
}
console.log(`${changed} of ${names.length} written`);
