import { withoutAddressMark } from '../../desk/address-mark.ts';
import { namedRecipients } from '../../mail/named-recipients.ts';
import { defineFilter, type Recipient } from '../filter.ts';

/** SPEC §3.4: whichever copy is fetched first, a mail that reached several of our mailboxes belongs to the one it names first. */
export const ownershipFilter = defineFilter({
  name: 'ownership',
  about:
    'Gives a mail to the first of our mailboxes that To, Cc or the lines of delivery name; one that names none stays where it was fetched.',
  run({ message, recipient, rules }) {
    if (rules.ticketsPer === 'mailbox') return;
    // Where two mailboxes share an address, as two folders of one account do, the one it was fetched from comes first.
    const mailboxes = [recipient, ...rules.mailboxes.filter(({ id }) => id !== recipient.id)];
    for (const address of namedRecipients(message)) {
      const owner = ownerOf(address, mailboxes);
      if (owner === null) continue;
      if (owner.id === recipient.id) return;
      const params = { mailbox: owner.name, address, fetched: recipient.name };
      return { set: { recipient: owner }, why: { key: 'ownedByOther', params } };
    }
    return;
  },
});

/** RFC 5233: `local+detail@domain` reaches `local@domain`, unless a mailbox has just that address. */
function ownerOf(address: string, mailboxes: readonly Recipient[]): Recipient | null {
  const unmarked = withoutAddressMark(address).toLowerCase();
  for (const wanted of new Set([address.toLowerCase(), unmarked, unmarked.replace(/\+[^@]*@/u, '@')])) {
    const owner = mailboxes.find(({ addresses }) => addresses.some((own) => own.trim().toLowerCase() === wanted));
    if (owner) return owner;
  }
  return null;
}
