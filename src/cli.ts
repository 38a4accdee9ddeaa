import { Command, InvalidArgumentError } from 'commander';
import { configReport } from './cli-config.ts';
import { type ExplainOptions, explainFiles } from './cli-explain.ts';
import { runUntilStopped, startProblem } from './cli-serve.ts';
import { type Config, type ConfigOrigins, loadConfig } from './config.ts';
import { configFields } from './config-fields.ts';
import type { Desk } from './flows/desk.ts';
import { openKeyring } from './keyring.ts';
import { createLog, type Log } from './lib/log.ts';
import type { Keyring } from './lib/seal.ts';
import { productVersion } from './version.ts';

/** Exit codes: a mistake in the call or the configuration is not the same as a failure at work. */
const exitUsage = 2;

const terminal = {
  stdin: process.stdin,
  out: (text: string) => void process.stdout.write(text),
  err: (text: string) => void process.stderr.write(text),
};

/** Whoever read only the beginning (`| head`) has what they wanted. A running desk goes on without its reader. */
let onReaderGone = (): void => process.exit();
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (thrown: NodeJS.ErrnoException) => {
    if (thrown.code !== 'EPIPE') throw thrown;
    onReaderGone();
  });

const program = new Command('poststelle')
  .description(
    'Poststelle is a service desk that lives on e-mail: it turns every mail into the right ticket and sends the answers.',
  )
  .version(productVersion(), '--version', 'print the version')
  .helpOption('--help', 'explain the command')
  .helpCommand('help [command]', 'explain a command')
  .option('--config <file>', 'read settings from this file (default: the one named by POSTSTELLE_CONFIG, if any)')
  .showSuggestionAfterError(true)
  .exitOverride((end) => process.exit(end.exitCode === 0 ? 0 : exitUsage))
  .addHelpText('after', () => `\n${settingsHelp()}`);

program
  .command('serve')
  .summary('run the desk: page, fetching and sending')
  .description(
    'Runs the desk until it is stopped: answers the page and the API, fetches, files and sends mail. Prints the address, and at the first start a one-time link to create the first administrator.',
  )
  .addHelpText('after', examples('serve', '--config /etc/poststelle.env serve'))
  .action(() => run());

program
  .command('worker')
  .summary('run fetching and sending only')
  .description(
    'Fetches, files and sends mail without a page, beside a `serve` with POSTSTELLE_WORKER=off. Several workers need PostgreSQL.',
  )
  .addHelpText('after', examples('worker'))
  .action(() => run({ web: false, worker: true }));

program
  .command('setup-link')
  .summary('print a new link to create the first administrator')
  .description(
    'Prints a new one-time link to create the first administrator; earlier links no longer work. Ends with 1 if there is an administrator already.',
  )
  .addHelpText('after', examples('setup-link'))
  .action(async () => {
    process.exitCode = await withDesk(printSetupLink);
  });

program
  .command('backup')
  .summary('copy the desk while it runs')
  .description(
    'Writes the database, mails and attachments into a folder, while the desk runs. Into the same folder again, only what is new is copied. The key is not part of it: keep it apart.',
  )
  .argument('<folder>', 'where to; made if it is missing')
  .addHelpText('after', examples('backup /mnt/backup/poststelle'))
  .action(async (folder: string) => {
    const { backUp } = await import('./cli-backup.ts');
    process.exitCode = await backUp(settings().config, folder, terminal);
  });

program
  .command('check-mailbox')
  .summary('test the connection of a mailbox')
  .description(
    'Tests a stored mailbox step by step and shows what its server says. An incoming mailbox is only looked at, nothing changes there; an outgoing one sends a test mail.',
  )
  .argument('<mailbox>', 'its name or number')
  .option('--to <address>', 'who gets the test mail of an outgoing mailbox')
  .addHelpText('after', examples('check-mailbox Support', 'check-mailbox 2 --to me@example.org'))
  .action(async (mailbox: string, { to }: { to?: string }) => {
    process.exitCode = await withDesk(async (desk) => {
      const { checkStoredMailbox } = await import('./cli-check-mailbox.ts');
      const stop = new AbortController();
      process.once('SIGINT', () => stop.abort());
      return checkStoredMailbox(desk, mailbox, { recipient: to, signal: stop.signal }, terminal);
    });
  });

program
  .command('explain')
  .summary('show what is understood of a mail')
  .description(
    'Shows what is understood of mails: sender, subject, new text, attachments, what kind of mail it is. Needs no desk, database or network; only --verify asks the DNS, for keys and policies of the domains that the mail names.',
  )
  .argument('<file...>', 'files with one mail each; - reads standard input')
  .option('--json', 'one JSON object a line, in the order of the files', false)
  .option('--verify', 'also check DKIM, SPF, DMARC and ARC, by DNS', false)
  .option(
    '--trusted-hops <number>',
    'for SPF: how many Received lines, from the top, your own servers wrote; the last of them names the sending address (default: unknown, SPF is not checked)',
    hopCount,
    0,
  )
  .addHelpText(
    'after',
    examples('explain mail.eml', 'explain --json inbox/*.eml', 'explain --verify mail.eml', 'explain - < mail.eml'),
  )
  .action(async (files: string[], options: { json: boolean; verify: boolean; trustedHops: number }) => {
    const verify = options.verify ? await verifier(options.trustedHops) : undefined;
    process.exitCode = await explainFiles(files, { json: options.json, verify }, terminal);
  });

program
  .command('config')
  .summary('show the settings in force')
  .description('Prints every setting of the process with its value and where that comes from. Secrets are masked.')
  .addHelpText('after', examples('config', '--config /etc/poststelle.env config'))
  .action(() => {
    const { config, origins } = settings();
    terminal.out(configReport(config, origins));
  });

await program.parseAsync();

async function verifier(trustedReceivedHops: number): Promise<ExplainOptions['verify']> {
  // Loaded here because the library takes longer to load than most mails to explain.
  const [{ verifyMail }, { systemResolver }] = await Promise.all([
    import('./net/mail-verification.ts'),
    import('./net/dns-lookup.ts'),
  ]);
  const resolver = systemResolver();
  return (raw) => verifyMail(raw, { resolver, trustedReceivedHops });
}

/** The number of an option; ends the process if it is none. */
function hopCount(text: string): number {
  if (!/^\d{1,2}$/.test(text)) throw new InvalidArgumentError('It has to be a number from 0 to 99.');
  return Number(text);
}

/** Runs the desk, or those parts of it, until it is stopped. */
async function run(parts?: { web: boolean; worker: boolean }): Promise<void> {
  const { config } = settings();
  const forPerson = isForPerson(config);
  const log = logOf(config);
  const ring = keys(config);
  onReaderGone = () => undefined;
  // Loaded here because the other commands do without it and should be quick.
  const { serve } = await import('./main.ts');
  const code = await runUntilStopped(() => serve(config, ring, log, parts), { log, terminal, forPerson });
  process.exit(code);
}

/** Opens the desk for one command and closes it; gives the command's exit code, or tells the failure and gives 1. */
async function withDesk(command: (desk: Desk, config: Config) => Promise<number>): Promise<number> {
  const { config } = settings();
  const ring = keys(config);
  const { openDesk } = await import('./main.ts');
  try {
    // Only results go to standard output.
    const desk = await openDesk(config, ring, logOf(config, terminal.err));
    try {
      return await command(desk, config);
    } finally {
      await desk.store.close();
    }
  } catch (thrown) {
    terminal.err(`${startProblem(thrown)}\n`);
    return 1;
  }
}

async function printSetupLink(desk: Desk, { publicUrl }: Config): Promise<number> {
  const { makeSetupLink } = await import('./api/setup-link.ts');
  const link = await makeSetupLink(desk, publicUrl);
  if (link) terminal.out(`${link}\n`);
  else
    terminal.err('There is an administrator already. Administrators can add others and set passwords on the page.\n');
  return link ? 0 : 1;
}

function keys(config: Config): Keyring {
  const opened = openKeyring(config);
  return 'ring' in opened ? opened.ring : refuse('The key cannot be used:', [opened.problem]);
}

/** Text for a person at a terminal, JSON for everything that collects logs. */
function isForPerson({ logFormat }: Config): boolean {
  return logFormat === 'text' || (logFormat === 'auto' && process.stdout.isTTY);
}

function logOf(config: Config, write: (line: string) => void = terminal.out): Log {
  return createLog({ level: config.logLevel, format: isForPerson(config) ? 'text' : 'json', write });
}

/** The settings from environment and file; ends the process with every mistake told at once. */
function settings(): { config: Config; origins: ConfigOrigins } {
  const file = program.opts<{ config?: string }>().config ?? process.env.POSTSTELLE_CONFIG;
  const loaded = loadConfig(process.env, file || undefined);
  if ('config' in loaded) return loaded;
  return refuse('The configuration needs to be corrected:', loaded.problems);
}

function refuse(head: string, problems: readonly string[]): never {
  terminal.err(`${head}\n${problems.map((problem) => `  ${problem}\n`).join('')}`);
  process.exit(exitUsage);
}

function examples(...commands: string[]): string {
  return `\nExamples:\n${commands.map((command) => `  poststelle ${command}\n`).join('')}`;
}

/** Every setting with its default, for the main help page. */
function settingsHelp(): string {
  const rows = Object.values(configFields).map(({ variable, default: fallback, about }) => {
    const standard = fallback === '' ? '' : ` Default: ${fallback}.`;
    return `  ${variable}\n      ${about.replaceAll('`', '')}${standard}`;
  });
  return [
    'Settings come from the environment or from the configuration file (NAME=value a line, # comments); the environment wins.',
    ...rows,
    examples('serve', 'explain mail.eml', 'config'),
  ].join('\n');
}
