import type { Draft as StoredDraft } from '../../../../src/api/contract/drafts.ts';
import { type Recipient, withoutDuplicates } from './recipients.ts';

/** What a person has begun to write; its fields and what they mean stand in the contract, where a new one is added. */
export type Draft = StoredDraft;
export type UploadedFile = Draft['files'][number];
export type ReplyMode = Draft['mode'];

/** The prepared answer of a ticket (contract `ticketSchema.answer`). */
export type Answer = {
  entryId: number | null;
  to: Recipient[];
  allTo: Recipient[];
  allCc: Recipient[];
  subject: string;
  outgoingId: number;
  quote: string;
};

/** A draft in which nothing is typed yet, filled from the prepared answer; without an answer only a note can be written. */
export function emptyDraft(answer: Answer | null, mode: ReplyMode): Draft {
  return {
    key: newDraftKey(),
    mode: answer ? mode : 'note',
    ...recipientsFor(answer, mode),
    bcc: [],
    subject: answer?.subject ?? '',
    outgoingId: answer?.outgoingId ?? 0,
    text: '',
    html: null,
    signed: true,
    note: '',
    quote: answer?.quote ?? '',
    files: [],
    answersEntryId: answer?.entryId ?? null,
    seenEntryId: null,
  };
}

/** A key that no other draft has. */
export function newDraftKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Names what is handed over: the same words of the same draft twice are one mail, because our answer may have been lost; after a change they are another.
 */
export function handOverKey(key: string, body: unknown): string {
  let hash = 0xcbf29ce484222325n; // FNV-1a, 64 bit
  for (const byte of new TextEncoder().encode(JSON.stringify(body)))
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return `${key}-${hash.toString(36)}`;
}

/** To and Cc for reply (`reply`, also kept under a note) or reply all. */
export function recipientsFor(answer: Answer | null, mode: ReplyMode): { to: Recipient[]; cc: Recipient[] } {
  if (!answer) return { to: [], cc: [] };
  return mode === 'replyAll' ? { to: answer.allTo, cc: answer.allCc } : { to: answer.to, cc: [] };
}

/**
 * To and Cc after switching to reply or reply all: the prepared ones of that mode, and whoever the person had added. Switching to a note keeps them.
 */
export function switchRecipients(
  draft: Draft,
  answer: Answer | null,
  mode: ReplyMode,
): { to: Recipient[]; cc: Recipient[] } {
  if (mode === 'note' || !answer) return { to: draft.to, cc: draft.cc };
  const prepared = addressesOf([...answer.to, ...answer.allTo, ...answer.allCc]);
  const added = (list: Recipient[]) => list.filter(({ addr }) => !prepared.has(addr.toLowerCase()));
  const wanted = recipientsFor(answer, mode);
  const to = withoutDuplicates([...wanted.to, ...added(draft.to)]);
  const taken = addressesOf(to);
  const cc = withoutDuplicates([...wanted.cc, ...added(draft.cc)]).filter(({ addr }) => !taken.has(addr.toLowerCase()));
  return { to, cc };
}

/** Whether anything would be lost if the draft vanished. Prepared recipients, subject and quote do not count. */
export function isTouched(draft: Draft): boolean {
  return isReplyTouched(draft) || draft.note.trim() !== '';
}

/** The same for a draft at its place. Of a first mail (null) nothing is prepared, so whom it goes to and its subject count, too. */
export function isBegun(place: number | null, draft: Draft): boolean {
  if (place !== null) return isTouched(draft);
  return isTouched(draft) || draft.subject.trim() !== '' || [...draft.to, ...draft.cc, ...draft.bcc].length > 0;
}

/** Whether an answer has been begun; a note beside it does not count. */
export function isReplyTouched(draft: Draft): boolean {
  return draft.text.trim() !== '' || draft.files.length > 0;
}

/** Whether reply all reaches anybody that reply does not. */
export function hasOthers(answer: Answer): boolean {
  const one = addressesOf(answer.to);
  return [...answer.allTo, ...answer.allCc].some(({ addr }) => !one.has(addr.toLowerCase()));
}

function addressesOf(recipients: readonly Recipient[]): Set<string> {
  return new Set(recipients.map(({ addr }) => addr.toLowerCase()));
}
