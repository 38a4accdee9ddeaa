import type { agents as german } from '../de/agents.ts';
import type { SameShape } from '../shape.ts';

/** Managing agents. */
export const agents: SameShape<typeof german> = {
  title: 'Agents',
  about: 'Who may sign in, and with which rights.',
  create: 'Create',
  search: 'Search the agents',
  nothingFound: 'No agent has this name.',
  name: 'Name',
  email: 'E-mail address',
  emailHelp: 'The person signs in with it.',
  role: 'Role',
  roleHelp: {
    admin: 'Sets up mailboxes, teams, agents and the desk, and may do everything that the others may.',
    dispatcher: 'Sees all inquiries and hands them to teams.',
    agent: 'Works on tickets.',
  },
  language: 'Language',
  password: 'Password',
  passwordHelp: 'At least 10 characters. Hand it over in person; it can be changed in the profile.',
  newPassword: 'New password',
  newPasswordHelp: 'Leave it empty to keep the present one.',
  teams: 'Teams',
  noTeams: 'in none',
  you: 'you',
  inactive: 'deactivated',
  createTitle: 'Create an agent',
  editTitle: 'Edit {{name}}',
  edit: 'Edit {{name}}',
  created: '{{name}} can sign in now.',
  deactivate: 'Deactivate',
  activate: 'Activate again',
  deactivateTitle: 'Deactivate {{name}}?',
  deactivateText: 'The person is signed out and can no longer sign in. What they wrote stays under their name.',
  deactivated: '{{name}} is deactivated.',
  activated: '{{name}} can sign in again.',
};
