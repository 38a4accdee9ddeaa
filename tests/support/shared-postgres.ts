import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { inject } from 'vitest';
import { startPostgres } from './servers/postgres.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A database of the server that the tests of one project share; new databases are made through it. */
    sharedPostgres: string;
  }
}

/** Starts the PostgreSQL that all files of a project share: each makes its own databases, so that one start is enough for all. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres();
  project.provide('sharedPostgres', await server.createDatabase());
  return server.stop;
}

/** An empty database on the shared server; gives its URL. Only for projects that name this file as their globalSetup. */
export async function newDatabase(): Promise<string> {
  const shared = inject('sharedPostgres');
  const name = `desk_${randomBytes(8).toString('hex')}`;
  const client = new Client({ connectionString: shared });
  await client.connect();
  try {
    await client.query(`create database ${name}`);
  } finally {
    await client.end();
  }
  return new URL(`/${name}`, shared).href;
}
