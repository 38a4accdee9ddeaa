import type { ImapConnection } from '../net/imap-connection.ts';
import { uidSet } from './imap-refs.ts';

/** What is asked for in one FETCH, and the piece in which a larger mail comes. Keeps the memory of a run at a few of these. */
const pieceBytes = 1024 * 1024;
const portionBytes = 4 * 1024 * 1024;
const portionMails = 200;

/**
 * Downloads the mails of the open folder in the given order without changing a flag (BODY.PEEK, RFC 9051 §6.4.5); a mail that is gone is left out.
 * Many small mails share one FETCH, and the next portion travels while the caller works on the last; a large mail comes alone, piece by piece.
 * `sizes` are the known RFC822.SIZE values and only steer the portions.
 */
export async function* fetchMails(
  connection: ImapConnection,
  uids: readonly number[],
  sizes: ReadonlyMap<number, number>,
): AsyncGenerator<{ uid: number; raw: Buffer }> {
  const plan = planPortions(uids, sizes);
  let ahead: Promise<Map<number, Buffer>> | undefined;
  for (const [index, portion] of plan.entries()) {
    const mails = await (ahead ?? fetchPortion(connection, portion));
    const next = plan[index + 1];
    // A large mail is not fetched ahead: two of them at once would double the memory.
    ahead = next && !next.large ? fetchPortion(connection, next) : undefined;
    // Its failure is met when it is awaited above; if the caller stops before that, nobody needs it.
    ahead?.catch(() => undefined);
    for (const uid of portion.uids) {
      const raw = mails.get(uid);
      mails.delete(uid);
      if (raw) yield { uid, raw };
    }
  }
}

type Portion = { uids: number[]; bytes: number; large: boolean };

function planPortions(uids: readonly number[], sizes: ReadonlyMap<number, number>): Portion[] {
  const plan: Portion[] = [];
  for (const uid of uids) {
    const bytes = sizes.get(uid) ?? 0;
    const last = plan.at(-1);
    if (bytes > pieceBytes) plan.push({ uids: [uid], bytes, large: true });
    else if (last && !last.large && last.uids.length < portionMails && last.bytes + bytes <= portionBytes) {
      last.uids.push(uid);
      last.bytes += bytes;
    } else plan.push({ uids: [uid], bytes, large: false });
  }
  return plan;
}

async function fetchPortion(connection: ImapConnection, portion: Portion): Promise<Map<number, Buffer>> {
  const mails = new Map<number, Buffer>();
  const [first = 0] = portion.uids;
  if (portion.large) {
    const raw = await fetchInPieces(connection, first, portion.bytes);
    return raw ? mails.set(first, raw) : mails;
  }
  for await (const mail of connection.fetch(
    uidSet(portion.uids),
    { uid: true, flags: true, source: true },
    { uid: true },
  )) {
    if (mail.source && !isDeleted(mail)) mails.set(mail.uid, mail.source);
  }
  return mails;
}

async function fetchInPieces(connection: ImapConnection, uid: number, expected: number): Promise<Buffer | undefined> {
  let raw = Buffer.allocUnsafe(expected);
  for (let at = 0; ; ) {
    const query = { uid: true, flags: true, source: { start: at, maxLength: pieceBytes } };
    const mail = await connection.fetchOne(String(uid), query, { uid: true });
    if (mail === false || !mail.source || isDeleted(mail)) return undefined;
    const piece = mail.source;
    // RFC822.SIZE is only nearly right on some servers.
    if (at + piece.length > raw.length) raw = Buffer.concat([raw.subarray(0, at), Buffer.allocUnsafe(2 * pieceBytes)]);
    piece.copy(raw, at);
    at += piece.length;
    if (piece.length < pieceBytes) return raw.subarray(0, at);
  }
}

// Marked as deleted is gone for everybody, expunged or not.
const isDeleted = (mail: { flags?: Set<string> }) => mail.flags?.has('\\Deleted') === true;
