import { Failure } from '../lib/failure.ts';
import { addressKey } from '../mail/addresses.ts';
import type { OutgoingMailbox } from '../settings/outgoing-mailbox.ts';
import { autoMailSetup } from '../store/auto-mails.ts';
import { contactByAddress, contactFor } from '../store/contacts.ts';
import { getMailbox, listMailboxes } from '../store/mailboxes.ts';
import { mustBeOffered } from '../store/offered.ts';
import { findByDraft } from '../store/outbound.ts';
import type { Db } from '../store/schema.ts';
import { defaultPriority, firstStatus, insertTicket, touchTicket } from '../store/tickets.ts';
import { transact } from '../store/transact.ts';
import type { Actor, Desk } from './desk.ts';
import { endDraft } from './end-draft.ts';
import { tellAgents } from './tell-agents.ts';
import { type MailInput, prepareMail, recordMail } from './write-mail.ts';

/** A first mail to somebody. `teamId` null makes an inquiry. */
export type FirstMail = MailInput & { teamId: number | null; draftKey?: string | undefined };

/**
 * Writes a first mail and makes the ticket it belongs to, for its first recipient, in one transaction; the person's reply comes back to it, and the team
 * is told (SPEC §6). Gives the ticket's number. Throws Failure `invalid` naming the field, `too-large`, or `header-injection`.
 */
export async function writeTicket(desk: Desk, actor: Actor, input: FirstMail): Promise<number> {
  const [person] = input.to;
  if (!person) throw new Failure('invalid', { problems: [{ field: 'to', problem: 'required' }] });
  return transact(desk.store, async (trx, announce) => {
    const already = input.draftKey === undefined ? null : await findByDraft(trx, input.draftKey);
    if (already?.ticketId) return already.ticketId;
    if (input.teamId !== null) await mustBeOffered(trx, 'team', 'teamId', [input.teamId]);
    const now = desk.clock().getTime();
    const contactId = await contactFor(trx, person, null, now);
    const known = await contactByAddress(trx, person.addr);
    const status = await firstStatus(trx, input.teamId === null ? 'inquiry' : 'open');
    const mailboxId = await answeredThrough(trx, input.outgoingId);
    const ticketId = await insertTicket(trx, {
      subject: input.subject,
      contactId,
      customerId: known?.customerId ?? null,
      sender: person,
      teamId: input.teamId,
      statusId: status.id,
      statusGroup: status.group,
      priorityId: await defaultPriority(trx),
      mailboxId,
      preview: '',
      at: now,
    });
    const on = { ticketId, mailboxId, answersEntryId: null };
    const mail = await prepareMail(desk, trx, actor, on, { ...input, quote: null });
    const undo = { status: null, preview: { from: '', to: mail.preview } };
    const outboundId = await recordMail(desk, trx, actor, ticketId, mail, { undo, draftKey: input.draftKey });
    await touchTicket(trx, ticketId, now, { preview: mail.preview, unread: false });
    // Not `authorised`: our first mail is the news to the person.
    if (input.teamId !== null)
      await tellAgents({ desk, trx, announce }, await autoMailSetup(trx), {
        event: 'assigned',
        ticketId,
        actor,
        sender: null,
      });
    await endDraft(trx, announce, actor, { ticketId: null, draftKey: input.draftKey, part: 'answer' }, desk.clock());
    announce('ticket', ticketId);
    announce('outbound', outboundId);
    return ticketId;
  });
}

/** The incoming mailbox to which the answers come: the one that the sender's address belongs to, else one that answers through this identity. */
async function answeredThrough(db: Db, outgoingId: number): Promise<number | null> {
  const { senderAddress = '', isDefault } = (await getMailbox(db, outgoingId)).values as Partial<OutgoingMailbox>;
  const incoming = (await listMailboxes(db, 'incoming')).filter(({ active }) => active);
  const key = addressKey(senderAddress);
  const byAddress = incoming.find(({ values }) => addressesOf(values).some((address) => addressKey(address) === key));
  const byMapping = incoming.find(({ values }) => values.replyVia === outgoingId);
  const byDefault = isDefault ? incoming.find(({ values }) => values.replyVia === null) : undefined;
  return (byAddress ?? byMapping ?? byDefault)?.id ?? null;
}

function addressesOf({ mailboxAddresses }: Record<string, unknown>): string[] {
  return Array.isArray(mailboxAddresses) ? mailboxAddresses.map(String) : [];
}
