import { defineFilter, type Finding } from '../filter.ts';

/** SPEC §2.4: the mailbox's team, else the category's; a ticket of neither is an inquiry. */
export const teamFilter = defineFilter({
  name: 'team',
  about: "Authorises a new ticket at once for the mailbox's team, else for its category's.",
  async run(_judged, { recipient, categoryId }, lookups): Promise<Finding[]> {
    const findings: Finding[] = [];
    if (recipient.teamId !== null) {
      const team = await lookups.team(recipient.teamId);
      const params = { mailbox: recipient.name, team: team?.name ?? '' };
      if (team) return [{ set: { teamId: team.id }, why: { key: 'team', params } }];
      findings.push({ why: { key: 'teamGone', params: { mailbox: recipient.name } } });
    }
    const category = categoryId === null ? null : await lookups.category(categoryId);
    const team = category === null || category.teamId === null ? null : await lookups.team(category.teamId);
    if (category && team) {
      const params = { category: category.name, team: team.name };
      return [...findings, { set: { teamId: team.id }, why: { key: 'teamOfCategory', params } }];
    }
    return [...findings, { why: { key: 'inquiry', params: { mailbox: recipient.name } } }];
  },
});
