import { expect, test } from 'vitest';
import type { Mailbox } from '../../../../src/api/contract/mailboxes.ts';
import { copyOf } from './copy-of.ts';

const mailbox = (direction: Mailbox['direction'], values: Mailbox['values']) =>
  ({ direction, values, secretsSet: ['password'] }) as unknown as Mailbox;

test('a duplicate has everything but the name and the secrets, and starts switched off', () => {
  const values = { name: 'Support', host: 'imap.example.org', password: '', active: true, labels: [1, 2] };
  expect(copyOf(mailbox('incoming', values), 'Support (copy)')).toEqual({
    name: 'Support (copy)',
    host: 'imap.example.org',
    password: '',
    active: false,
    labels: [1, 2],
  });
});

test('a duplicate of the default outgoing mailbox is not the default', () => {
  expect(copyOf(mailbox('outgoing', { name: 'Versand', isDefault: true, active: true }), 'x')).toMatchObject({
    name: 'x',
    isDefault: false,
    active: true,
  });
});
