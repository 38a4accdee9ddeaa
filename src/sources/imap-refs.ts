/** One view of a folder: UIDs mean something only together with it (RFC 9051 §2.3.1.1). */
export type FolderView = { folder: string; uidValidity: bigint };

/** Names a mail for ever, after RFC 5092 §2.2: `INBOX;UIDVALIDITY=7;UID=42`, the folder percent-encoded. */
export function imapRef({ folder, uidValidity }: FolderView, uid: number): string {
  return `${encodeURIComponent(folder)};UIDVALIDITY=${uidValidity};UID=${uid}`;
}

/** The UID that a ref names in this view, or undefined if it names a mail of another folder or of an older UIDVALIDITY. */
export function uidOf(ref: string, view: FolderView): number | undefined {
  const uid = /;UID=([1-9]\d{0,9})$/.exec(ref)?.[1];
  if (uid === undefined || imapRef(view, Number(uid)) !== ref) return undefined;
  return Number(uid);
}

/** A sequence set of RFC 9051 §9 for the UIDs, in ascending order: `1:3,7`. */
export function uidSet(uids: Iterable<number>): string {
  const ranges: [number, number][] = [];
  for (const uid of [...new Set(uids)].toSorted((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last && uid === last[1] + 1) last[1] = uid;
    else ranges.push([uid, uid]);
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}:${to}`)).join(',');
}

/** The items in portions of at most `size`, in order. */
export function portions<T>(items: readonly T[], size: number): T[][] {
  const result: T[][] = [];
  for (let at = 0; at < items.length; at += size) result.push(items.slice(at, at + size));
  return result;
}
