import { expect, test } from 'vitest';
import { defaultValues } from '../../../src/settings/field.ts';
import { incomingMailbox } from '../../../src/settings/incoming-mailbox.ts';
import { stillWrong } from './still-wrong.ts';

const empty = defaultValues(incomingMailbox);
const problems = [
  { field: 'name', problem: 'name-taken' },
  { field: 'host', problem: 'required' },
  { field: 'fallbackContact', problem: 'required' },
];
const left = (change: object) =>
  stillWrong(incomingMailbox, problems, empty, { ...empty, ...change }).map(({ field }) => field);

test('a changed field is wrong no longer, until it is checked again', () => {
  expect(left({ host: 'mail.firma.test' })).toEqual(['name', 'fallbackContact']);
});

test('what is no longer required is no problem any more; what the desk said stays', () => {
  expect(left({ createContact: true })).toEqual(['name', 'host']);
  expect(left({ noNewTickets: true })).toEqual(['name', 'host']);
});

test('a change elsewhere leaves all as it is', () => {
  expect(left({ senderName: 'Support' })).toEqual(['name', 'host', 'fallbackContact']);
});
