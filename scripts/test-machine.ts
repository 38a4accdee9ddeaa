import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A program that the tests start, and the Debian package that brings it. `version` must match what the program says with `versionFlag`. */
export type Need = { program: string; package: string; why: string; versionFlag?: string; version?: RegExp };

/** What `npm test` needs beside Node. Nothing here is needed to run the product. */
export const needs: readonly Need[] = [
  { program: 'dovecot/imap', package: 'dovecot-imapd', why: 'the IMAP server that mail is fetched from' },
  { program: 'dovecot/pop3', package: 'dovecot-pop3d', why: 'the POP3 server that mail is fetched from' },
  { program: 'dovecot/lmtp', package: 'dovecot-lmtpd', why: 'delivery into the IMAP server' },
  { program: 'dovecot/submission-login', package: 'dovecot-submissiond', why: 'a second SMTP server to send through' },
  {
    program: 'exim4',
    package: 'exim4-daemon-heavy',
    why: 'the SMTP server that mail comes from and goes to, with sign-in',
    // Debian's light variant has the same name but cannot check a sign-in.
    versionFlag: '-bV',
    version: /^Authenticators:.*\bdovecot\b/m,
  },
  { program: 'postgres', package: 'postgresql', why: 'the second database' },
  { program: 'chromium', package: 'chromium', why: 'the page in a real browser' },
  { program: 'openssl', package: 'openssl', why: 'certificates of the test servers' },
];

/** Debian puts servers where an ordinary user's PATH does not look. */
const serverFolders = ['/usr/sbin', '/usr/local/sbin', '/sbin', '/usr/lib', '/usr/libexec'];

/** The needs that this machine does not meet. */
export function missingNeeds(all: readonly Need[] = needs, path = process.env.PATH ?? ''): Need[] {
  const folders = [...path.split(delimiter), ...serverFolders, ...postgresFolders()].filter(Boolean);
  return all.filter((need) => !folders.some((folder) => meets(need, join(folder, need.program))));
}

function meets(need: Need, path: string): boolean {
  if (!existsSync(path)) return false;
  return !need.version || !need.versionFlag || need.version.test(spawnSync(path, [need.versionFlag]).stdout.toString());
}

/** What decides how missing programs can be had. `asRoot` are the words that make a command run as root, undefined if there is no way. */
export type Machine = { hasApt: boolean; asRoot: readonly string[] | undefined };

/** What to do about missing programs: the command for apt-get, or sentences for a person who has to do it. */
export function planSetup(
  missing: readonly Need[],
  { hasApt, asRoot }: Machine,
): { install: string[] } | { tell: string } {
  if (!hasApt)
    return { tell: `${list(missing)}\nThis is not a Debian machine: please install these programs yourself.` };
  if (asRoot) return { install: packages(missing) };
  const command = `apt-get install --no-install-recommends ${packages(missing).join(' ')}`;
  return { tell: `${list(missing)}\nNeither root nor sudo without a password is at hand. As root run:\n  ${command}` };
}

/**
 * Installs what is missing with apt as root or through sudo. Returns undefined if everything is there in the end, else sentences that say what
 * is missing and why we could not install it.
 */
export function prepareMachine(): string | undefined {
  const missing = missingNeeds();
  if (missing.length === 0) return undefined;
  const asRoot = process.getuid?.() === 0 ? [] : sudo();
  const plan = planSetup(missing, { hasApt: isOnPath('apt-get'), asRoot });
  if ('tell' in plan) return plan.tell;
  console.log(`${list(missing)}\nInstalling them with apt-get.`);
  const refused = install(asRoot ?? [], plan.install);
  const still = missingNeeds();
  if (still.length === 0) return undefined;
  return `${list(still)}\n${refused ?? 'apt-get reported success, but the programs are not there.'}`;
}

function list(missing: readonly Need[]): string {
  const lines = missing.map((need) => `  ${need.program} (package ${need.package}): ${need.why}`);
  return ['The tests need programs that this machine lacks:', ...lines].join('\n');
}

function packages(missing: readonly Need[]): string[] {
  return [...new Set(missing.map((need) => need.package))];
}

/** PostgreSQL's programs lie in a folder per version. */
function postgresFolders(): string[] {
  const root = '/usr/lib/postgresql';
  return existsSync(root) ? readdirSync(root).map((version) => join(root, version, 'bin')) : [];
}

function isOnPath(program: string): boolean {
  return missingNeeds([{ program, package: program, why: '' }]).length === 0;
}

/** The words that make a command run as root, or undefined if sudo is absent or would need a password that nobody is there to type. */
function sudo(): string[] | undefined {
  if (!isOnPath('sudo')) return undefined;
  if (spawnSync('sudo', ['-n', 'true']).status === 0) return ['sudo', '-n'];
  return process.stdin.isTTY ? ['sudo'] : undefined;
}

/** Installs packages; a sentence if apt refused. The servers in them are not started: the tests start their own, on loopback. */
function install(asRoot: readonly string[], names: readonly string[]): string | undefined {
  const undo = forbidServiceStarts(asRoot);
  try {
    // Package lists that are missing or stale are the usual cause of a first refusal, so they are fetched before the second try.
    if (aptInstall(asRoot, names) === 0) return undefined;
    aptGet(asRoot, ['update']);
    if (aptInstall(asRoot, names) === 0) return undefined;
    return `apt-get could not install ${names.join(', ')}; its own words are above. Other packages are not removed for the tests.`;
  } finally {
    undo();
  }
}

function aptInstall(asRoot: readonly string[], names: readonly string[]): number | null {
  const command = ['install', '-y', '--no-install-recommends'];
  // Another mail server on this machine must not be thrown out for the sake of our tests; Exim's light variant only gives way to the heavy one.
  const plan = spawnSync('apt-get', ['-s', ...command, ...names], { encoding: 'utf8' }).stdout;
  const removed = [...plan.matchAll(/^Remv (\S+)/gm)].map((match) => match[1]);
  const keepAll = removed.every((name) => name === 'exim4-daemon-light') ? [] : ['--no-remove'];
  return aptGet(asRoot, [...command, ...keepAll, ...names]);
}

function aptGet(asRoot: readonly string[], args: readonly string[]): number | null {
  const [command = 'env', ...rest] = [...asRoot, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-q', ...args];
  return spawnSync(command, rest, { stdio: [process.stdin.isTTY ? 'inherit' : 'ignore', 'inherit', 'inherit'] }).status;
}

/** Debian's way to install a server without starting it (policy-rc.d answers 101); taken back by the returned function. */
function forbidServiceStarts(asRoot: readonly string[]): () => void {
  const policy = '/usr/sbin/policy-rc.d';
  if (existsSync(policy)) return () => undefined;
  const script = '#!/bin/sh\nexit 101\n';
  if (asRoot.length === 0) {
    writeFileSync(policy, script, { mode: 0o755 });
    return () => rmSync(policy, { force: true });
  }
  const [command = '', ...words] = asRoot;
  spawnSync(command, [...words, 'sh', '-c', `printf '#!/bin/sh\\nexit 101\\n' > ${policy} && chmod 755 ${policy}`]);
  return () => void spawnSync(command, [...words, 'rm', '-f', policy]);
}
