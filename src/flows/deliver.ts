import { backoffMs } from '../lib/backoff.ts';
import { asFailure } from '../lib/failure.ts';
import type { Attachment } from '../mail/message.ts';
import { filters } from '../postmaster/filters/index.ts';
import type { DeskRules, Recipient } from '../postmaster/filter.ts';
import { judge } from '../postmaster/judge.ts';
import { deskRules } from '../store/desk-rules.ts';
import type { NewAttachment } from '../store/entries.ts';
import { deferInbound, finishInbound, type InboundResult, type WaitingMail } from '../store/inbound.ts';
import { storeLookups } from '../store/lookups.ts';
import { lockMessage } from '../store/lock-message.ts';
import { mailboxRecipient, ownAddresses } from '../store/mailboxes.ts';
import { transact } from '../store/transact.ts';
import type { Desk } from './desk.ts';
import { fileMail } from './file-mail.ts';
import { understand, type Understood } from './understand.ts';

/** What is the same for all mails of one lane and one moment: read once, used for a batch. */
export type Lane = { recipient: Recipient; rules: DeskRules; own: ReadonlySet<string> };

/** Tries before a mail whose filing keeps failing for a passing reason counts as failed. */
const maxAttempts = 10;

/** Reads what judging needs to know about a mailbox and the desk. */
export async function openLane(desk: Desk, mailboxId: number): Promise<Lane> {
  const { db } = desk.store;
  return {
    recipient: await mailboxRecipient(db, mailboxId),
    rules: await deskRules(db, desk.identity),
    own: await ownAddresses(db),
  };
}

/**
 * Takes one stored mail from bytes to ticket: read, judge, write in one transaction. Never throws for the mail's sake: what cannot be filed is kept as
 * `failed` with its reason, or put off when the cause may pass. `raw` spares reading the blob when the caller still has it.
 */
export async function deliver(
  desk: Desk,
  lane: Lane,
  mail: WaitingMail,
  raw?: Buffer,
): Promise<'filed' | 'unfiled' | 'failed' | 'deferred'> {
  try {
    const understood = understand(raw ?? (await desk.store.blobs.get(mail.blob)));
    const attachments = await Promise.all(
      understood.message.attachments.map((attachment) => storeAttachment(desk, attachment)),
    );
    return await judgeAndFile(desk, lane, mail, understood, attachments);
  } catch (thrown) {
    const failure = asFailure(thrown);
    desk.log.warn({ inbound: mail.id, code: failure.code, detail: failure.message }, 'a mail could not be filed');
    if (failure.temporary && mail.attempts < maxAttempts) {
      const wait = backoffMs(mail.attempts + 1, 2_000, 300_000);
      await transact(desk.store, (trx) => deferInbound(trx, mail.id, desk.clock().getTime() + wait));
      return 'deferred';
    }
    await transact(desk.store, async (trx, announce) => {
      await finishInbound(trx, mail.id, 'received', {
        ...nothingKnown,
        state: 'failed',
        reason: { code: failure.code, params: failure.params },
      });
      await announce('inbound', mail.id);
    });
    return 'failed';
  }
}

const nothingKnown: Omit<InboundResult, 'state' | 'reason'> = {
  sender: '',
  subject: '',
  messageId: null,
  contentHash: null,
  ticketId: null,
  entryId: null,
  trace: [],
};

async function judgeAndFile(
  desk: Desk,
  lane: Lane,
  mail: WaitingMail,
  understood: Understood,
  attachments: NewAttachment[],
) {
  const { message, contentHash } = understood;
  const { store } = desk;
  return transact(store, async (trx, announce) => {
    if (message.messageId !== null) await lockMessage(trx, store.dialect, message.messageId);
    const judged = {
      message,
      contentHash,
      receivedAt: new Date(mail.receivedAt),
      recipient: lane.recipient,
      rules: lane.rules,
    };
    const verdict = await judge(judged, filters, storeLookups(trx, lane.own));
    const known = {
      sender: message.from?.addr ?? '',
      subject: message.subject,
      messageId: message.messageId,
      contentHash,
      trace: verdict.trace,
      reason: null,
    };
    const { disposition } = verdict;
    if (disposition.to === 'unfiled' || disposition.to === 'copy') {
      const place =
        disposition.to === 'copy'
          ? { ticketId: disposition.ticketId, entryId: disposition.entryId }
          : { ticketId: null, entryId: null };
      const state = disposition.to === 'copy' ? 'filed' : 'unfiled';
      await finishInbound(trx, mail.id, 'received', { ...known, ...place, state });
      await announce('inbound', mail.id);
      return state;
    }
    const filing = {
      inboundId: mail.id,
      mailboxId: mail.mailboxId,
      receivedAt: mail.receivedAt,
      now: desk.clock().getTime(),
      understood,
      attachments,
    };
    const filed = await fileMail(trx, store.dialect, filing, verdict);
    await finishInbound(trx, mail.id, 'received', { ...known, ...filed, state: 'filed' });
    await announce('ticket', filed.ticketId);
    await announce('inbound', mail.id);
    return 'filed';
  });
}

async function storeAttachment(desk: Desk, attachment: Attachment): Promise<NewAttachment> {
  const blob = await desk.store.blobs.put(attachment.content);
  return {
    name: attachment.name,
    type: attachment.type,
    size: attachment.size,
    blob,
    inline: attachment.inline,
    contentId: attachment.contentId,
  };
}
