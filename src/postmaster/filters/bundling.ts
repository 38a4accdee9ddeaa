import { bundlingKey } from '../../desk/bundling-key.ts';
import { defineFilter } from '../filter.ts';
import { finalTicket } from '../final-ticket.ts';

/** SPEC §2.4: mails of one kind that come in quick succession make one order, not fifty. */
export const bundlingFilter = defineFilter({
  name: 'bundling',
  about: 'Makes a mail like one of this or the preceding run a further step of that order.',
  async run({ message, recipient, bundlingWindow }, facts, lookups) {
    // A reference that points to a closed ticket has already asked for a new, linked one.
    if (!facts.recipient.bundle || bundlingWindow === undefined || facts.followUp !== null) return;
    const key = bundlingKey(facts.recipient.id, message.from?.addr ?? '', message.subject);
    const last = key === null ? null : await lookups.bundleTarget(recipient.id, key, bundlingWindow);
    const target = last === null ? null : await finalTicket(lookups, last);
    if (!target) return;
    if (target.teamId === null) return { why: { key: 'bundleInquiry' } };
    if (target.statusGroup === 'done' || target.statusGroup === 'locked') return { why: { key: 'bundleDone' } };
    return {
      // What the filters before chose was meant for a new ticket.
      set: { bundled: true, statusId: null },
      why: { key: 'bundled', params: { mailbox: facts.recipient.name } },
      decide: { to: 'ticket', ticketId: target.id },
    };
  },
});
