import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';

/** How a command ended. `problem` says why it had to be ended, undefined if it ended by itself. */
export type Ended = { code: number | null; problem: string | undefined };

export type Bounds = {
  /** Its last work is to write this file. */
  reportFile: string;
  /** Time that it gets to end after that. */
  graceMs: number;
  /** Time that it gets in all. */
  limitMs: number;
};

/**
 * Runs a command with the terminal's output until it ends, but no longer than the bounds allow: a test that fails may leave a server or worker behind,
 * and the test runner then waits for it for ever. Everything that the command started is ended with it.
 */
export function runBounded(command: readonly string[], { reportFile, graceMs, limitMs }: Bounds): Promise<Ended> {
  const [program = '', ...args] = command;
  // A process group of its own, so that what it left behind can be found and ended.
  const child = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'], detached: true });
  const started = Date.now();
  let reportedAt: number | undefined;
  let problem: string | undefined;
  const end = (why: string) => {
    problem ??= why;
    endGroup(child.pid, 'SIGKILL');
  };
  const watch = setInterval(() => {
    if (reportedAt === undefined && existsSync(reportFile)) reportedAt = Date.now();
    if (reportedAt !== undefined && Date.now() - reportedAt > graceMs) end('a test left something running');
    if (Date.now() - started > limitMs) end(`it took longer than ${Math.round(limitMs / 60_000)} minutes`);
  }, 200);
  const passOn = (signal: NodeJS.Signals) => endGroup(child.pid, signal);
  process.on('SIGINT', passOn).on('SIGTERM', passOn);
  return new Promise((resolve) => {
    const finish = (code: number | null) => {
      clearInterval(watch);
      process.off('SIGINT', passOn).off('SIGTERM', passOn);
      endGroup(child.pid, 'SIGKILL');
      resolve({ code, problem });
    };
    child.on('exit', finish);
    child.on('error', (error) => {
      problem = error.message;
      finish(null);
    });
  });
}

function endGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch {
    // Nothing of it is left.
  }
}
