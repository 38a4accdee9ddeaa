import { watch } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../lib/failure.ts';
import { randomToken } from '../lib/id.ts';
import type { AfterImport, Candidate, Source } from './source.ts';

/**
 * Opens a directory of `.eml` files as a mailbox and makes it if it is missing. The ref is the file's name, its modification time the time of
 * receipt; a file `NAME.seen` beside it marks it as read, and moved mail lies in a subdirectory. Throws `folder-unreadable`.
 */
export async function openFolderSource(dir: string): Promise<Source> {
  await guarded(dir, () => mkdir(dir, { recursive: true }));
  const news = watchForNews(dir);
  return {
    push: true,
    list: async ({ since, unseenOnly }) => {
      news.clear();
      const candidates = await guarded(dir, () => listMails(dir));
      return candidates.filter((mail) => (since === null || mail.receivedAt >= since) && !(unseenOnly && mail.seen));
    },
    fetch: (refs) => fetchMails(dir, refs),
    headers: (refs) => readHeaders(dir, refs),
    settle: async (refs, after) => {
      await guarded(dir, () => settleMails(dir, refs.filter(isRef), after));
      return [...refs];
    },
    wait: (timeoutMs, signal) => news.wait(timeoutMs, signal),
    close: () => {
      news.close();
      return Promise.resolve();
    },
    end: () => news.close(),
  };
}

/** Puts a mail into the directory so that it appears complete and on disk, or not at all, received at `at`. Gives its ref. */
export async function dropMail(dir: string, raw: Uint8Array, at = new Date()): Promise<string> {
  return await guarded(dir, async () => {
    await mkdir(dir, { recursive: true });
    const ref = `${at.toISOString().replaceAll(/\D/g, '')}-${randomToken(9)}.eml`;
    const draft = join(dir, `.${ref}.draft`);
    const file = await open(draft, 'wx');
    try {
      await file.writeFile(raw);
      await file.utimes(at, at);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, join(dir, ref));
    return ref;
  });
}

// A ref comes from the database, but a name that leaves the directory must never work.
const isRef = (name: string) => name.endsWith('.eml') && !name.startsWith('.') && !/[/\\\0]/.test(name);

async function listMails(dir: string): Promise<Candidate[]> {
  const names = await readdir(dir);
  const marked = new Set(names.filter((name) => name.endsWith('.seen')));
  const found: (Candidate & { order: number })[] = [];
  for (const ref of names.filter(isRef)) {
    const facts = await orGone(stat(join(dir, ref)));
    if (facts?.isFile() !== true) continue;
    const seen = marked.has(`${ref}.seen`);
    found.push({ ref, receivedAt: facts.mtime, size: facts.size, seen, order: facts.mtimeMs });
  }
  found.sort((a, b) => a.order - b.order || (a.ref < b.ref ? -1 : 1));
  return found.map(({ ref, receivedAt, size, seen }) => ({ ref, receivedAt, size, seen }));
}

async function* fetchMails(dir: string, refs: readonly string[]): AsyncGenerator<{ ref: string; raw: Buffer }> {
  for (const ref of refs.filter(isRef)) {
    const raw = await guarded(dir, () => orGone(readFile(join(dir, ref))));
    if (raw) yield { ref, raw };
  }
}

async function readHeaders(dir: string, refs: readonly string[]): Promise<Map<string, Buffer>> {
  const headers = new Map<string, Buffer>();
  // A copy, so that the rest of the mail need not be kept.
  for await (const { ref, raw } of fetchMails(dir, refs)) headers.set(ref, Buffer.from(raw.subarray(0, 65_536)));
  return headers;
}

async function settleMails(dir: string, refs: readonly string[], after: AfterImport): Promise<void> {
  if (after.action === 'keep') return;
  // Any folder name of a mail server becomes one directory name.
  const target = after.action === 'move' ? join(dir, encodeURIComponent(after.folder).replaceAll('.', '%2E')) : '';
  if (target !== '') await mkdir(target, { recursive: true });
  for (const ref of refs) {
    const path = join(dir, ref);
    if (after.action === 'markRead') {
      if (await orGone(stat(path))) await writeFile(`${path}.seen`, '');
      continue;
    }
    if (after.action === 'delete') await rm(path, { force: true });
    else await orGone(rename(path, join(target, ref)));
    await rm(`${path}.seen`, { force: true });
  }
}

async function orGone<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function guarded<T>(dir: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const { code = '' } = cause as NodeJS.ErrnoException;
    const temporary = code === 'ENOSPC' || code === 'EMFILE' || code === 'EDQUOT';
    throw new Failure('folder-unreadable', { temporary, params: { folder: dir }, detail: code, cause });
  }
}

function watchForNews(dir: string) {
  let there = false;
  let tell: (() => void) | undefined;
  const watcher = watch(dir, { persistent: false }, (_event, name) => {
    if (name === null || !isRef(name)) return;
    there = true;
    tell?.();
  });
  let closed = false;
  const onGone = () => {
    closed = true;
    tell?.();
  };
  watcher.on('error', onGone).on('close', onGone);
  return {
    clear: () => {
      there = false;
    },
    close: () => watcher.close(),
    wait: async (timeoutMs: number, signal: AbortSignal) => {
      if (!there && !closed && !signal.aborted) {
        const ended = Promise.withResolvers<void>();
        const timer = setTimeout(ended.resolve, timeoutMs);
        signal.addEventListener('abort', () => ended.resolve(), { once: true });
        tell = ended.resolve;
        await ended.promise;
        tell = undefined;
        clearTimeout(timer);
      }
      if (closed) return 'closed' as const;
      return there ? ('changed' as const) : ('timeout' as const);
    },
  };
}
