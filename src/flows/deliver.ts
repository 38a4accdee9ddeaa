import { bundlingKey } from '../desk/bundling-key.ts';
import { withoutReferences } from '../desk/reference.ts';
import { backoffMs } from '../lib/backoff.ts';
import { asFailure, type Failure } from '../lib/failure.ts';
import type { Attachment, Message } from '../mail/message.ts';
import { filters } from '../postmaster/filters/index.ts';
import type { DeskRules, Recipient } from '../postmaster/filter.ts';
import { judge, type Verdict } from '../postmaster/judge.ts';
import { addressWorks } from '../store/address-marks.ts';
import { type AutoMailSetup, autoMailSetup } from '../store/auto-mails.ts';
import type { SlicedBlob } from '../store/blobs.ts';
import { deskRules } from '../store/desk-rules.ts';
import type { NewAttachment } from '../store/entries.ts';
import { deferInbound, finishInbound, type WaitingMail } from '../store/inbound.ts';
import { storeLookups } from '../store/lookups.ts';
import { lockMessage } from '../store/lock-message.ts';
import { noteReport } from '../store/mail-reports.ts';
import { mailboxRecipient, ownAddresses } from '../store/mailboxes.ts';
import { defaultPriority, firstStatus } from '../store/tickets.ts';
import { savepoint } from '../store/savepoint.ts';
import type { Trx } from '../store/schema.ts';
import { type Announce, databaseFailure, transact } from '../store/transact.ts';
import type { Desk } from './desk.ts';
import { fileMail, type FreshTicket } from './file-mail.ts';
import { tellOfMail } from './tell-of-mail.ts';
import type { Understood } from './understand.ts';
import { understandApart } from './understand-apart.ts';

/** What is the same for all mails of one lane and one moment: read once, used for a batch. */
export type Lane = {
  recipient: Recipient;
  rules: DeskRules;
  own: ReadonlySet<string>;
  fresh: FreshTicket;
  autoMails: AutoMailSetup;
};

/** Tries before a mail whose filing keeps failing for a passing reason counts as failed. */
const maxAttempts = 10;

/** Reads what judging needs to know about a mailbox and the desk. */
export async function openLane(desk: Desk, mailboxId: number): Promise<Lane> {
  const { db } = desk.store;
  return {
    recipient: await mailboxRecipient(db, mailboxId),
    rules: await deskRules(db, desk.identity),
    own: await ownAddresses(db),
    fresh: {
      inquiry: await firstStatus(db, 'inquiry'),
      open: await firstStatus(db, 'open'),
      priorityId: await defaultPriority(db),
    },
    autoMails: await autoMailSetup(db),
  };
}

/** The same, read when it is first needed: most runs find nothing to file. */
export function laneOf(desk: Desk, mailboxId: number): () => Promise<Lane> {
  let lane: Promise<Lane> | undefined;
  return () => (lane ??= openLane(desk, mailboxId));
}

/**
 * Takes stored mails of one lane, in order, from bytes to ticket: read, judge, write. They share a commit, and yet one that goes wrong undoes only
 * itself: it is kept as `failed` with its reason, or put off when the cause may pass. `raws` (by blob name) spares reading bytes back that the caller
 * still has; `apart` has even small mails read in a thread with limits. Throws only when even that could not be noted.
 */
export async function deliverMails(
  desk: Desk,
  lane: Lane,
  mails: readonly WaitingMail[],
  { raws, apart }: { raws?: ReadonlyMap<string, Buffer>; apart?: boolean } = {},
): Promise<void> {
  const failed = new Map<WaitingMail, unknown>();
  const prepared: Prepared[] = [];
  for (const mail of mails) {
    try {
      const raw = raws?.get(mail.blob) ?? (await desk.store.blobs.get(mail.blob));
      const understood = await understandApart(raw, { always: apart });
      prepared.push({ mail, understood, attachments: [] });
    } catch (thrown) {
      failed.set(mail, thrown);
    }
  }
  await storeAttachments(desk, prepared, failed);
  for (const [mail, thrown] of await fileTogether(desk, lane, prepared)) failed.set(mail, thrown);
  for (const [mail, thrown] of failed) {
    const read = prepared.find((one) => one.mail === mail)?.understood.message ?? null;
    await noteFailure(desk, mail, asFailure(thrown), read);
  }
}

/** A mail read, with its files in the blob store; `anyway` if somebody asked for a ticket from one that was left unfiled. */
export type Prepared = {
  mail: WaitingMail;
  understood: Understood;
  attachments: NewAttachment[];
  anyway?: { by: string };
};

/** Files all of them in one transaction; gives those that could not be filed. */
async function fileTogether(desk: Desk, lane: Lane, prepared: readonly Prepared[]): Promise<Map<WaitingMail, unknown>> {
  try {
    await transact(desk.store, async (trx, announce) => {
      for (const one of prepared) await judgeAndFile(desk, trx, announce, lane, one);
    });
    return new Map();
  } catch (thrown) {
    // What stands in everybody's way stands in theirs one by one, too.
    const { code, temporary } = asFailure(thrown);
    const hopeless = prepared.length === 1 || temporary;
    // Judged anew, a mail no longer names what was deleted at that moment.
    return hopeless && code !== 'named-gone' ? failedAll(prepared, thrown) : fileGuarded(desk, lane, prepared);
  }
}

/** The same with each mail behind a savepoint, which costs a tenth of the filing (SQLite writes out the full text at each): only after one went wrong. */
async function fileGuarded(desk: Desk, lane: Lane, prepared: readonly Prepared[]): Promise<Map<WaitingMail, unknown>> {
  const failed = new Map<WaitingMail, unknown>();
  try {
    await transact(desk.store, async (trx, announce) => {
      for (const one of prepared) {
        // Begun anew after a deadlock: what failed before may work now.
        failed.delete(one.mail);
        await savepoint(trx, () => judgeAndFile(desk, trx, announce, lane, one)).catch((thrown: unknown) => {
          const cause = databaseFailure(thrown);
          // Not the mail but another transaction or the database: begun anew for all. Put off alone, it would be filed after those that came later.
          if (asFailure(cause).code.startsWith('database-')) throw thrown;
          failed.set(one.mail, cause);
        });
      }
    });
    return failed;
  } catch (thrown) {
    return failedAll(prepared, thrown);
  }
}

const failedAll = (prepared: readonly Prepared[], thrown: unknown) =>
  new Map<WaitingMail, unknown>(prepared.map(({ mail }) => [mail, thrown]));

/** Stores the files of all mails together; if that fails, of each mail by itself, so that one that does not fit fails alone and leaves the list. */
async function storeAttachments(desk: Desk, prepared: Prepared[], failed: Map<WaitingMail, unknown>): Promise<void> {
  try {
    await storeTogether(desk, prepared);
  } catch (thrown) {
    if (prepared.length === 1) {
      for (const { mail } of prepared.splice(0)) failed.set(mail, thrown);
      return;
    }
    for (const one of prepared.splice(0)) {
      const alone = [one];
      await storeAttachments(desk, alone, failed);
      prepared.push(...alone);
    }
  }
}

/** Puts the files of all mails into the blob store, in one go. */
export async function storeTogether(desk: Desk, prepared: readonly Prepared[]): Promise<void> {
  const blobs = await desk.store.blobs.putAll(prepared.flatMap(({ understood }) => hashedContents(understood)));
  for (const one of prepared) {
    one.attachments = one.understood.message.attachments.map((attachment) => newAttachment(attachment, blobs.shift()));
  }
}

/** The contents with the hashes that reading has taken of them, so that the blob store need not take them again. */
function hashedContents({ contents, message }: Understood): SlicedBlob[] {
  return contents.map((content, index) => {
    if ('sha256' in content) return content;
    const { sha256 } = message.attachments[index]!;
    return { sha256, size: content.length, slices: () => [content] };
  });
}

function newAttachment({ name, type, size, inline, contentId }: Attachment, blob = ''): NewAttachment {
  return { name, type, size, blob, inline, contentId };
}

async function noteFailure(desk: Desk, mail: WaitingMail, failure: Failure, message: Message | null): Promise<void> {
  desk.log.warn({ inbound: mail.id, code: failure.code, detail: failure.message }, 'a mail could not be filed');
  const passing = failure.temporary && mail.attempts < maxAttempts;
  await transact(desk.store, async (trx, announce) => {
    if (passing)
      await deferInbound(trx, mail.id, desk.clock().getTime() + backoffMs(mail.attempts + 1, 2_000, 300_000));
    else
      await finishInbound(trx, mail.id, 'received', {
        state: 'failed',
        reason: { code: failure.code, params: failure.params },
        // What could be read of it lets people find it in the log; its ids stay out, so that a later copy is judged on its own.
        sender: message?.from?.addr ?? '',
        subject: message?.subject ?? '',
        messageId: null,
        contentHash: null,
        ticketId: null,
        entryId: null,
        trace: [],
      });
    announce('inbound', mail.id);
  });
}

/** Judges a mail and writes what follows, in the caller's transaction. */
export async function judgeAndFile(
  desk: Desk,
  trx: Trx,
  announce: Announce,
  lane: Lane,
  { mail, understood, attachments, anyway }: Prepared,
): Promise<void> {
  const { message, contentHash } = understood;
  const { dialect } = desk.store;
  if (message.messageId !== null) await lockMessage(trx, dialect, message.messageId);
  const judged = {
    message,
    contentHash,
    receivedAt: new Date(mail.receivedAt),
    recipient: lane.recipient,
    rules: lane.rules,
    bundlingWindow: mail.bundlingWindow,
    ...(anyway && { anyway }),
  };
  const verdict = await judge(judged, filters, storeLookups(trx, lane.own, lane.rules.freemail, dialect));
  const { disposition, trace } = verdict;
  const filing = {
    inboundId: mail.id,
    receivedAt: mail.receivedAt,
    now: desk.clock().getTime(),
    understood,
    ticketSubject: withoutReferences(lane.rules, lane.rules.keywords, message.subject),
    attachments,
    fresh: lane.fresh,
  };
  const place =
    disposition.to === 'unfiled'
      ? { ticketId: null, entryId: null }
      : disposition.to === 'copy'
        ? { ticketId: disposition.ticketId, entryId: disposition.entryId }
        : await fileMail(trx, dialect, filing, verdict);
  // Before `noteTidings`: it takes away what is known against the sender's address.
  const isStep = disposition.to === 'ticket' || disposition.to === 'newTicket';
  const told =
    isStep && place.ticketId !== null
      ? await tellOfMail({ desk, trx, announce }, lane.autoMails, {
          message,
          receivedAt: mail.receivedAt,
          ticketId: place.ticketId,
          verdict,
        })
      : [];
  await noteTidings(trx, verdict, message, place.entryId, filing.now);
  await finishInbound(trx, mail.id, anyway ? 'unfiled' : 'received', {
    state: disposition.to === 'unfiled' ? 'unfiled' : 'filed',
    reason: disposition.to === 'unfiled' && disposition.reason ? { code: disposition.reason, params: {} } : null,
    sender: message.from?.addr ?? '',
    subject: message.subject,
    messageId: message.messageId,
    contentHash,
    ...place,
    trace: [...trace, ...told],
    bundlingKey: bundlingKeyOf(verdict, message),
  });
  announce('inbound', mail.id);
  if (place.ticketId !== null && disposition.to !== 'copy') announce('ticket', place.ticketId);
}

/** What a mail says beyond its ticket: how another one fared, and that its sender's address works. */
async function noteTidings(
  trx: Trx,
  { disposition, facts }: Verdict,
  message: Message,
  entryId: number | null,
  now: number,
): Promise<void> {
  if (facts.report) await noteReport(trx, facts.report, entryId, now);
  else if (disposition.to !== 'copy' && !message.isBounce && !facts.own && message.from)
    await addressWorks(trx, message.from.addr);
}

/** Only what became a step of its own starts or continues a bundle. */
function bundlingKeyOf({ disposition, facts }: Verdict, message: Message): string | null {
  const isStep = (disposition.to === 'ticket' || disposition.to === 'newTicket') && facts.report === null;
  if (!isStep || !facts.recipient.bundle) return null;
  return bundlingKey(facts.recipient.id, message.from?.addr ?? '', message.subject);
}
