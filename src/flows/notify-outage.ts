import { randomBytes } from 'node:crypto';
import { failureText } from '../desk/failure-text.ts';
import { markedMessageId } from '../desk/message-mark.ts';
import { say } from '../desk/texts/index.ts';
import { composeMessage } from '../mail/compose.ts';
import { listAgents } from '../store/agents.ts';
import { readDeskSettings } from '../store/desk-settings.ts';
import { findMailbox, listMailboxes, type MailboxRow } from '../store/mailboxes.ts';
import { insertOutbound } from '../store/outbound.ts';
import { beginOutage, endOutage } from '../store/outages.ts';
import type { Trx } from '../store/schema.ts';
import { transact } from '../store/transact.ts';
import type { Desk } from './desk.ts';

/** So many failed runs in a row are an outage; fewer are a hiccup that mends itself. */
export const outageAfter = 3;

/**
 * After a failed run: tells the administrators once per outage, through another mailbox that works. Gives whether it did now. Without such a mailbox nothing is
 * noted, so that it is tried again after the next failure.
 */
export async function notifyOutage(desk: Desk, mailboxId: number): Promise<boolean> {
  const mailbox = await findMailbox(desk.store.db, mailboxId);
  if (!mailbox || mailbox.failures < outageAfter || mailbox.outageToldAt !== null || !mailbox.lastError) return false;
  const { locale } = await readDeskSettings(desk.store.db);
  const { code, params, serverReply } = mailbox.lastError;
  const reply = serverReply === null ? '' : `\n\n${say(locale, 'notice.serverReply')}\n${serverReply}`;
  const cause = `${failureText(locale, code, params)}${reply}`;
  const values = { mailbox: mailbox.name, count: mailbox.failures, cause };
  return tell(desk, mailbox, 'outage', values, (trx, now) => beginOutage(trx, mailboxId, outageAfter, now));
}

/** After a run that went well: tells those who heard of an outage that it is over. Gives whether it did. */
export async function notifyRecovery(desk: Desk, mailboxId: number): Promise<boolean> {
  const mailbox = await findMailbox(desk.store.db, mailboxId);
  if (!mailbox || mailbox.outageToldAt === null) return false;
  const told = await tell(desk, mailbox, 'recovery', { mailbox: mailbox.name }, (trx) => endOutage(trx, mailboxId));
  // Over it is, even if nobody can be told.
  if (!told) await transact(desk.store, (trx) => endOutage(trx, mailboxId));
  return told;
}

/** Queues the mail in the transaction in which `claim` succeeds: several processes and repeated failures make one mail. */
async function tell(
  desk: Desk,
  mailbox: MailboxRow,
  kind: 'outage' | 'recovery',
  values: Record<string, string | number>,
  claim: (trx: Trx, now: number) => Promise<boolean>,
): Promise<boolean> {
  const { db } = desk.store;
  const via = await workingOutgoing(desk);
  const admins = (await listAgents(db)).filter(({ role, active }) => role === 'admin' && active);
  if (!via || admins.length === 0) return false;
  const { locale, name } = await readDeskSettings(db);
  const { draft, messageId } = draftOf(desk, via, locale, kind, { ...values, desk: name });
  const recipients = admins.map(({ email }) => email);
  const { raw } = composeMessage({ ...draft, to: recipients.map((addr) => ({ name: '', addr })) });
  const blob = await desk.store.blobs.put(raw);
  return transact(desk.store, async (trx, announce) => {
    const now = desk.clock().getTime();
    if (!(await claim(trx, now))) return false;
    const id = await insertOutbound(trx, {
      entryId: null,
      ticketId: null,
      mailboxId: via.id,
      blob,
      size: raw.length,
      // RFC 3834 §3.3: what a machine sends has no return path, so that nothing can answer it.
      mailFrom: '',
      messageId,
      subject: draft.subject,
      recipients,
      dueAt: now,
      undo: null,
      now,
    });
    announce('outbound', id);
    announce('mailbox', mailbox.id);
    return true;
  });
}

/** The default outgoing mailbox if it works, else another that does; the sandbox reaches nobody. */
async function workingOutgoing(desk: Desk): Promise<MailboxRow | undefined> {
  const outgoing = await listMailboxes(desk.store.db, 'outgoing');
  const working = outgoing.filter(
    ({ active, lastError, protocol }) => active && lastError === null && protocol !== 'folder',
  );
  return working.find(({ values }) => values.isDefault === true) ?? working[0];
}

/** Marked as automatic and as ours, the mail never becomes a ticket, wherever it ends up. */
function draftOf(
  desk: Desk,
  via: MailboxRow,
  locale: 'de' | 'en',
  kind: 'outage' | 'recovery',
  values: Record<string, string | number>,
) {
  const addr = String(via.values.senderAddress);
  const { signingKey, serverId } = desk.identity;
  const domain = addr.slice(addr.lastIndexOf('@') + 1);
  const messageId = markedMessageId(signingKey, serverId, 0, randomBytes(8).toString('hex'), domain);
  const draft = {
    from: { name: String(values.desk), addr },
    cc: [],
    subject: say(locale, `notice.${kind}.subject`, values),
    text: say(locale, `notice.${kind}.text`, values),
    messageId,
    date: desk.clock(),
    attachments: [],
    extra: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
  };
  return { draft, messageId };
}
