import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Paths, from the root of the repository, of all files below the given folders that are not ignored by .gitignore (which holds plain names and
 * `*.ending` only). Without git itself, so that it also works in an unpacked archive.
 */
export function trackedFiles(...folders: string[]): string[] {
  const ignored = readFileSync('.gitignore', 'utf8').split('\n').filter(Boolean);
  const isIgnored = (path: string) =>
    path === '.git' ||
    ignored.some((rule) => (rule.startsWith('*') ? path.endsWith(rule.slice(1)) : matches(rule, path)));
  const below = (folder: string): string[] =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const path = join(folder, entry.name);
      if (isIgnored(path)) return [];
      return entry.isDirectory() ? below(path) : [path];
    });
  return (folders.length > 0 ? folders : ['.']).flatMap(below);
}

/** As in git: `name/` means a folder of that name anywhere, `a/b/` that one folder. */
function matches(rule: string, path: string): boolean {
  const name = rule.replace(/\/$/, '');
  return name.includes('/') ? path === name : path.split('/').includes(name);
}
