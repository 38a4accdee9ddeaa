import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { build, type Plugin } from 'esbuild';

/** What cannot be built in: it loads a binary of its own. */
export const externalPackages = ['better-sqlite3'];

/** Optional drivers that libraries ask for and do without; building must not insist on them. */
const neverUsed = ['pg-native', 'mysql2', 'mongodb', '@prisma/client', 'drizzle-orm', 'bun:sqlite', 'kerberos'];

/** A finished bundle: files that the code opens at run time besides itself, and packages that are built in. */
export type Bundle = { assets: string[]; packages: string[] };

/** CommonJS packages inside an ES module still look for these names. */
const banner = `import { createRequire as __createRequire } from 'node:module';
import { fileURLToPath as __fileURLToPath } from 'node:url';
const require = __createRequire(import.meta.url);
const __filename = __fileURLToPath(import.meta.url);
const __dirname = __fileURLToPath(new URL('.', import.meta.url));`;

/** Bundles src/cli.ts, and every file that the code starts as a worker, with all packages into ES modules in `folder`. */
export async function bundleServer(folder: string): Promise<Bundle> {
  const workers = new Set<string>();
  const assets = new Set<string>();
  const plugin = relativeFiles(folder, workers, assets);
  let started = -1;
  let inputs: string[] = [];
  // Workers are known only once the code that starts them was read, and a worker may start another one.
  while (workers.size > started) {
    started = workers.size;
    inputs = await bundle(['src/cli.ts', ...workers], folder, plugin);
  }
  return { assets: [...assets], packages: packagesOf(inputs) };
}

/** One run of esbuild; gives the input files. */
async function bundle(entryPoints: string[], folder: string, plugin: Plugin): Promise<string[]> {
  const { metafile } = await build({
    entryPoints,
    outdir: folder,
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    metafile: true,
    legalComments: 'none',
    external: [...externalPackages, ...neverUsed],
    // A flat folder: paths relative to a module are then the same from every chunk.
    entryNames: '[name]',
    chunkNames: 'part-[hash]',
    banner: { js: banner },
    plugins: [plugin],
    logLevel: 'error',
  });
  return Object.keys(metafile.inputs);
}

/**
 * Rewrites `new URL('<relative>', import.meta.url)` in our own files, because a bundle is one folder: a TypeScript file becomes an entry of its own,
 * anything else stays where it is relative to the root of the package.
 */
function relativeFiles(folder: string, workers: Set<string>, assets: Set<string>): Plugin {
  return {
    name: 'relative-files',
    setup: (esbuild) =>
      esbuild.onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, ({ path }) => {
        if (path.includes('node_modules')) return undefined;
        const contents = readFileSync(path, 'utf8').replaceAll(
          /new URL\(\s*(['"])(\.[^'"]*)\1,\s*import\.meta\.url\s*\)/g,
          (_all, _quote, target: string) => {
            const file = relative('.', resolve(dirname(path), target));
            if (!file.endsWith('.ts')) return pathInPackage(file, target, folder, assets);
            workers.add(file);
            return `new URL('./${file.replace(/^.*[\\/]|\.ts$/g, '')}.js', import.meta.url)`;
          },
        );
        return { contents, loader: 'ts' };
      }),
  };
}

function pathInPackage(file: string, target: string, folder: string, assets: Set<string>): string {
  if (!existsSync(file) && !file.startsWith('web'))
    throw new Error(`${file} is opened at run time, but does not exist`);
  assets.add(file);
  const isFolder = target.endsWith('/') || (existsSync(file) && statSync(file).isDirectory());
  return `new URL('${relative(folder, join(dirname(folder), file))}${isFolder ? '/' : ''}', import.meta.url)`;
}

/** The names of all packages among the input files of a bundle. */
function packagesOf(inputs: readonly string[]): string[] {
  const names = inputs.flatMap((input) => /^.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1] ?? []);
  return [...new Set(names)].toSorted();
}
