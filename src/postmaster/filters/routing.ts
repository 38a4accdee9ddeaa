import { defineFilter, type Finding } from '../filter.ts';

/** SPEC §2.4: team and priority of a new ticket come from the mailbox; without a team it is an inquiry. */
export const routingFilter = defineFilter({
  name: 'routing',
  about: "Gives a new ticket the mailbox's team and priority.",
  run({ recipient }) {
    const team: Finding =
      recipient.teamId === null
        ? { why: { key: 'inquiry', params: { mailbox: recipient.name } } }
        : { set: { teamId: recipient.teamId }, why: { key: 'team', params: { mailbox: recipient.name } } };
    if (recipient.priorityId === null) return team;
    return [
      team,
      { set: { priorityId: recipient.priorityId }, why: { key: 'priority', params: { mailbox: recipient.name } } },
    ];
  },
});
