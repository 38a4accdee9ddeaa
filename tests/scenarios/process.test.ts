import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type DeskClient, deskClient } from '../../dev/desk-client.ts';
import { bundleServer } from '../../scripts/packaging/bundle.ts';
import { installedManifest } from '../../scripts/packaging/manifest.ts';

const checkout = resolve('.');
/** Inside the project, because there the bundle finds the one package that it does not contain. */
const installed = resolve('tests/artefacts/installed');

beforeAll(async () => {
  await bundleServer(join(installed, 'dist'));
  cpSync('bin', join(installed, 'bin'), { recursive: true });
  writeFileSync(join(installed, 'package.json'), installedManifest());
});
afterAll(() => rmSync(installed, { recursive: true, force: true }));

let started: ChildProcess[] = [];
const folders: string[] = [];
afterEach(() => {
  for (const child of started) child.kill('SIGKILL');
  started = [];
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'poststelle-process-'));
  folders.push(folder);
  return folder;
}

type Process = { out: () => string; err: () => string; child: ChildProcess; ended: Promise<{ code: number | null }> };

/** Starts a command of the product (words apart by blanks) in an empty folder, with only the given environment. */
function start(root: string, command: string, env: Record<string, string>): Process {
  const child = spawn(process.execPath, [join(root, 'bin/poststelle.js'), ...command.split(' ')], {
    cwd: newFolder(),
    env: { PATH: process.env.PATH ?? '', POSTSTELLE_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => (out += String(chunk)));
  child.stderr.on('data', (chunk) => (err += String(chunk)));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null }));
  return { out: () => out, err: () => err, child, ended };
}

/** The log line with this message, once it is there. */
async function logLine(process: Process, message: string): Promise<Record<string, unknown>> {
  const find = () =>
    process
      .out()
      .split('\n')
      .find((line) => line.includes(`"msg":"${message}`));
  await expect.poll(find, { timeout: 30_000, message: `${message}: ${process.err()}` }).toBeDefined();
  return JSON.parse(find() ?? '') as Record<string, unknown>;
}

describe.each([
  ['a checkout', checkout],
  ['an installed package', installed],
])('%s', (_name, root) => {
  test('starts on an empty machine, answers, and ends cleanly on SIGTERM', async () => {
    const data = join(newFolder(), 'data');
    const desk = start(root, 'serve', { POSTSTELLE_DATA: data });
    const { url } = await logLine(desk, 'ready');
    const { url: setupUrl } = await logLine(desk, 'open this address once');
    expect(String(setupUrl)).toMatch(new RegExp(`^${String(url)}/setup\\?token=\\S{20,}$`));
    const session = await fetch(`${String(url)}/api/session`);
    expect(await session.json()).toMatchObject({ agent: null, desk: { needsSetup: true, version: '0.1.0' } });
    expect(statSync(join(data, 'key')).mode & 0o777).toBe(0o600);
    desk.child.kill('SIGTERM');
    expect(await desk.ended).toEqual({ code: 0 });
    expect(desk.out()).toContain('"msg":"stopped"');
    expect(desk.err()).toBe('');
  });

  test('a second worker on the same data folder is refused in plain words', async () => {
    const data = join(newFolder(), 'data');
    await logLine(start(root, 'worker', { POSTSTELLE_DATA: data }), 'ready');
    const second = start(root, 'worker', { POSTSTELLE_DATA: data });
    expect(await second.ended).toEqual({ code: 1 });
    expect(second.err()).toMatch(
      /^Poststelle could not start\. Another Poststelle is already running on the data folder/,
    );
  });
});

test('a port that is taken is named', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  const port = typeof address === 'object' && address ? String(address.port) : '';
  const desk = start(checkout, 'serve', { POSTSTELLE_DATA: newFolder(), POSTSTELLE_PORT: port });
  expect(await desk.ended).toEqual({ code: 1 });
  expect(desk.err()).toContain(`Another program already listens on 127.0.0.1:${port}`);
  other.close();
});

test('an unreachable database is named without its password', async () => {
  const env = {
    POSTSTELLE_DATA: newFolder(),
    DATABASE_URL: 'postgres://desk:Xq7planted@127.0.0.1:1/desk',
    POSTSTELLE_LOG_LEVEL: 'debug',
  };
  const desk = start(checkout, 'serve', env);
  expect(await desk.ended).toEqual({ code: 1 });
  expect(desk.err()).toMatch(/^Poststelle could not start\. \S/);
  expect(desk.out() + desk.err()).not.toContain('Xq7planted');
});

test('setup-link prints one link, and nothing but it, until there is an administrator', async () => {
  const data = join(newFolder(), 'data');
  const link = start(checkout, 'setup-link', { POSTSTELLE_DATA: data });
  expect(await link.ended).toEqual({ code: 0 });
  expect(link.out()).toMatch(/^http:\/\/\S+\/setup\?token=\S+\n$/);
  const desk = start(checkout, 'serve', { POSTSTELLE_DATA: data });
  const { url } = await logLine(desk, 'open this address once');
  await setUp(String(url));
  const again = start(checkout, 'setup-link', { POSTSTELLE_DATA: data });
  expect(await again.ended).toEqual({ code: 1 });
  expect(again.err()).toContain('There is an administrator already.');
});

test('backup copies a desk while it runs; the copy with its key is the desk as it was', async () => {
  const data = join(newFolder(), 'data');
  const desk = start(checkout, 'serve', { POSTSTELLE_DATA: data });
  const client = await setUp(String((await logLine(desk, 'open this address once')).url));
  await client.upload('/api/uploads', 'Plan.txt', new TextEncoder().encode('Der Plan'));
  const copy = join(newFolder(), 'new', 'copy');
  const first = start(checkout, `backup ${copy}`, { POSTSTELLE_DATA: data });
  expect(await first.ended, first.err()).toEqual({ code: 0 });
  expect(first.out()).toMatch(
    /^The database is copied to .*\nFiles .*: 1 copied, 0 there already\.\nThe key is not .*\n$/,
  );
  expect(readdirSync(copy).toSorted()).toEqual(['blobs', 'desk.db']);
  expect(statSync(join(copy, 'desk.db')).mode & 0o777).toBe(0o600);
  await client.post('/api/labels', { name: 'Later' });
  const second = start(checkout, `backup ${copy}`, { POSTSTELLE_DATA: data });
  expect(await second.ended).toEqual({ code: 0 });
  expect(second.out()).toContain(': 0 copied, 1 there already.');

  copyFileSync(join(data, 'key'), join(copy, 'key'));
  const restored = start(checkout, 'serve', { POSTSTELLE_DATA: copy });
  const other = deskClient(String((await logLine(restored, 'ready')).url));
  await other.post('/api/session', { email: 'ina@desk.example', password: 'ein-langes-Passwort' });
  expect((await other.get<{ rows: { name: string }[] }>('/api/labels')).rows.map(({ name }) => name)).toContain(
    'Later',
  );
  const files = readdirSync(join(data, 'blobs'), { recursive: true, encoding: 'utf8' });
  expect(readdirSync(join(copy, 'blobs'), { recursive: true, encoding: 'utf8' })).toEqual(files);
  const [plan = ''] = files.filter((name) => name.length > 64);
  expect(readFileSync(join(copy, 'blobs', plan), 'utf8')).toBe('Der Plan');
});

test('backup leaves the desk alone when it is sent into the data folder, and says where no desk is', async () => {
  const data = newFolder();
  const nothing = start(checkout, `backup ${newFolder()}`, { POSTSTELLE_DATA: data });
  expect(await nothing.ended).toEqual({ code: 1 });
  expect(nothing.err()).toContain(`There is no desk in the data folder ${data}`);
  writeFileSync(join(data, 'desk.db'), '');
  mkdirSync(join(data, 'blobs'));
  for (const folder of [data, join(data, 'copy')]) {
    const inside = start(checkout, `backup ${folder}`, { POSTSTELLE_DATA: data });
    expect(await inside.ended).toEqual({ code: 1 });
    expect(inside.err()).toContain('lies in the data folder');
  }
  expect(statSync(join(data, 'desk.db')).size).toBe(0);
});

test('check-mailbox tells step by step what it finds, and knows the mailboxes there are', async () => {
  const data = join(newFolder(), 'data');
  const desk = start(checkout, 'serve', { POSTSTELLE_DATA: data });
  const client = await setUp(String((await logLine(desk, 'open this address once')).url));
  const closed = createServer().listen(0, '127.0.0.1');
  await once(closed, 'listening');
  const address = closed.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  closed.close();
  await once(closed, 'close');
  const server = {
    protocol: 'imap',
    host: '127.0.0.1',
    port,
    encryption: 'none',
    username: 'u',
    password: 'Xq7planted',
  };
  const values = {
    ...server,
    name: 'Nord',
    mailboxAddresses: ['nord@desk.example'],
    createContact: true,
    active: false,
  };
  await client.post('/api/mailboxes', { direction: 'incoming', values });

  const check = start(checkout, 'check-mailbox nord', { POSTSTELLE_DATA: data });
  expect(await check.ended).toEqual({ code: 1 });
  expect(check.out()).toMatch(
    /^ok {5}Resolve the server address .*address=127\.0\.0\.1.*\nFAILED Connect \(\d+ ms\).*\n {7}\S/,
  );
  expect(check.out() + check.err()).not.toContain('Xq7planted');
  const unknown = start(checkout, 'check-mailbox Ost', { POSTSTELLE_DATA: data });
  expect(await unknown.ended).toEqual({ code: 1 });
  expect(unknown.err()).toMatch(/^There is no mailbox “Ost”\. There are: \d+ “Nord” \(incoming\)\.\n$/);
});

/** Makes the first administrator with the link; gives a client that is signed in. */
async function setUp(link: string): Promise<DeskClient> {
  const { origin, searchParams } = new URL(link);
  const client = deskClient(origin);
  const admin = { name: 'Ina', email: 'ina@desk.example', password: 'ein-langes-Passwort', locale: 'de' };
  await client.post('/api/setup', { token: searchParams.get('token'), ...admin });
  return client;
}
