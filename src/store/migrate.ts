import type { Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { Failure } from '../lib/failure.ts';
import type { Dialect } from './dialect.ts';
import { start } from './migrations/0001-start.ts';
import { builtIns } from './migrations/0002-built-ins.ts';
import { signIn } from './migrations/0003-sign-in.ts';
import { namelessMail } from './migrations/0004-nameless-mail.ts';
import { outage } from './migrations/0005-outage.ts';
import { rules } from './migrations/0006-rules.ts';
import { autoMails } from './migrations/0007-auto-mails.ts';
import { reports } from './migrations/0008-reports.ts';
import { masterData } from './migrations/0009-master-data.ts';
import { mailboxRules } from './migrations/0010-mailbox-rules.ts';
import { movedSteps } from './migrations/0011-moved-steps.ts';
import { retention } from './migrations/0012-retention.ts';
import { outbox } from './migrations/0013-outbox.ts';
import { oauth } from './migrations/0014-oauth.ts';
import { lists } from './migrations/0017-lists.ts';
import { administration } from './migrations/0018-administration.ts';
import { drafts } from './migrations/0016-drafts.ts';
import { figures } from './migrations/0019-figures.ts';
import { fetchProgress } from './migrations/0021-fetch-progress.ts';
import type { Schema } from './schema.ts';

/** In the order of their names; a new one is one file and one line. */
const migrations: Record<string, (db: Kysely<unknown>, dialect: Dialect) => Promise<void>> = {
  '0001-start': start,
  '0002-built-ins': builtIns,
  '0003-sign-in': signIn,
  '0004-nameless-mail': namelessMail,
  '0005-outage': outage,
  '0006-rules': rules,
  '0007-auto-mails': autoMails,
  '0008-reports': reports,
  '0009-master-data': masterData,
  '0010-mailbox-rules': mailboxRules,
  '0011-moved-steps': movedSteps,
  '0012-retention': retention,
  '0013-outbox': outbox,
  '0014-oauth': oauth,
  '0016-drafts': drafts,
  '0017-lists': lists,
  '0018-administration': administration,
  '0019-figures': figures,
  '0021-fetch-progress': fetchProgress,
};

/** Brings the schema up to date, forward only. Throws Failure `migration-failed` naming the migration. */
export async function migrate(db: Kysely<Schema>, dialect: Dialect): Promise<void> {
  const provided = Object.entries(migrations).map(([name, up]): [string, Migration] => [
    name,
    { up: (trx) => up(trx, dialect) },
  ]);
  const migrator = new Migrator({ db, provider: { getMigrations: async () => Object.fromEntries(provided) } });
  const { error, results } = await migrator.migrateToLatest();
  if (!error) return;
  const failed = results?.find((result) => result.status === 'Error')?.migrationName ?? '';
  throw new Failure('migration-failed', {
    params: { name: failed },
    detail: error instanceof Error ? error.message : 'unknown',
    cause: error,
  });
}
