import { domainOf } from '../../mail/addresses.ts';
import { defineFilter, type Finding } from '../filter.ts';

/** SPEC §2.4 createCustomer: the organisation of the sender, by the domain of the address; providers whose users share a domain are none. */
export const customerFilter = defineFilter({
  name: 'customer',
  about: "Finds the customer by the sender's domain, or asks for a new one for the domain of an unknown sender.",
  async run({ message, rules }, facts, lookups): Promise<Finding | undefined> {
    if (facts.customer !== null) return;
    const domain = domainOf(message.from?.addr ?? '');
    const tells = domain !== '' && !facts.own && !rules.freemail.has(domain);
    const known = tells ? await lookups.customerByDomain(domain) : null;
    if (known)
      return {
        set: { customer: { id: known.id } },
        why: { key: 'customerKnown', params: { domain, name: known.name } },
      };
    const isUnknown = facts.contact === 'create' || facts.contact === null || facts.contact.isFallback === true;
    if (facts.recipient.createCustomer && isUnknown && !facts.automatic && domain !== '') {
      if (!tells) return { why: { key: 'customerFreemail', params: { domain } } };
      return { set: { customer: { createForDomain: domain } }, why: { key: 'customerNew', params: { domain } } };
    }
    if (facts.contact === null || facts.contact === 'create') return;
    const customerId = facts.contact.isFallback ? (await lookups.contactById(facts.contact.id))?.customerId : null;
    if (!customerId) return;
    return { set: { customer: { id: customerId } }, why: { key: 'customerFallback' } };
  },
});
