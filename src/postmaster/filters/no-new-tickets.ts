import { defineFilter } from '../filter.ts';

/** SPEC §2.4: some mailboxes only take answers; the rest is kept readable in the intake log. */
export const noNewTicketsFilter = defineFilter({
  name: 'no-new-tickets',
  about: 'Leaves mail that continues no ticket unfiled where the mailbox makes no new tickets.',
  run(_judged, { recipient }) {
    if (!recipient.noNewTickets) return;
    return {
      why: { key: 'noNewTickets', params: { mailbox: recipient.name } },
      decide: { to: 'unfiled', reason: 'no-new-tickets' },
    };
  },
});
