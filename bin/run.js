// Runs one of the project's own scripts under a fitting Node: node bin/run.js scripts/test.ts [arguments]
import { resolve } from 'node:path';
import { run } from './runtime.js';

const [script, ...args] = process.argv.slice(2);
await run(resolve(script), args);
