import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { externalPackages } from './bundle.ts';

type Manifest = {
  name: string;
  version: string;
  description: string;
  license: string;
  type: string;
  engines: Record<string, string>;
  bin: Record<string, string>;
  dependencies: Record<string, string>;
  optionalDependencies: Record<string, string>;
};

/** The package.json of what users install: only what could not be built in stays a dependency. */
export function installedManifest(): string {
  const own = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
  const { name, version, description, license, type, engines, bin, optionalDependencies } = own;
  const dependencies = Object.fromEntries(
    Object.entries(own.dependencies).filter(([each]) => externalPackages.includes(each)),
  );
  const manifest = { name, version, description, license, type, engines, bin, dependencies, optionalDependencies };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** The licence notices of the packages that are built in. Throws if one has neither a licence file nor the name of a licence. */
export function licenceNotices(packages: readonly string[]): string {
  const head = 'Poststelle contains the following packages. Their licences:\n';
  return [head, ...packages.map(noticeOf)].join(`\n${'-'.repeat(80)}\n\n`);
}

function noticeOf(name: string): string {
  const folder = join('node_modules', name);
  const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    version: string;
    license?: string;
  };
  const files = existsSync(folder)
    ? readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file))
    : [];
  if (files.length === 0 && !license) throw new Error(`${name} names no licence`);
  const texts = files.map((file) => readFileSync(join(folder, file), 'utf8').trim());
  return `${name} ${version}: ${license ?? 'see below'}\n\n${texts.join('\n\n')}\n`;
}
