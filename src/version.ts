import { readFileSync } from 'node:fs';

// One folder above src/ in a checkout and above dist/ when installed.
const manifest = new URL('../package.json', import.meta.url);

/** The product's version as package.json tells it. */
export function productVersion(): string {
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  return version;
}
