import type { teams as german } from '../de/teams.ts';
import type { SameShape } from '../shape.ts';

/** Managing teams. */
export const teams: SameShape<typeof german> = {
  title: 'Teams',
  about: 'A team is whom work is assigned to: a group of agents, or one person.',
  create: 'Create',
  search: 'Search the teams',
  nothingFound: 'No team has this name.',
  emptyTitle: 'No team yet',
  emptyText:
    'Without one, every new mail stays an inquiry. With a team it can be assigned as an order, also right when it arrives.',
  name: 'Name',
  nameHelp: 'For example Support, Accounting or Shipping.',
  members: 'Members',
  membersHelp: 'See the tickets of the team under “My teams”.',
  noMembers: 'Nobody yet',
  createTitle: 'Create a team',
  editTitle: 'Edit {{name}}',
  edit: 'Edit {{name}}',
  delete: 'Delete {{name}}',
  deleteTitle: 'Delete {{name}}?',
  deleteText: 'This works only as long as no ticket and no mailbox uses it.',
  deleted: '{{name}} is deleted.',
};
