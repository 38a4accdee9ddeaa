// Counts for reports in a thread of its own; started by figures.ts with the database file and the questions.
import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { Kysely } from 'kysely';
import { answerAll, type FigureTask } from './figures.ts';
import type { Schema } from './schema.ts';
import { sqliteDialect } from './sqlite-dialect.ts';

const { file, questions } = workerData as FigureTask;
const db = new Kysely<Schema>({ dialect: sqliteDialect(new Database(file, { readonly: true, timeout: 5_000 })) });
try {
  parentPort?.postMessage(await answerAll(db, 'sqlite', questions), []);
} finally {
  await db.destroy();
}
