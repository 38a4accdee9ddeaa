import { statusFits } from '../../desk/status-fit.ts';
import { defineFilter, type Finding } from '../filter.ts';

/** SPEC §2.3: a mailbox may give tickets a status when a reply comes through it; a machine's mail changes none. */
export const replyStatusFilter = defineFilter({
  name: 'reply-status',
  about: "Gives a ticket the mailbox's status for replies, if that fits the ticket.",
  async run(_judged, facts, lookups): Promise<Finding | undefined> {
    const { replyStatusId, name } = facts.recipient;
    if (!facts.followUp || facts.linkTo !== null || facts.automatic || replyStatusId === null) return;
    const ticket = await lookups.ticket(facts.followUp.ticketId);
    if (!ticket || ticket.statusGroup === 'locked') return;
    const status = await lookups.status(replyStatusId);
    if (!status) return { why: { key: 'replyStatusGone', params: { mailbox: name } } };
    const params = { mailbox: name, de: status.names.de, en: status.names.en };
    if (!statusFits(status.group, ticket.teamId !== null)) return { why: { key: 'replyStatusMisfit', params } };
    return { set: { statusId: status.id }, why: { key: 'replyStatus', params } };
  },
});
