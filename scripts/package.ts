// npm run package: makes dist/poststelle-<version>.tgz, which `npm install` puts on a machine without our checkout and without all of our packages.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildPage } from './build-page.ts';
import { bundleServer } from './packaging/bundle.ts';
import { installedManifest, licenceNotices } from './packaging/manifest.ts';

const root = 'dist/package';
const plainFiles = [
  'bin/poststelle.js',
  'bin/runtime.js',
  'README.md',
  'CHANGELOG.md',
  'docs/screenshot.png',
  'web/dist',
];

rmSync('dist', { recursive: true, force: true });
mkdirSync(root, { recursive: true });
await buildPage();
const { assets, packages } = await bundleServer(join(root, 'dist'));
for (const file of new Set([...plainFiles, ...assets])) {
  if (file === 'package.json') continue;
  mkdirSync(dirname(join(root, file)), { recursive: true });
  cpSync(file, join(root, file), { recursive: true });
}
writeFileSync(join(root, 'package.json'), installedManifest());
writeFileSync(join(root, 'THIRD-PARTY-LICENSES.txt'), licenceNotices(packages));
execFileSync('npm', ['pack', '--silent', '--pack-destination', '..'], { cwd: root, stdio: 'inherit' });
