import { type FoundReference, findReferences, referenceFits } from '../../desk/reference.ts';
import { defineFilter, type Finding } from '../filter.ts';

/** References of one subject that are looked at; the last ones, because the last one counts. */
const lookedAt = 20;

/** SPEC §3.6: `[TicketID 500OOJ]` in the subject; letters that do not fit are noted and never followed. */
export const referenceFilter = defineFilter({
  name: 'reference',
  about: 'Finds the ticket by its reference in the subject, if the check letters are ours.',
  async run({ message, rules }, facts, lookups) {
    if (facts.followUp) return;
    const findings: Finding[] = [];
    let last: FoundReference | null = null;
    for (const found of findReferences(message.subject, rules.keywords).slice(-lookedAt)) {
      const params = { reference: found.text };
      if (!referenceFits(rules, found)) findings.push({ why: { key: 'referenceWrong', params } });
      else if (!(await lookups.ticket(found.number))) findings.push({ why: { key: 'referenceUnknown', params } });
      else last = found;
    }
    if (!last) return findings;
    // Of several the last: ours is added at the end.
    const set = { followUp: { ticketId: last.number, by: 'reference' as const } };
    return [...findings, { set, why: { key: 'reference', params: { reference: last.text } } }];
  },
});
