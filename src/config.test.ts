import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { type Environment, loadConfig, localUrl } from './config.ts';

function load(environment: Environment, file?: string) {
  const loaded = loadConfig(environment, file);
  if ('problems' in loaded) throw new Error(loaded.problems.join('\n'));
  return loaded;
}

function problemsOf(environment: Environment, file?: string): string[] {
  const loaded = loadConfig(environment, file);
  return 'problems' in loaded ? loaded.problems : [];
}

function fileWith(content: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'poststelle-config-')), 'poststelle.env');
  writeFileSync(file, content);
  return file;
}

test('without any setting the defaults hold', () => {
  const { config, origins } = load({});
  expect(config).toMatchObject({
    dataFolder: resolve('data'),
    databaseUrl: null,
    host: '127.0.0.1',
    port: 8250,
    publicUrl: 'http://127.0.0.1:8250',
    trustedProxies: [],
    masterKey: null,
    web: true,
    worker: true,
    sandbox: true,
    settingsDirectory: '',
    maxMailBytes: 50 * 1024 * 1024,
    logLevel: 'info',
    logFormat: 'auto',
  });
  expect(new Set(Object.values(origins))).toEqual(new Set(['default']));
});

test('the environment wins over the file, the file over the defaults', () => {
  const file = fileWith('# the desk\nPOSTSTELLE_PORT=9001\nexport POSTSTELLE_HOST="::"\n\nPOSTSTELLE_WORKER=off\n');
  const { config, origins } = load({ POSTSTELLE_PORT: '9002', POSTSTELLE_SANDBOX: '' }, file);
  expect(config).toMatchObject({ port: 9002, host: '::', worker: false, sandbox: true });
  expect(config.publicUrl).toBe('http://localhost:9002');
  expect(origins).toMatchObject({
    port: 'POSTSTELLE_PORT',
    host: `${file}, line 3`,
    worker: `${file}, line 5`,
    sandbox: 'default',
  });
});

test('PORT counts where POSTSTELLE_PORT is absent', () => {
  expect(load({ PORT: '5000' }).config.port).toBe(5000);
  expect(load({ PORT: '5000', POSTSTELLE_PORT: '6000' }).config.port).toBe(6000);
});

test('the public address loses its last slash', () => {
  expect(load({ POSTSTELLE_PUBLIC_URL: 'https://desk.example.org/' }).config.publicUrl).toBe(
    'https://desk.example.org',
  );
});

test('all mistakes are told at once, each with its place', () => {
  const file = fileWith('POSTSTELLE_PROT=1\nnonsense\nPOSTSTELLE_WEB="on\nPOSTSTELLE_SANDBOX=perhaps\n');
  const problems = problemsOf(
    { POSTSTELLE_PORT: '99999', POSTSTELLE_LOG_LEVL: 'info', POSTSTELLE_PUBLIC_URL: 'desk' },
    file,
  );
  expect(problems).toEqual([
    `${file}, line 2: this is not NAME=value.`,
    `${file}, line 3: the quotes around the value of POSTSTELLE_WEB do not match.`,
    `${file}, line 1: POSTSTELLE_PROT is not a setting. Did you mean POSTSTELLE_PORT?`,
    'POSTSTELLE_LOG_LEVL is not a setting. Did you mean POSTSTELLE_LOG_LEVEL?',
    'POSTSTELLE_PORT is not a whole number from 0 to 65535 (it is “99999”).',
    'POSTSTELLE_PUBLIC_URL is not an address like https://desk.example.org (it is “desk”).',
    `${file}, line 4: POSTSTELLE_SANDBOX is neither on nor off (it is “perhaps”).`,
  ]);
});

test.each([
  [{ POSTSTELLE_MAX_MAIL_MB: '0' }, 'POSTSTELLE_MAX_MAIL_MB is not a whole number from 1 to 1024 (it is “0”).'],
  [{ POSTSTELLE_MAX_MAIL_MB: '1e9' }, 'POSTSTELLE_MAX_MAIL_MB is not a whole number from 1 to 1024 (it is “1e9”).'],
  [
    { POSTSTELLE_LOG_LEVEL: 'loud' },
    'POSTSTELLE_LOG_LEVEL is none of debug, info, warn, error, silent (it is “loud”).',
  ],
  [
    { POSTSTELLE_TRUSTED_PROXIES: '10.0.0.0/8, 10.0.0.0/33' },
    'POSTSTELLE_TRUSTED_PROXIES is not a list of addresses or networks like 127.0.0.1, 10.0.0.0/8 (it is “10.0.0.0/8, 10.0.0.0/33”).',
  ],
])('%o is refused', (environment, problem) => {
  expect(problemsOf(environment)).toEqual([problem]);
});

test('a wrong secret is not repeated', () => {
  const [problem] = problemsOf({ DATABASE_URL: 'mysql://desk:Xq7planted@db/desk' });
  expect(problem).toMatch(/^DATABASE_URL is not a PostgreSQL address/);
  expect(problem).not.toContain('Xq7planted');
  const file = fileWith('DATABASE_URL postgres://desk:Xq7planted@db/desk\n');
  expect(problemsOf({}, file).join()).toBe(`${file}, line 1: this is not NAME=value.`);
});

test('variables of others that only start like ours are left alone', () => {
  // Kubernetes sets such names for a service called "poststelle".
  expect(problemsOf({ POSTSTELLE_SERVICE_HOST: '10.0.0.1', POSTSTELLE_PORT_8250_TCP_ADDR: '10.0.0.1' })).toEqual([]);
});

test('a file that is not there is a mistake like any other', () => {
  expect(problemsOf({ POSTSTELLE_WEB: 'x' }, '/nowhere/desk.env')).toEqual([
    'The configuration file /nowhere/desk.env cannot be read (ENOENT).',
    'POSTSTELLE_WEB is neither on nor off (it is “x”).',
  ]);
});

test('a setting given twice in the file is a mistake', () => {
  const file = fileWith('PORT=1\nPORT=2\n');
  expect(problemsOf({}, file)).toEqual([`${file}, line 2: PORT is set twice.`]);
});

test('a local address is one that a browser understands', () => {
  expect(localUrl('0.0.0.0', 80)).toBe('http://localhost:80');
  expect(localUrl('::1', 80)).toBe('http://[::1]:80');
  expect(localUrl('desk.test', 80)).toBe('http://desk.test:80');
});
