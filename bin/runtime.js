// Plain JavaScript that also an outdated Node runs: it finds a Node that fits and starts the rest with it.
import { spawn } from 'node:child_process';
import * as nodeModule from 'node:module';
import { constants } from 'node:os';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** The oldest Node that strips types without a flag and loads the embedded database ("engines" in package.json). */
const oldest = [22, 18];

/** Signals that end or steer a server; whoever sent them to us meant the program that we started. */
const passedOn = ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2'];

/** Where Node keeps our files compiled: halves the start and spares memory. Beside the packages, so that nobody else writes there; not writable = without. */
const compiled = fileURLToPath(new URL('../node_modules/.cache/poststelle', import.meta.url));

/** True if a Node of this version ("24.1.0") runs the product. */
export function fits(version) {
  const [major, minor] = version.split('.').map(Number);
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
}

/** The Node binary that came with our packages for this machine, or undefined if there is none. */
export function packagedNode() {
  try {
    return nodeModule.createRequire(import.meta.url).resolve(`node-${process.platform}-${process.arch}/bin/node`);
  } catch {
    return undefined;
  }
}

/** Runs a script (absolute path) with arguments under a fitting Node: in this process if it fits, else in a child whose end becomes ours. */
export async function run(script, args) {
  process.env.NODE_COMPILE_CACHE ??= compiled; // for threads and a child
  if (fits(process.versions.node)) {
    nodeModule.enableCompileCache?.(process.env.NODE_COMPILE_CACHE);
    process.argv = [process.argv[0], script, ...args];
    await import(pathToFileURL(script).href);
    return;
  }
  const node = packagedNode();
  if (!node) {
    process.stderr.write(
      `Poststelle needs Node.js ${oldest.join('.')} or newer. This is Node.js ${process.versions.node}, and no newer one came with the packages ` +
        `for ${process.platform} ${process.arch}.\nInstall Node.js 24 (nodejs.org) and start again.\n`,
    );
    process.exitCode = 1;
    return;
  }
  startUnder(node, [script, ...args]);
}

function startUnder(node, args) {
  const child = spawn(node, args, { stdio: 'inherit' });
  for (const signal of passedOn) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    process.stderr.write(`${node} could not be started: ${error.message}\n`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    if (signal === null) {
      process.exitCode = code;
      return;
    }
    // Ended by a signal: a shell expects 128 + its number, as if the signal had ended this process.
    process.exit(128 + constants.signals[signal]);
  });
}
