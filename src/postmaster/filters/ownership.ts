import { withoutAddressMark } from '../../desk/address-mark.ts';
import { addressKey } from '../../mail/addresses.ts';
import { namedRecipients } from '../../mail/named-recipients.ts';
import { defineFilter, type DeskRules, type Recipient } from '../filter.ts';

/** SPEC §3.4: whichever copy is fetched first, a mail that reached several of our mailboxes belongs to the one it names first. */
export const ownershipFilter = defineFilter({
  name: 'ownership',
  about:
    'Gives a mail to the first of our mailboxes that To, Cc or the lines of delivery name; one that names none stays where it was fetched.',
  async run({ message, recipient, rules }, _facts, lookups) {
    if (rules.ticketsPer === 'mailbox') return;
    const own = new Set(recipient.addresses.map(addressKey));
    for (const address of namedRecipients(message)) {
      const id = ownerOf(address, own, recipient, rules);
      if (id === undefined) continue;
      if (id === recipient.id) return;
      const owner = await lookups.recipient(id);
      const params = { mailbox: owner.name, address, fetched: recipient.name };
      return { set: { recipient: owner }, why: { key: 'ownedByOther', params } };
    }
    return;
  },
});

/**
 * RFC 5233: `local+detail@domain` reaches `local@domain`, unless a mailbox has just that address. Where two mailboxes share an address, as two folders of one
 * account do, it is that of the one the mail was fetched from.
 */
function ownerOf(
  address: string,
  own: ReadonlySet<string>,
  recipient: Recipient,
  { owners }: DeskRules,
): number | undefined {
  const unmarked = withoutAddressMark(address);
  for (const spelling of new Set([address, unmarked, unmarked.replace(/\+[^@]*@/u, '@')])) {
    const key = addressKey(spelling);
    if (own.has(key)) return recipient.id;
    // A form may hold other addresses than are stored for its mailbox.
    const other = owners.get(key)?.find((id) => id !== recipient.id);
    if (other !== undefined) return other;
  }
  return undefined;
}
