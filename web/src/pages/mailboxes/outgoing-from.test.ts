import { expect, test } from 'vitest';
import type { Mailbox } from '../../../../src/api/contract/mailboxes.ts';
import { outgoingFrom } from './outgoing-from.ts';

const incoming: Mailbox = {
  id: 1,
  direction: 'incoming',
  protocol: 'imap',
  name: 'Info',
  address: 'info@x.example',
  state: 'new',
  listening: false,
  lastRunAt: null,
  nextRunAt: null,
  lastError: null,
  importedToday: 0,
  perDay: [],
  outageToldAt: null,
  secretsSet: ['password'],
  values: {
    host: 'imap.x.example',
    username: 'x\\info',
    password: '',
    senderName: 'Service',
    senderAddress: '',
    mailboxAddresses: ['info@x.example'],
  },
};

test('the account is carried over, with the password that was typed and the matching server name', () => {
  expect(outgoingFrom(incoming, { password: 'geheim' }, 'Info (out)')).toMatchObject({
    name: 'Info (out)',
    host: 'smtp.x.example',
    username: 'x\\info',
    password: 'geheim',
    senderName: 'Service',
    senderAddress: 'info@x.example',
  });
});

test('a server name that does not name its protocol stays, and a password that is not known stays empty', () => {
  const plain = {
    ...incoming,
    values: { ...incoming.values, host: 'mail.x.example', senderAddress: 'no-reply@x.example' },
  };
  expect(outgoingFrom(plain, {}, 'Info (out)')).toMatchObject({
    host: 'mail.x.example',
    password: '',
    senderAddress: 'no-reply@x.example',
  });
});

test('an account by OAuth stays with its connection if that can send', () => {
  const byOAuth = { ...incoming, values: { ...incoming.values, auth: 'oauth', oauthConnection: 7 } };
  expect(outgoingFrom(byOAuth, {}, 'Out', [{ id: 7 }])).toMatchObject({ auth: 'oauth', oauthConnection: 7 });
  expect(outgoingFrom(byOAuth, {}, 'Out', [{ id: 8 }])).not.toHaveProperty('auth');
});
