import { expect, test } from 'vitest';
import {
  type Act,
  can,
  canSeeTicket,
  canWriteTicket,
  mayHearOf,
  type Role,
  ticketScope,
  type Viewer,
  withNestedTeams,
} from './can.ts';

const viewer = (role: Role, teamIds: number[] = [], writeTeamIds = teamIds): Viewer => ({
  agentId: 1,
  role,
  teamIds,
  writeTeamIds,
});

test.each<[Act, boolean, boolean, boolean]>([
  // act, admin, dispatcher, agent
  ['administer', true, false, false],
  ['editContacts', true, true, false],
  ['readIntake', true, true, false],
  ['seeEveryTicket', true, true, false],
])('%s', (act, admin, dispatcher, agent) => {
  expect(can(viewer('admin'), act)).toBe(admin);
  expect(can(viewer('dispatcher'), act)).toBe(dispatcher);
  expect(can(viewer('agent', [1, 2]), act)).toBe(agent);
});

test.each<[string, number | null, boolean, boolean, boolean]>([
  // ticket, its team, admin, dispatcher, agent of teams 1 and 2
  ['an inquiry', null, true, true, false],
  ['an order of an own team', 2, true, true, true],
  ["another team's order", 3, true, true, false],
])('%s', (_ticket, teamId, admin, dispatcher, agent) => {
  expect(canSeeTicket(viewer('admin'), teamId)).toBe(admin);
  expect(canSeeTicket(viewer('dispatcher'), teamId)).toBe(dispatcher);
  expect(canSeeTicket(viewer('agent', [1, 2]), teamId)).toBe(agent);
});

test.each<[string, number | null, boolean, boolean]>([
  // ticket, its team, dispatcher, agent who works for team 1 and reads team 2
  ['an inquiry', null, true, false],
  ['an order of a team one works for', 1, true, true],
  ['an order of a team one only reads', 2, true, false],
  ["another team's order", 3, true, false],
])('working on %s', (_ticket, teamId, dispatcher, agent) => {
  expect(canWriteTicket(viewer('admin'), teamId)).toBe(true);
  expect(canWriteTicket(viewer('dispatcher'), teamId)).toBe(dispatcher);
  expect(canWriteTicket(viewer('agent', [1, 2], [1]), teamId)).toBe(agent);
});

test('lists show what single tickets allow', () => {
  expect(ticketScope(viewer('admin', [1]))).toBe('all');
  expect(ticketScope(viewer('dispatcher'))).toBe('all');
  expect(ticketScope(viewer('agent', [1, 2]))).toEqual([1, 2]);
  expect(ticketScope(viewer('agent'))).toEqual([]);
});

test.each<[string, number | null | undefined, boolean, boolean]>([
  // kind, team, dispatcher, agent of team 1
  ['ticket', 1, true, true],
  ['ticket', 2, true, false],
  ['ticket', null, true, false],
  ['outbound', 1, true, true],
  ['outbound', undefined, true, false],
  ['inbound', undefined, true, false],
  ['mailbox', undefined, true, true],
  ['settings', undefined, true, true],
])('news of %s of team %s', (kind, teamId, dispatcher, agent) => {
  expect(mayHearOf(viewer('dispatcher'), kind, teamId)).toBe(dispatcher);
  expect(mayHearOf(viewer('agent', [1]), kind, teamId)).toBe(agent);
});

test('membership covers the teams below, to any depth, and ends on a cycle', () => {
  const teams = [
    { id: 1, parentId: null },
    { id: 4, parentId: 3 },
    { id: 3, parentId: 1 },
    { id: 2, parentId: null },
    { id: 5, parentId: 6 },
    { id: 6, parentId: 5 },
  ];
  expect(withNestedTeams(teams, [1]).toSorted((a, b) => (a < b ? -1 : 1))).toEqual([1, 3, 4]);
  expect(withNestedTeams(teams, [4])).toEqual([4]);
  expect(withNestedTeams(teams, [5]).toSorted((a, b) => (a < b ? -1 : 1))).toEqual([5, 6]);
  expect(withNestedTeams(teams, [])).toEqual([]);
});
