import { Worker } from 'node:worker_threads';
import { sql } from 'kysely';
import type { Dialect } from './dialect.ts';
import type { Store } from './open.ts';
import type { ReportFilter, Span } from './report-filter.ts';
import { answerTimes, doneTimes, type Times } from './report-times.ts';
import {
  type Counted,
  createdPerQuarter,
  donePerQuarter,
  type MailCounted,
  mailsPerQuarter,
  openByAge,
} from './report-traffic.ts';
import type { Db } from './schema.ts';

/** Everything a report may ask of the database, each with what comes back. Instants are milliseconds. */
export type FigureQuestion = { filter: ReportFilter } & (
  | { about: 'mails'; span: Span }
  | { about: 'tickets'; span: Span }
  | { about: 'times'; span: Span }
  | { about: 'open'; ages: readonly number[] }
);
export type Figures = {
  mails: MailCounted[];
  tickets: { created: Counted[]; done: Counted[] };
  times: { made: number; answer: Times[]; done: Times[] };
  open: { group: string; age: number; n: number }[];
};

/** What the thread is started with. */
export type FigureTask = { file: string; questions: readonly FigureQuestion[] };

/**
 * Answers questions in their order. SQLite would hold up the whole process for as long as it counts, so it counts in a thread with a connection of its own
 * that only reads; PostgreSQL counts elsewhere anyway.
 */
export async function figures<A extends readonly FigureQuestion['about'][]>(
  { db, dialect }: Store,
  questions: { readonly [K in keyof A]: Extract<FigureQuestion, { about: A[K] }> },
): Promise<{ [K in keyof A]: Figures[A[K]] }> {
  const asked = questions as unknown as readonly FigureQuestion[];
  const answers =
    dialect === 'postgres' ? await answerAll(db, dialect, asked) : await answersApart(await fileOf(db), asked);
  return answers as unknown as { [K in keyof A]: Figures[A[K]] };
}

/** Answers one question after the other on this connection. */
export async function answerAll(
  db: Db,
  dialect: Dialect,
  questions: readonly FigureQuestion[],
): Promise<Figures[keyof Figures][]> {
  const answers = [];
  for (const question of questions) answers.push(await answer(db, dialect, question));
  return answers;
}

async function answer(db: Db, dialect: Dialect, question: FigureQuestion): Promise<Figures[keyof Figures]> {
  const { filter } = question;
  switch (question.about) {
    case 'mails':
      return mailsPerQuarter(db, filter, question.span);
    case 'tickets':
      return {
        created: await createdPerQuarter(db, filter, question.span),
        done: await donePerQuarter(db, filter, question.span),
      };
    case 'times': {
      const made = await createdPerQuarter(db, filter, question.span);
      return {
        made: made.reduce((sum, { n }) => sum + n, 0),
        answer: await answerTimes(db, dialect, filter, question.span),
        done: await doneTimes(db, dialect, filter, question.span),
      };
    }
    case 'open':
      return openByAge(db, filter, question.ages);
  }
}

async function fileOf(db: Db): Promise<string> {
  const { rows } = await sql<{ file: string }>`select file from pragma_database_list where name = 'main'`.execute(db);
  return rows[0]?.file ?? '';
}

async function answersApart(file: string, questions: readonly FigureQuestion[]): Promise<Figures[keyof Figures][]> {
  const workerData: FigureTask = { file, questions };
  const worker = new Worker(new URL('./figures-worker.ts', import.meta.url), { workerData });
  try {
    return await new Promise((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', () => reject(new Error('the counting thread ended early')));
    });
  } finally {
    await worker.terminate();
  }
}
