import { expect, test } from 'vitest';
import { newStatusFits, statusFits } from './status-fit.ts';

test.each([
  ['inquiry', false, true, true],
  ['inquiry', true, false, false],
  ['open', false, false, false],
  ['open', true, true, true],
  ['working', false, false, false],
  ['waiting', true, true, true],
  ['done', false, true, false],
  ['done', true, true, true],
  ['locked', false, true, false],
  ['locked', true, true, true],
])('%s with a team %s: fits a ticket %s, a new ticket %s', (group, hasTeam, ticket, fresh) => {
  expect([statusFits(group, hasTeam), newStatusFits(group, hasTeam)]).toEqual([ticket, fresh]);
});
