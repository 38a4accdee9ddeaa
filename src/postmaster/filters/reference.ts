import { findReferences, referenceFits } from '../../desk/reference.ts';
import { defineFilter, type Finding } from '../filter.ts';

/** SPEC §3.6: `[TicketID 500OOJ]` in the subject; letters that do not fit are noted and never followed. */
export const referenceFilter = defineFilter({
  name: 'reference',
  about: 'Finds the ticket by its reference in the subject, if the check letters are ours.',
  async run({ message, rules }, facts, lookups) {
    if (facts.followUp) return;
    const notes: Finding[] = [];
    for (const found of findReferences(message.subject, rules.keywords)) {
      const params = { reference: found.text };
      if (!referenceFits(rules, found)) notes.push({ why: { key: 'referenceWrong', params } });
      else if (!(await lookups.ticket(found.number))) notes.push({ why: { key: 'referenceUnknown', params } });
      else
        return [
          ...notes,
          { set: { followUp: { ticketId: found.number, by: 'reference' } }, why: { key: 'reference', params } },
        ];
    }
    return notes;
  },
});
