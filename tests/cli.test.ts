import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';

type Ended = { code: number | null; signal: string | null; out: string; err: string };

/** Runs a script of bin/ to its end, with only the given environment. `said` is called with all output so far. */
function run(
  args: readonly string[],
  more: {
    stdin?: string;
    env?: Record<string, string>;
    node?: string[];
    said?: (out: string, pid: number) => void;
  } = {},
): Promise<Ended> {
  const env = { PATH: process.env.PATH ?? '', ...more.env };
  const child = spawn(process.execPath, [...(more.node ?? []), ...args], { env, stdio: 'pipe' });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    out += String(chunk);
    more.said?.(out, child.pid ?? 0);
  });
  child.stderr.on('data', (chunk) => (err += String(chunk)));
  child.stdin.on('error', () => undefined);
  child.stdin.end(more.stdin ?? '');
  return new Promise((resolve) => child.on('close', (code, signal) => resolve({ code, signal, out, err })));
}

const cli = (args: string[], more: Parameters<typeof run>[1] = {}) => run(['bin/poststelle.js', ...args], more);

const mail =
  'From x Mon Mar  2 06:00:37 2026\r\nFrom: Eva <eva@kunde.test>\r\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\n\r\nHallo\r\n';

function mailFile(): string {
  const file = join(mkdtempSync(join(tmpdir(), 'poststelle-cli-')), 'mail.eml');
  writeFileSync(file, mail);
  return file;
}

test('explain --json prints one object a line in the order of the files', async () => {
  const file = mailFile();
  const ended = await cli(['explain', '--json', '-', file], { stdin: mail.replace('Eva', 'Ida') });
  const lines = ended.out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines).toMatchObject([
    { file: '-', message: { from: { name: 'Ida', addr: 'eva@kunde.test' }, subject: 'Grüße' }, verdict: null },
    { file, message: { from: { name: 'Eva' } } },
  ]);
  expect(ended).toMatchObject({ code: 0, err: '' });
});

test('whoever reads only the beginning gets it, and no complaint', async () => {
  const command = '"$0" bin/poststelle.js explain --json $(yes "$1" | head -2000) | head -n 1';
  const child = spawn('sh', ['-c', command, process.execPath, mailFile()], { stdio: ['ignore', 'pipe', 'pipe'] });
  const [out, err] = await Promise.all([child.stdout, child.stderr].map((stream) => text(stream)));
  expect(err).toBe('');
  expect(JSON.parse(out ?? '')).toMatchObject({ message: { subject: 'Grüße' } });
});

test('explain checks signatures and policies only if asked to', async () => {
  // Without a From there is no domain that the DNS could be asked about.
  const stdin = 'Received: from a.test (a.test [192.0.2.1]) by b.test; x\nSubject: x\n\nHallo\n';
  const silent = await cli(['explain', '--json', '-'], { stdin });
  expect(JSON.parse(silent.out)).not.toHaveProperty('verification');
  const checked = await cli(['explain', '--json', '--verify', '-'], { stdin });
  expect(JSON.parse(checked.out)).toMatchObject({
    message: { subject: 'x' },
    verification: { dkim: [], spf: { result: 'none' }, dmarc: { result: 'permerror' }, arc: { result: 'none' } },
  });
  const shown = await cli(['explain', '--verify', '-'], { stdin });
  expect(shown.out).toMatch(/^ {2}SPF +none \(not checked.*\)\n {2}DMARC +permerror .*\n {2}ARC +none$/m);
  expect(await cli(['explain', '--trusted-hops', 'x', '-'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('number'),
  });
});

test('explain goes on after a file that cannot be read, and says so in the end', async () => {
  const ended = await cli(['explain', '/nowhere/a.eml', mailFile()]);
  expect(ended.err).toBe('/nowhere/a.eml cannot be read (ENOENT).\n');
  expect(ended.out).toContain('Subject     Grüße');
  expect(ended.code).toBe(1);
});

test('a mail cannot steer the terminal of whoever explains it', async () => {
  const ended = await cli(['explain', '-'], { stdin: 'From: a@b.test\nSubject: x\n\n\u001b[2Jweg\n' });
  expect(ended.out).toContain('weg');
  expect(ended.out).not.toContain('\u001b');
});

test('wrong settings are all told at once, with exit code 2', async () => {
  const ended = await cli(['config'], { env: { POSTSTELLE_PORT: 'x', DATABASE_URL: 'mysql://u:Xq7planted@h' } });
  expect(ended.code).toBe(2);
  expect(ended.err).toMatch(/DATABASE_URL is not a PostgreSQL address[\s\S]*POSTSTELLE_PORT is not a whole number/);
  expect(ended.out + ended.err).not.toContain('Xq7planted');
});

test('config shows what is in force and where it comes from, without secrets', async () => {
  const env = { POSTSTELLE_MAX_MAIL_MB: '20', DATABASE_URL: 'postgres://u:Xq7planted@h/d', POSTSTELLE_WORKER: 'no' };
  const ended = await cli(['config'], { env });
  expect(ended.code).toBe(0);
  expect(ended.out).toMatch(/^POSTSTELLE_MAX_MAIL_MB=20 +# POSTSTELLE_MAX_MAIL_MB$/m);
  expect(ended.out).toMatch(/^POSTSTELLE_WORKER=off +# POSTSTELLE_WORKER$/m);
  expect(ended.out).toMatch(/^DATABASE_URL=\*\*\* +# DATABASE_URL$/m);
  expect(ended.out).toMatch(/^POSTSTELLE_KEY= +# default$/m);
  expect(ended.out).not.toContain('Xq7planted');
});

test('--help names every command and setting, an unknown command ends with 2', async () => {
  const help = await cli(['--help']);
  for (const word of ['explain', 'config', 'POSTSTELLE_DATA', 'DATABASE_URL']) expect(help.out).toContain(word);
  expect(help.code).toBe(0);
  expect(await cli(['explian'])).toMatchObject({ code: 2, err: expect.stringContaining('Did you mean explain?') });
});

test('the README names the commands that there are', async () => {
  const help = await cli(['--help']);
  const commandList = help.out.slice(help.out.indexOf('Commands:'), help.out.indexOf('Settings come'));
  const commands = [...commandList.matchAll(/^ {2}([a-z][a-z-]+)(?= )/gm)]
    .map(([, name]) => name)
    .filter((name) => name !== 'help');
  const named = [...readFileSync('README.md', 'utf8').matchAll(/^\| `([a-z-]+)[^|]*` \|/gm)].map(([, name]) => name);
  expect(commands).toContain('serve');
  expect(new Set(named)).toEqual(new Set(commands));
});

// What an outdated Node does, told by one that only pretends to be outdated.
const outdated = ['--import', 'data:text/javascript,Object.defineProperty(process.versions,"node",{value:"20.20.2"})'];

function script(source: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'poststelle-run-')), 'script.mjs');
  writeFileSync(file, source);
  return file;
}

test('under an outdated Node the packaged one takes over, with arguments, input and exit code', async () => {
  const file = script(
    "process.stdin.on('data', (text) => console.log(process.versions.node, process.argv.slice(2).join('|'), String(text)));" +
      'process.stdin.on("end", () => process.exit(7));',
  );
  const ended = await run(['bin/run.js', file, 'a b', '--c'], { node: outdated, stdin: 'in' });
  expect(ended.code).toBe(7);
  expect(ended.out).toMatch(/^2[4-9]\.\d+\.\d+ a b\|--c in$/m);
});

test('a signal to the outdated Node reaches the program, which ends in its own way', async () => {
  const file = script(
    "process.on('SIGTERM', () => { console.log('closing'); process.exit(0); }); setInterval(() => {}, 1000); console.log('up');",
  );
  let sent = false;
  const ended = await run(['bin/run.js', file], {
    node: outdated,
    said: (out, pid) => {
      if (!sent && out.includes('up')) sent = process.kill(pid, 'SIGTERM');
    },
  });
  expect(ended).toMatchObject({ code: 0, out: 'up\nclosing\n' });
});

test('a program that dies of a signal gives the exit code that a shell expects', async () => {
  const file = script("process.kill(process.pid, 'SIGKILL'); setInterval(() => {}, 1000);");
  expect((await run(['bin/run.js', file], { node: outdated })).code).toBe(137);
});

test('without any fitting Node it says what to install', async () => {
  const unknownMachine = `${outdated[1]};Object.defineProperty(process,"arch",{value:"riscv64"})`;
  const ended = await cli(['config'], { node: ['--import', unknownMachine] });
  expect(ended.code).toBe(1);
  expect(ended.err).toMatch(/needs Node\.js 22\.18 or newer\. This is Node\.js 20\.20\.2.*\nInstall Node\.js 24/);
});
