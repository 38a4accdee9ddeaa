import { newStatusFits } from '../../desk/status-fit.ts';
import { defineFilter, type Finding } from '../filter.ts';

/** SPEC §2.3: the status that the mailbox gives its new tickets; it must fit what became of them, inquiry or order. */
export const newStatusFilter = defineFilter({
  name: 'new-status',
  about: "Starts a new ticket with the mailbox's status, if that fits.",
  async run(_judged, { recipient, teamId }, lookups): Promise<Finding | undefined> {
    if (recipient.newTicketStatusId === null) return;
    const status = await lookups.status(recipient.newTicketStatusId);
    if (!status) return { why: { key: 'newStatusGone', params: { mailbox: recipient.name } } };
    const params = { mailbox: recipient.name, de: status.names.de, en: status.names.en };
    if (!newStatusFits(status.group, teamId !== null)) return { why: { key: 'newStatusMisfit', params } };
    return { set: { statusId: status.id }, why: { key: 'newStatus', params } };
  },
});
