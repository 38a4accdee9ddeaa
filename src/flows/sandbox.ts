import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../lib/failure.ts';
import { megabytes } from '../lib/megabytes.ts';
import { composeMessage, type Draft } from '../mail/compose.ts';
import type { Address } from '../mail/message.ts';
import { parseMessage } from '../mail/parse.ts';
import { quoteForReply, replySubject } from '../mail/reply.ts';
import { defaultValues } from '../settings/field.ts';
import { dropMail } from '../sources/folder.ts';
import { deleteMailboxRow, insertMailbox, listMailboxes, mailboxGroup } from '../store/mailboxes.ts';
import { getOutbound } from '../store/outbound.ts';
import { transact } from '../store/transact.ts';
import { sandboxFolder } from './account.ts';
import { audit } from './audit.ts';
import type { Actor, Desk } from './desk.ts';
import { sampleMails } from './sandbox-samples.ts';

/** The address of the sandbox mailbox; `.example` can never be a real domain (RFC 2606). */
export const sandboxAddress = 'support@sandbox.example';

/** The sandbox as it is: its two mailboxes, or closed. */
export type SandboxState = {
  open: boolean;
  incomingId: number | null;
  outgoingId: number | null;
  address: string | null;
};

const names = {
  de: { incoming: 'Sandkasten (Posteingang)', outgoing: 'Sandkasten (Postausgang)', sender: 'Sandkasten-Support' },
  en: { incoming: 'Sandbox (incoming)', outgoing: 'Sandbox (outgoing)', sender: 'Sandbox support' },
} as const;

export async function sandboxState(desk: Desk): Promise<SandboxState> {
  const folders = (await listMailboxes(desk.store.db)).filter(({ protocol }) => protocol === 'folder');
  const incoming = folders.find(({ direction }) => direction === 'incoming');
  const outgoing = folders.find(({ direction }) => direction === 'outgoing');
  return {
    open: incoming !== undefined,
    incomingId: incoming?.id ?? null,
    outgoingId: outgoing?.id ?? null,
    address: incoming ? sandboxAddress : null,
  };
}

/** Opens the sandbox: two mailboxes of protocol `folder` and the sample mails. They take the very way of real mail. Open already: nothing happens. */
export async function openSandbox(desk: Desk, actor: Actor, locale: 'de' | 'en'): Promise<void> {
  const state = await sandboxState(desk);
  if (state.open) return;
  const now = desk.clock();
  await transact(desk.store, async (trx, announce) => {
    const mailbox = (direction: 'incoming' | 'outgoing', more: Record<string, unknown>) => {
      const values = {
        ...defaultValues(mailboxGroup(direction)),
        protocol: 'folder',
        name: names[locale][direction],
        ...more,
      };
      return insertMailbox(trx, desk.ring, { direction, protocol: 'folder', values, now: now.getTime() });
    };
    // One of the two may have been deleted alone.
    const outgoingId =
      state.outgoingId ??
      (await mailbox('outgoing', { senderName: names[locale].sender, senderAddress: sandboxAddress }));
    const incomingId = await mailbox('incoming', {
      senderName: names[locale].sender,
      mailboxAddresses: [sandboxAddress],
      replyVia: outgoingId,
      maxAgeDays: null,
      fetchRead: true,
      intervalMinutes: 1,
      createContact: true,
    });
    await audit(trx, desk, actor, { act: 'opened', kind: 'sandbox' });
    announce('mailbox', outgoingId);
    announce('mailbox', incomingId);
  });
  for (const draft of sampleMails(locale, sandboxAddress, now)) await drop(desk, composeMessage(draft).raw);
}

/** Closes the sandbox: mailboxes and folders go, the tickets stay. */
export async function closeSandbox(desk: Desk, actor: Actor): Promise<void> {
  const { incomingId, outgoingId } = await sandboxState(desk);
  await transact(desk.store, async (trx, announce) => {
    await audit(trx, desk, actor, { act: 'closed', kind: 'sandbox' });
    for (const id of [incomingId, outgoingId]) {
      if (id === null) continue;
      await deleteMailboxRow(trx, id, desk.clock().getTime());
      announce('mailbox', id);
    }
  });
  await rm(path.join(desk.dataDir, 'sandbox'), { recursive: true, force: true });
}

/** A mail written in the customer's place; `answersOutboundId` makes it the answer to what the desk sent. */
export type CustomerMail = { from: Address; subject: string; text: string; answersOutboundId?: number | undefined };

/** Lets a mail arrive in the sandbox as if the customer had sent it. Throws Failure `sandbox-closed`, `not-found` or `header-injection`. */
export async function writeAsCustomer(desk: Desk, _actor: Actor, mail: CustomerMail): Promise<void> {
  await mustBeOpen(desk);
  const domain = mail.from.addr.slice(mail.from.addr.lastIndexOf('@') + 1);
  const draft: Draft = {
    from: mail.from,
    to: [{ name: '', addr: sandboxAddress }],
    cc: [],
    subject: mail.subject,
    text: mail.text,
    messageId: `<${randomBytes(12).toString('hex')}@${domain}>`,
    date: desk.clock(),
    attachments: [],
    ...(mail.answersOutboundId === undefined ? {} : await answerTo(desk, mail.answersOutboundId, mail)),
  };
  await drop(desk, composeMessage(draft).raw);
}

/** Lets finished mails (`.eml` bytes) arrive in the sandbox. Gives their number. */
export async function dropFiles(desk: Desk, _actor: Actor, files: readonly Buffer[]): Promise<number> {
  await mustBeOpen(desk);
  const tooLarge = files.some((file) => file.length > desk.maxMailBytes);
  if (tooLarge) throw new Failure('too-large', { params: { limit: megabytes(desk.maxMailBytes) } });
  for (const file of files) await drop(desk, file);
  return files.length;
}

async function answerTo(
  desk: Desk,
  outboundId: number,
  mail: CustomerMail,
): Promise<Pick<Draft, 'subject' | 'text' | 'inReplyTo' | 'references'>> {
  const outbound = await getOutbound(desk.store.db, outboundId);
  const sent = parseMessage(await desk.store.blobs.get(outbound.blob));
  const quote = quoteForReply(sent.text, sent.from, sent.date === null ? null : new Date(sent.date), 'de');
  return {
    subject: mail.subject === '' ? replySubject(sent.subject) : mail.subject,
    text: `${mail.text}\n\n${quote}`,
    inReplyTo: outbound.message_id,
    references: [...sent.references, outbound.message_id],
  };
}

async function mustBeOpen(desk: Desk): Promise<void> {
  if (!(await sandboxState(desk)).open) throw new Failure('sandbox-closed');
}

const drop = (desk: Desk, raw: Buffer) => dropMail(sandboxFolder(desk, 'incoming'), raw, desk.clock());
