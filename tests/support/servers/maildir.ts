import { chown, mkdir, readdir, readFile, rename, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A mail as it lies in a Maildir. `flags` are Maildir's letters: S seen, T deleted, F flagged. */
export type MaildirMail = { raw: Buffer; seen: boolean; flags: string };

let count = 0;

/** Writes a mail into a Maildir the way a delivery agent does: complete in `tmp` first, then renamed. */
export async function appendToMaildir(
  maildir: string,
  owner: { uid: number; gid: number },
  raw: Buffer | string,
  options: { receivedAt?: Date; seen?: boolean; folder?: string } = {},
): Promise<void> {
  const box = folderPath(maildir, options.folder);
  for (const path of [maildir, box, ...['tmp', 'new', 'cur'].map((name) => join(box, name))]) {
    const made = await mkdir(path, { recursive: true });
    if (made !== undefined) await chown(path, owner.uid, owner.gid);
  }
  const receivedAt = options.receivedAt ?? new Date();
  count += 1;
  // The name sorts by the order of delivery; Dovecot gives UIDs in the order of names.
  const name = `${Math.floor(receivedAt.getTime() / 1000)}.M${String(count).padStart(9, '0')}P${process.pid}.test`;
  const draft = join(box, 'tmp', name);
  await writeFile(draft, raw);
  await chown(draft, owner.uid, owner.gid);
  await utimes(draft, receivedAt, receivedAt);
  await rename(draft, options.seen === true ? join(box, 'cur', `${name}:2,S`) : join(box, 'new', name));
}

/** Reads every mail of a folder, in order of delivery; none if the folder does not exist. */
export async function readMaildir(maildir: string, folder?: string): Promise<MaildirMail[]> {
  const box = folderPath(maildir, folder);
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await readOnce(box);
    } catch (error) {
      // The server renames files when flags change; then simply look again.
      if (attempt >= 20 || (error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
}

async function readOnce(box: string): Promise<MaildirMail[]> {
  const found: { name: string; path: string }[] = [];
  for (const part of ['new', 'cur']) {
    const names = await readdir(join(box, part)).catch(() => []);
    found.push(...names.map((name) => ({ name, path: join(box, part, name) })));
  }
  found.sort((a, b) => (a.name < b.name ? -1 : 1));
  const mails: MaildirMail[] = [];
  for (const { name, path } of found) {
    const flags = name.split(':2,')[1] ?? '';
    mails.push({ raw: await readFile(path), seen: flags.includes('S'), flags });
  }
  return mails;
}

// Maildir++: a folder "Work/Open" is the hidden folder ".Work.Open" beside the inbox.
function folderPath(maildir: string, folder = 'INBOX'): string {
  return folder === 'INBOX' ? maildir : join(maildir, `.${folder.replaceAll('/', '.')}`);
}
