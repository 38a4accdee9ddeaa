import { defineFilter, type Finding } from '../filter.ts';

/** SPEC §2.4: the mailbox's priority, else the customer's, else the desk's. What the mail says of its own importance never counts. */
export const priorityFilter = defineFilter({
  name: 'priority',
  about: "Gives a new ticket the mailbox's priority, else its customer's.",
  async run(_judged, { recipient, customer }, lookups): Promise<Finding | undefined> {
    const ofMailbox = recipient.priorityId === null ? null : await lookups.priority(recipient.priorityId);
    if (ofMailbox)
      return { set: { priorityId: ofMailbox.id }, why: { key: 'priority', params: { mailbox: recipient.name } } };
    const ofCustomer = customer !== null && 'id' in customer ? await lookups.priorityOfCustomer(customer.id) : null;
    if (!ofCustomer) return;
    return {
      set: { priorityId: ofCustomer.id },
      why: { key: 'priorityOfCustomer', params: { name: ofCustomer.customer } },
    };
  },
});
