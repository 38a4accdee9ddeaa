import { defineFilter, type Finding } from '../filter.ts';

/** SPEC §1, §2.4: the person for whom a new ticket exists. */
export const contactFilter = defineFilter({
  name: 'contact',
  about:
    'Finds the contact by the sender address, or asks for a new one, never for machines, or takes the one for unknown senders.',
  async run({ message }, facts, lookups): Promise<Finding | Finding[]> {
    const address = message.from?.addr ?? '';
    const contact = address === '' ? null : await lookups.contactByAddress(address);
    if (contact)
      return {
        set: { contact: { id: contact.id }, customer: contact.customerId === null ? null : { id: contact.customerId } },
        why: { key: 'contactKnown', params: { address, name: contact.name } },
      };
    if (address !== '' && facts.recipient.createContact && !facts.automatic && !facts.own)
      return { set: { contact: 'create' as const }, why: { key: 'contactNew', params: { address } } };
    const unknown: Finding = { why: unknownSender(address, facts.automatic || facts.own) };
    const { fallbackContactId } = facts.recipient;
    if (fallbackContactId === null) return unknown;
    const fallback = await lookups.contactById(fallbackContactId);
    if (!fallback) return [unknown, { why: { key: 'contactFallbackGone' } }];
    return [
      unknown,
      {
        set: { contact: { id: fallback.id, isFallback: true } },
        why: { key: 'contactFallback', params: { name: fallback.name } },
      },
    ];
  },
});

function unknownSender(address: string, automatic: boolean): Finding['why'] {
  if (address === '') return { key: 'senderMissing' };
  return { key: automatic ? 'contactAutomatic' : 'contactUnknown', params: { address } };
}
