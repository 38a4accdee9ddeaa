import { execFile, execFileSync, spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

export const loopback = '127.0.0.1';
export const runsAsRoot = process.getuid?.() === 0;
export const ownName = userInfo().username;
export const ownGroup = execFileSync('id', ['-gn'], { encoding: 'utf8' }).trim();

const execute = promisify(execFile);

/** The path of a program, or an error that names the Debian package to install. */
export function requireProgram(name: string, debianPackage: string, folders: readonly string[] = []): string {
  const searched = [...folders, ...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/bin', '/sbin'];
  for (const folder of searched) {
    const path = join(folder, name);
    if (isExecutable(path)) return path;
  }
  throw new Error(`The tests need the program "${name}". Install it with: apt-get install ${debianPackage}`);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Runs a program to its end; gives its standard output, throws with its error output if it fails. */
export async function run(program: string, args: readonly string[], options: { cwd?: string } = {}): Promise<string> {
  const { stdout } = await execute(program, [...args], { ...options, maxBuffer: 64 * 1024 * 1024 });
  return stdout;
}

/**
 * A new folder with a short path, because the path of a Unix socket may have 108 bytes only. Others may enter it: servers started by root give up
 * their rights. `remove` deletes it with all it holds.
 */
export async function temporaryFolder(prefix: string): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), `${prefix}-`));
  await chmod(path, 0o755);
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 5 }) };
}

const takenHere = new Set<number>();

/** Free loopback ports between 20000 and 32000, below the range that the kernel uses for outgoing connections. */
export async function freePorts(count: number): Promise<number[]> {
  const ports: number[] = [];
  while (ports.length < count) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    if (takenHere.has(port) || !(await isFree(port))) continue;
    takenHere.add(port);
    ports.push(port);
  }
  return ports;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, loopback, () => probe.close(() => resolve(true)));
  });
}

// Ends the server and removes its folder when the pipe to us closes, so that a killed test run leaves nothing behind.
const keeper = `
signal=$1; folder=$2; shift 2
exec 3<&0
"$@" </dev/null 3<&- &
server=$!
(cat <&3 >/dev/null; kill -$signal $server; wait; sleep 2; rm -rf "$folder") >/dev/null 2>&1 &
exec 3<&-
wait $server
`;

/** A running server process. `end` asks it to end and waits for it, `stop` kills it with all its children and removes its folder. */
export type RunningServer = {
  end: () => Promise<void>;
  stop: () => Promise<void>;
  hasEnded: () => boolean;
  output: () => string;
};

/** Starts a server that stays in the foreground, in a process group of its own. It ends by `signal` when this process is gone. */
export function startServer(
  program: string,
  args: readonly string[],
  folder: { path: string; remove: () => Promise<void> },
  signal = 'TERM',
): RunningServer {
  const child = spawn('/bin/sh', ['-c', keeper, 'keeper', signal, folder.path, program, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  let output = '';
  const collect = (chunk: Buffer) => {
    output = (output + chunk.toString('latin1')).slice(-20_000);
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  child.stdin.on('error', () => undefined);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const killGroup = () => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // Already gone.
    }
  };
  return {
    output: () => output,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    end: async () => {
      child.stdin.end();
      await ended;
    },
    stop: async () => {
      killGroup();
      await ended;
      child.stdin.destroy();
      child.stdout.destroy();
      child.stderr.destroy();
      await endProcessesOf(folder.path);
      await folder.remove();
    },
  };
}

/** Kills what still runs with the path in its command line: children that left the process group of their server. */
export async function endProcessesOf(path: string): Promise<void> {
  let alive = true;
  for (let round = 0; alive && round < 100; round += 1) {
    alive = false;
    for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
      const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
      if (!commandLine.includes(`${path}/`) || Number(pid) === process.pid) continue;
      alive = true;
      try {
        process.kill(Number(pid), 'SIGKILL');
      } catch {
        // Gone in the meantime.
      }
    }
  }
}

/** Waits until something that listens on the port says a line that begins with `greeting`; throws what the server printed if it ends before. */
export async function waitForGreeting(
  port: number,
  greeting: string,
  server: RunningServer,
  diagnose: () => Promise<string>,
) {
  const deadline = Date.now() + 20_000;
  while (Date.now() < deadline && !server.hasEnded()) {
    if ((await readGreeting(port)).startsWith(greeting)) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const words = `${server.output()}\n${await diagnose()}`.trim();
  await server.stop();
  throw new Error(`The server on port ${port} did not greet with "${greeting}":\n${words.slice(-3000)}`);
}

function readGreeting(port: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ host: loopback, port });
    const done = (text: string) => {
      socket.destroy();
      resolve(text);
    };
    socket.setTimeout(2000, () => done(''));
    socket.once('error', () => done(''));
    socket.once('close', () => done(''));
    socket.once('data', (chunk) => done(chunk.toString('latin1')));
  });
}
