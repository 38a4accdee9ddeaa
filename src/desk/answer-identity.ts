import { addressKey } from '../mail/addresses.ts';
import type { Address } from '../mail/message.ts';
import { markedAddress } from './address-mark.ts';
import type { DeskMark } from './reference.ts';

/** The sender settings of the incoming mailbox through which the answered mail came (SPEC §2.2). */
export type IncomingIdentity = {
  senderName: string;
  senderAddress: string;
  mailboxAddresses: readonly string[];
  replyVia: number | null;
  /** Answers to its mails go to an address that names the ticket. */
  ticketAddress: boolean;
};

/** An outgoing mailbox as a writer. */
export type OutgoingIdentity = { id: number; senderName: string; senderAddress: string; isDefault: boolean };

/** Who an answer is from, and where answers to it shall go if that differs. */
export type AnswerIdentity = { from: Address; replyTo: Address | null };

/** SPEC §2.3 replyVia: the outgoing mailbox that answers what came in through `incoming`; null if there is none at all. */
export function outgoingFor<O extends OutgoingIdentity>(
  incoming: IncomingIdentity | null,
  outgoing: readonly O[],
): O | null {
  const named = incoming?.replyVia === null ? undefined : outgoing.find(({ id }) => id === incoming?.replyVia);
  return named ?? outgoing.find(({ isDefault }) => isDefault) ?? outgoing[0] ?? null;
}

/**
 * SPEC §2.2: through its mapped outgoing mailbox an incoming one answers with its own sender; any other outgoing mailbox writes as itself.
 * Answers always come back to the mailbox: where From is another address, Reply-To names it.
 */
export function answerIdentity(
  incoming: IncomingIdentity | null,
  outgoing: OutgoingIdentity,
  mapped: boolean,
): AnswerIdentity {
  const home = incoming?.mailboxAddresses[0] ?? '';
  const own = { name: outgoing.senderName, addr: outgoing.senderAddress };
  const mailbox = incoming && {
    name: incoming.senderName || outgoing.senderName,
    addr: incoming.senderAddress || home,
  };
  const from = mapped && mailbox && mailbox.addr !== '' ? mailbox : own;
  const homes = (incoming?.mailboxAddresses ?? []).map(addressKey);
  const elsewhere = home !== '' && !homes.includes(addressKey(from.addr));
  return { from, replyTo: elsewhere ? { name: from.name, addr: home } : null };
}

/** The same identity with an address of the ticket's own to answer to (RFC 5233), where the mailbox wants that. */
export function withTicketAddress(
  identity: AnswerIdentity,
  incoming: IncomingIdentity | null,
  mark: DeskMark,
  ticketId: number,
): AnswerIdentity {
  const home = incoming?.ticketAddress ? (incoming.mailboxAddresses[0] ?? '') : '';
  const addr = home === '' ? null : markedAddress(mark, ticketId, home);
  return addr === null ? identity : { ...identity, replyTo: { name: identity.from.name, addr } };
}
