import { expect, test } from 'vitest';
import { defaultValues } from '../../../src/settings/field.ts';
import { incomingMailbox } from '../../../src/settings/incoming-mailbox.ts';
import { typedAlready, withSuggestions } from './suggestions.ts';

const fresh = defaultValues(incomingMailbox);
const none = new Set<string>();

test('the port follows the encryption until it is typed', () => {
  expect(withSuggestions(incomingMailbox, fresh, none).port).toBe(993);
  expect(withSuggestions(incomingMailbox, { ...fresh, encryption: 'starttls' }, none).port).toBe(143);
  const typed = { ...fresh, encryption: 'starttls', port: 1143 };
  expect(withSuggestions(incomingMailbox, typed, new Set(['port'])).port).toBe(1143);
});

test('a field that was just emptied is not filled again under the hands', () => {
  expect(withSuggestions(incomingMailbox, { ...fresh, port: null }, none, 'port').port).toBeNull();
});

test('a stored port counts as typed only if it is another than the suggested one', () => {
  expect(typedAlready(incomingMailbox, { ...fresh, port: 993 })).toEqual(none);
  expect(typedAlready(incomingMailbox, { ...fresh, port: 10_993 })).toEqual(new Set(['port']));
});
