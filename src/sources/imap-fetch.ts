import { Failure } from '../lib/failure.ts';
import type { ImapConnection } from '../net/imap-connection.ts';
import { uidSet } from './imap-refs.ts';

/** What is asked for in one FETCH, and the piece in which a larger mail comes. Keeps the memory of a run at a few of these. */
const pieceBytes = 1024 * 1024;
const portionBytes = 4 * 1024 * 1024;
const portionMails = 200;
/** The first portion is smaller: as soon as it is there, filing begins beside the download. */
const firstMails = 50;

/**
 * Downloads the mails of the open folder in the given order without changing a flag (BODY.PEEK, RFC 9051 §6.4.5); a mail that is gone is left out.
 * Many small mails share one FETCH, and the next portion travels while the caller works on the last; a large mail comes alone, piece by piece.
 * When the line breaks, what came whole and in order before is still given, then it throws: so even a line that always breaks gets on.
 * `sizes` are the known RFC822.SIZE values and only steer the portions. `coming` is told how much of a large mail is there, and whether it is still wanted.
 */
export async function* fetchMails(
  connection: ImapConnection,
  uids: readonly number[],
  sizes: ReadonlyMap<number, number>,
  coming: Coming = () => Promise.resolve(true),
): AsyncGenerator<{ uid: number; raw: Buffer }> {
  const plan = planPortions(uids, sizes);
  let ahead: Promise<Fetched> | undefined;
  for (const [index, portion] of plan.entries()) {
    const { mails, broken } = await (ahead ?? fetchPortion(connection, portion, coming));
    const next = plan[index + 1];
    // A large mail is not fetched ahead: two of them at once would double the memory.
    ahead = next && !next.large && !broken ? fetchPortion(connection, next, coming) : undefined;
    for (const uid of portion.uids) {
      const raw = mails.get(uid);
      mails.delete(uid);
      if (raw) yield { uid, raw };
      // Gone or not yet sent, nobody knows; a later mail must not overtake one that it may answer.
      else if (broken) throw broken.by;
    }
    if (broken) throw broken.by;
  }
}

type Coming = (uid: number, bytes: number) => Promise<boolean>;
type Portion = { uids: number[]; bytes: number; large: boolean };

function planPortions(uids: readonly number[], sizes: ReadonlyMap<number, number>): Portion[] {
  const plan: Portion[] = [];
  for (const uid of uids) {
    const bytes = sizes.get(uid) ?? 0;
    const last = plan.at(-1);
    if (bytes > pieceBytes) plan.push({ uids: [uid], bytes, large: true });
    else if (
      last &&
      !last.large &&
      last.uids.length < (plan.length === 1 ? firstMails : portionMails) &&
      last.bytes + bytes <= portionBytes
    ) {
      last.uids.push(uid);
      last.bytes += bytes;
    } else plan.push({ uids: [uid], bytes, large: false });
  }
  return plan;
}

/** What came of a portion, and what broke it off. */
type Fetched = { mails: Map<number, Buffer>; broken?: { by: unknown } };

async function fetchPortion(
  connection: ImapConnection,
  { uids, bytes, large }: Portion,
  coming: Coming,
): Promise<Fetched> {
  const mails = new Map<number, Buffer>();
  const [first = 0] = uids;
  try {
    if (large) {
      const raw = await fetchInPieces(connection, first, bytes, coming);
      if (raw) mails.set(first, raw);
    } else {
      const query = { uid: true, flags: true, source: true };
      for await (const mail of connection.fetch(uidSet(uids), query, { uid: true })) {
        if (mail.source && !isDeleted(mail)) mails.set(mail.uid, mail.source);
      }
    }
    return { mails };
  } catch (by) {
    return { mails, broken: { by } };
  }
}

async function fetchInPieces(
  connection: ImapConnection,
  uid: number,
  expected: number,
  coming: Coming,
): Promise<Buffer | undefined> {
  let raw = Buffer.allocUnsafe(expected);
  for (let at = 0; ; ) {
    const query = { uid: true, flags: true, source: { start: at, maxLength: pieceBytes } };
    const mail = await connection.fetchOne(String(uid), query, { uid: true });
    if (mail === false || isDeleted(mail)) return undefined;
    const piece = mail.source;
    // Behind the end some servers give NIL where others give nothing.
    if (!piece) return at > 0 ? raw.subarray(0, at) : undefined;
    const { length } = piece;
    // Not by RFC: a server that knows no ranges gives the whole mail.
    if (length > pieceBytes && at === 0) return piece;
    if (length > pieceBytes || at > 2 * expected + 4 * pieceBytes) throw endless(connection, expected);
    // RFC822.SIZE is only nearly right on some servers.
    if (at + length > raw.length) raw = Buffer.concat([raw.subarray(0, at), Buffer.allocUnsafe(2 * pieceBytes)]);
    piece.copy(raw, at);
    release(piece);
    at += length;
    if (length < pieceBytes) return raw.subarray(0, at);
    if (!(await coming(uid, at))) return undefined;
  }
}

/** For a server that gives one piece again and again. */
function endless({ account: { host, port } }: ImapConnection, expected: number): Failure {
  return new Failure('reply-too-large', { params: { host, port }, detail: `a mail of ${expected} bytes does not end` });
}

/** Gives the memory of a buffer back at once: left to the garbage collector, a large mail would be in memory twice. */
function release(buffer: Buffer): void {
  if (buffer.buffer instanceof ArrayBuffer && buffer.buffer.byteLength > Buffer.poolSize) buffer.buffer.transfer(0);
}

// Marked as deleted is gone for everybody, expunged or not.
const isDeleted = (mail: { flags?: Set<string> }) => mail.flags?.has('\\Deleted') === true;
