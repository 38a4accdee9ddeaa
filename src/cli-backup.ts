import { existsSync, mkdirSync, realpathSync } from 'node:fs';
import path from 'node:path';
import type { Terminal } from './cli-explain.ts';
import type { Config } from './config.ts';
import { copyBlobs, copyDatabase } from './store/backup.ts';

/**
 * `poststelle backup <folder>`: writes database, mails and attachments into the folder while the desk runs; done again, only what is new. Not the key, which
 * has to be kept apart. Of PostgreSQL only mails and attachments. Gives the exit code.
 */
export async function backUp(
  { dataFolder, databaseUrl, masterKey }: Pick<Config, 'dataFolder' | 'databaseUrl' | 'masterKey'>,
  folder: string,
  terminal: Terminal,
): Promise<number> {
  const target = path.resolve(folder);
  const isEmbedded = databaseUrl === null;
  if (!existsSync(path.join(dataFolder, isEmbedded ? 'desk.db' : 'blobs'))) {
    terminal.err(`There is no desk in the data folder ${dataFolder}. Name it with POSTSTELLE_DATA.\n`);
    return 1;
  }
  try {
    mkdirSync(target, { recursive: true, mode: 0o700 });
    // Else the copy would take the place of the desk itself, or be lost together with it.
    if (isWithin(realpathSync(target), realpathSync(dataFolder))) {
      terminal.err(`${target} lies in the data folder ${dataFolder}. Name a folder elsewhere, best on another disk.\n`);
      return 1;
    }
    if (isEmbedded) {
      await copyDatabase(dataFolder, target);
      terminal.out(`The database is copied to ${path.join(target, 'desk.db')}.\n`);
    } else terminal.out('The database is PostgreSQL: copy it with pg_dump, always before this.\n');
    const { copied, there } = await copyBlobs(dataFolder, target);
    const files = `${copied} copied, ${there} there already`;
    terminal.out(`Files of mails and attachments in ${path.join(target, 'blobs')}: ${files}.\n`);
  } catch (thrown) {
    terminal.err(`The backup is not complete: ${thrown instanceof Error ? thrown.message : String(thrown)}\n`);
    return 1;
  }
  const key = masterKey === null ? `the key file ${path.join(dataFolder, 'key')}` : 'POSTSTELLE_KEY';
  terminal.out(`The key is not part of it: keep a copy of ${key} in another safe place.\n`);
  return 0;
}

function isWithin(folder: string, outer: string): boolean {
  return folder === outer || folder.startsWith(outer.endsWith(path.sep) ? outer : outer + path.sep);
}
