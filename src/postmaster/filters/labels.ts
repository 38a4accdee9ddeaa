import { defineFilter, type Finding } from '../filter.ts';

/** SPEC §2.3: a mailbox may put labels on its new tickets. */
export const labelsFilter = defineFilter({
  name: 'labels',
  about: "Puts the mailbox's labels on a new ticket.",
  async run(_judged, { recipient }, lookups): Promise<Finding | undefined> {
    if (recipient.labelIds.length === 0) return;
    const labels = await lookups.labels(recipient.labelIds);
    if (labels.length === 0) return { why: { key: 'labelsGone', params: { mailbox: recipient.name } } };
    return {
      set: { labelIds: labels.map(({ id }) => id) },
      why: { key: 'labels', params: { mailbox: recipient.name, labels: labels.map(({ name }) => name).join(', ') } },
    };
  },
});
