import { failureText } from './desk/failure-text.ts';
import { asFailure } from './lib/failure.ts';
import type { Log } from './lib/log.ts';
import { redactText } from './lib/redact.ts';
import type { Terminal } from './cli-explain.ts';

/** What the command line needs to know of a started desk. */
export type Started = { url: string | null; setupUrl: string | null; stop(): Promise<void> };

/** A desk that has not ended by itself after this time is ended: the spools hold everything, and a supervisor would kill it anyway. */
const stopLimitMs = 20_000;

/**
 * `poststelle serve` and `worker`: starts, says where the page is, and runs until SIGTERM or SIGINT, which ends it cleanly (a second one at once).
 * Gives the exit code.
 */
export async function runUntilStopped(
  start: () => Promise<Started>,
  { log, terminal, forPerson }: { log: Log; terminal: Terminal; forPerson: boolean },
): Promise<number> {
  const stopped = nextSignal();
  let running: Started;
  try {
    running = await start();
  } catch (thrown) {
    log.debug({ error: thrown }, 'start failed');
    terminal.err(`Poststelle could not start. ${startProblem(thrown)}\n`);
    return 1;
  }
  greet(running, { log, terminal, forPerson });
  const signal = await stopped;
  log.info({ signal }, 'stopping');
  void nextSignal().then(() => process.exit(1));
  const late = setTimeout(() => {
    log.error(
      { seconds: stopLimitMs / 1000 },
      'could not stop in time; what was under way is taken up at the next start',
    );
    process.exit(1);
  }, stopLimitMs);
  await running.stop();
  clearTimeout(late);
  log.info({}, 'stopped');
  return 0;
}

/** What went wrong, in a sentence: our own failures by their texts, what the system says of a port in plain words. */
export function startProblem(thrown: unknown): string {
  const known = startFailure(thrown);
  if (known) return known;
  const failure = asFailure(thrown);
  const isUnforeseen = failure.code === 'internal';
  // A driver's words may repeat the address of the database with its password.
  return redactText(isUnforeseen ? `${failure.detail} (Details: POSTSTELLE_LOG_LEVEL=debug)` : textOf(failure));
}

function textOf({ code, params, detail }: ReturnType<typeof asFailure>): string {
  const text = failureText('en', code, params);
  return detail ? `${text} (${detail})` : text;
}

function startFailure(thrown: unknown): string | undefined {
  if (!(thrown instanceof Error) || !('code' in thrown)) return undefined;
  const { port = '', address = '' } = thrown as { port?: number; address?: string };
  const place = `${address}:${port}`;
  if (thrown.code === 'EADDRINUSE')
    return `Another program already listens on ${place}; perhaps Poststelle is running there. Choose another port with POSTSTELLE_PORT.`;
  if (thrown.code === 'EACCES' && port !== '')
    return `This user may not listen on ${place}. Choose a port above 1023 with POSTSTELLE_PORT.`;
  if (thrown.code === 'EADDRNOTAVAIL' || thrown.code === 'ENOTFOUND')
    return `This machine does not have the address of POSTSTELLE_HOST${address ? ` (${address})` : ''}.`;
  return undefined;
}

function nextSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    process.once('SIGTERM', resolve);
    process.once('SIGINT', resolve);
  });
}

function greet(
  { url, setupUrl }: Started,
  { log, terminal, forPerson }: { log: Log; terminal: Terminal; forPerson: boolean },
): void {
  if (!forPerson) {
    log.info({ url }, 'ready');
    if (setupUrl) log.info({ url: setupUrl }, 'open this address once to create the first administrator');
    return;
  }
  terminal.out(url ? `\n  Poststelle is ready: ${url}\n` : '\n  Poststelle is working, without a page of its own.\n');
  if (setupUrl) terminal.out(`  Create the first administrator here (once): ${setupUrl}\n`);
  terminal.out('  Stop with Ctrl+C.\n\n');
}
