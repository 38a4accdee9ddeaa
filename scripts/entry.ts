import { fileURLToPath } from 'node:url';

/** Whether a file (its `import.meta.url`) is the script that was started, by `node` itself or through bin/run.js, and not imported by another one. */
export function isEntry(url: string): boolean {
  return process.argv[1] === fileURLToPath(url);
}
