#!/usr/bin/env node
// The one entry of the product: `poststelle <command>`, in a checkout (TypeScript) and when installed (bundle).
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { run } from './runtime.js';

const bundle = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
const source = fileURLToPath(new URL('../src/cli.ts', import.meta.url));
await run(existsSync(source) ? source : bundle, process.argv.slice(2));
