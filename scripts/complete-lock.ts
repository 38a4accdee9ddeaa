// npm run lock, after every change of dependencies: completes package-lock.json with the optional packages of other platforms. npm leaves out those that
// the registry in use does not have, and `npm ci` then refuses the whole lock file, although it would not install them here (docs/decisions/0007).
import { readFileSync, writeFileSync } from 'node:fs';
import { isEntry } from './entry.ts';

type Entry = {
  version?: string;
  dev?: boolean;
  optional?: boolean;
  cpu?: string[];
  os?: string[];
  libc?: string[];
  license?: string;
  optionalDependencies?: Record<string, string>;
};
export type Lock = { packages: Record<string, Entry> };

/** The optional packages that the lock file names as dependencies but has no entry for: name → version. */
export function missingFromLock({ packages }: Lock): Map<string, string> {
  const missing = new Map<string, string>();
  for (const [path, { optionalDependencies = {} }] of Object.entries(packages))
    for (const [name, version] of Object.entries(optionalDependencies))
      if (!packages[`node_modules/${name}`] && !packages[`${path}/node_modules/${name}`]) missing.set(name, version);
  return missing;
}

/** The lock file with entries for them, as far as name and exact version tell all that npm needs. Throws for a package whose platform its name does not tell. */
export function completeLock(lock: Lock): Lock {
  const packages = { ...lock.packages };
  for (const [name, version] of missingFromLock(lock)) packages[`node_modules/${name}`] = platformEntry(name, version);
  const sorted = Object.entries(packages).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return { ...lock, packages: Object.fromEntries(sorted) };
}

function platformEntry(name: string, version: string): Entry {
  const platform =
    /\b(android|darwin|freebsd|linux|openharmony|win32)-(arm64|arm|ia32|ppc64|riscv64|s390x|x64)(?:-(\w+))?$/.exec(
      name,
    );
  if (!platform || !/^\d+\.\d+\.\d+$/.test(version))
    throw new Error(`What ${name} ${version} is for, its name does not tell`);
  const [, os = '', cpu = '', variant = ''] = platform;
  const libc = variant.startsWith('musl') ? { libc: ['musl'] } : variant.startsWith('gnu') ? { libc: ['glibc'] } : {};
  return { version, cpu: [cpu], dev: true, ...libc, optional: true, os: [os] };
}

if (isEntry(import.meta.url)) {
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lock;
  writeFileSync('package-lock.json', `${JSON.stringify(completeLock(lock), null, 2)}\n`);
}
