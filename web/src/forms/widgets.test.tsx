import { expect, test } from 'vitest';
import { incomingMailbox } from '../../../src/settings/incoming-mailbox.ts';
import { masterKinds } from '../../../src/settings/master-data.ts';
import { outgoingMailbox } from '../../../src/settings/outgoing-mailbox.ts';
import { widgets } from './widgets.tsx';

test('there is a control for every widget that a definition asks for', () => {
  const asked = [incomingMailbox, outgoingMailbox, ...Object.values(masterKinds)].flatMap((group) =>
    Object.entries(group.fields).map(([field, { widget }]) => ({ field: `${group.name}.${field}`, widget })),
  );
  expect(asked.length).toBeGreaterThan(60);
  expect(asked.filter(({ widget }) => !(widget in widgets))).toEqual([]);
});
