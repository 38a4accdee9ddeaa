import { chmod, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import {
  freePorts,
  loopback,
  ownName,
  requireProgram,
  run,
  runsAsRoot,
  startServer,
  temporaryFolder,
} from './processes.ts';

export type PostgresServer = {
  host: string;
  port: number;
  /** Makes a new, empty database and gives its URL. */
  createDatabase(): Promise<string>;
  stop(): Promise<void>;
};

const debianPackage = 'postgresql';

/** Starts a PostgreSQL of its own on loopback, from Debian's installation. Without fsync: what it holds is thrown away anyway. */
export async function startPostgres(): Promise<PostgresServer> {
  const programs = await newestVersionFolder();
  const initdb = requireProgram('initdb', debianPackage, [programs]);
  const postgres = requireProgram('postgres', debianPackage, [programs]);
  const place = await temporaryFolder('pg');
  const folder = place.path;
  const data = join(folder, 'data');
  await mkdir(data);
  await chmod(data, 0o700);
  if (runsAsRoot) await run('/bin/chown', ['-R', 'postgres', folder]);
  const account = runsAsRoot ? 'postgres' : ownName;
  const [init, ...initArgs] = asAccount(initdb, [
    '-D',
    data,
    '-A',
    'trust',
    '-U',
    account,
    '-E',
    'UTF8',
    '--locale=C.UTF-8',
    '-N',
  ]);
  await run(init, initArgs, { cwd: folder });
  const [port = 0] = await freePorts(1);
  const settings = [
    'fsync=off',
    'synchronous_commit=off',
    'full_page_writes=off',
    'max_connections=100',
    'shared_buffers=32MB',
  ];
  const [start, ...startArgs] = asAccount(postgres, [
    '-D',
    data,
    '-h',
    loopback,
    '-p',
    String(port),
    '-k',
    folder,
    ...settings.flatMap((setting) => ['-c', setting]),
  ]);
  const server = startServer(start, startArgs, place, 'INT');
  const url = (name: string) => `postgres://${account}@${loopback}:${port}/${name}`;
  await waitUntilItAnswers(url('postgres'), server);
  let count = 0;
  return {
    host: loopback,
    port,
    createDatabase: async () => {
      count += 1;
      const name = `desk${count}`;
      await ask(url('postgres'), `create database ${name}`);
      return url(name);
    },
    // Asked first, so that it gives back its shared memory.
    stop: async () => {
      await server.end();
      await server.stop();
    },
  };
}

async function newestVersionFolder(): Promise<string> {
  const root = '/usr/lib/postgresql';
  const versions = (await readdir(root).catch(() => [])).map(Number).filter((version) => version > 0);
  return join(root, String(Math.max(0, ...versions)), 'bin');
}

// PostgreSQL refuses to run as root.
function asAccount(program: string, args: readonly string[]): [string, ...string[]] {
  if (!runsAsRoot) return [program, ...args];
  return [
    requireProgram('setpriv', 'util-linux'),
    '--reuid=postgres',
    '--regid=postgres',
    '--init-groups',
    program,
    ...args,
  ];
}

async function waitUntilItAnswers(
  url: string,
  server: { hasEnded: () => boolean; output: () => string; stop: () => Promise<void> },
) {
  const deadline = Date.now() + 30_000;
  while (Date.now() < deadline && !server.hasEnded()) {
    try {
      await ask(url, 'select 1');
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  }
  await server.stop();
  throw new Error(`PostgreSQL did not start:\n${server.output()}`);
}

async function ask(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  // A refused connection also raises an event, which nobody but us would hear.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
