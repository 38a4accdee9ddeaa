import { domainOf } from '../../mail/addresses.ts';
import { defineFilter, type DeskRules, type Facts, type Finding } from '../filter.ts';
import type { Lookups } from '../lookups.ts';

/** SPEC §2.4 createCustomer: the organisation of the sender, by the domain of the address; providers whose users share a domain are none. */
export const customerFilter = defineFilter({
  name: 'customer',
  about: "Finds the customer by the sender's domain, or asks for a new one for the domain of an unknown sender.",
  async run({ message, rules }, facts, lookups): Promise<Finding[]> {
    if (facts.customer !== null) return [];
    const domain = facts.own ? '' : domainOf(message.from?.addr ?? '');
    const found = domain === '' ? null : await byDomain(domain, rules, facts, lookups);
    if (found?.set) return [found];
    return [found, await ofFallback(facts, lookups)].filter((finding) => finding !== null);
  },
});

async function byDomain(domain: string, rules: DeskRules, facts: Facts, lookups: Lookups): Promise<Finding | null> {
  const { contact, recipient, automatic } = facts;
  const isUnknown = contact === 'create' || contact === null || contact.isFallback === true;
  const wanted = recipient.createCustomer && isUnknown && !automatic;
  if (rules.freemail.has(domain)) return wanted ? { why: { key: 'customerFreemail', params: { domain } } } : null;
  const known = await lookups.customerByDomain(domain);
  if (known)
    return { set: { customer: { id: known.id } }, why: { key: 'customerKnown', params: { domain, name: known.name } } };
  if (!wanted) return null;
  return { set: { customer: { createForDomain: domain } }, why: { key: 'customerNew', params: { domain } } };
}

/** The customer of the contact who stands in for unknown senders. */
async function ofFallback({ contact }: Facts, lookups: Lookups): Promise<Finding | null> {
  if (contact === null || contact === 'create' || contact.isFallback !== true) return null;
  const fallback = await lookups.contactById(contact.id);
  if (!fallback || fallback.customerId === null) return null;
  return { set: { customer: { id: fallback.customerId } }, why: { key: 'customerFallback' } };
}
