import { defineFilter, type Finding } from '../filter.ts';

/** SPEC §1, §2.4: the person for whom a new ticket exists. */
export const contactFilter = defineFilter({
  name: 'contact',
  about: 'Finds the contact by the sender address, or asks for a new one; never for machines.',
  async run({ message }, facts, lookups): Promise<Finding> {
    const address = message.from?.addr ?? '';
    if (address === '') return { why: { key: 'senderMissing' } };
    const contact = await lookups.contactByAddress(address);
    if (contact)
      return {
        set: { contact: { id: contact.id } },
        why: { key: 'contactKnown', params: { address, name: contact.name } },
      };
    if (facts.automatic) return { why: { key: 'contactAutomatic', params: { address } } };
    return { set: { contact: 'create' as const }, why: { key: 'contactNew', params: { address } } };
  },
});
