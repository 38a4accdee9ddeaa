import { expect, test } from 'vitest';
import { defaultValues } from '../../../../src/settings/field.ts';
import { incomingMailbox } from '../../../../src/settings/incoming-mailbox.ts';
import { outgoingMailbox } from '../../../../src/settings/outgoing-mailbox.ts';
import { type Names, sentencesOf } from './sentences.ts';

const names: Names = {
  locale: 'en',
  unknown: '…',
  encryption: 'TLS',
  master: {
    teams: [{ id: 3, name: 'Support', parentId: null, memberIds: [], readerIds: [], active: true }],
    categories: [{ id: 5, name: 'Returns', parentId: null, teamId: 3, active: true }],
    labels: [{ id: 6, name: 'Shop', parentId: null, colour: 'blue', active: true }],
    statuses: [
      { id: 7, group: 'waiting', names: { de: 'Wartet', en: 'Waiting' }, rank: 1, active: true, builtIn: true },
    ],
    priorities: [
      { id: 1, names: { de: 'normal', en: 'normal' }, rank: 1, isDefault: true, active: true },
      { id: 2, names: { de: 'hoch', en: 'high' }, rank: 2, isDefault: false, active: true },
    ],
    agents: [],
    incoming: [],
    outgoing: [
      { id: 8, name: 'First', address: 'a@x.example', senderName: '', isDefault: false },
      { id: 9, name: 'Default', address: 'b@x.example', senderName: '', isDefault: true },
    ],
  },
};
const incoming = { ...defaultValues(incomingMailbox), mailboxAddresses: ['info@x.example'] };
const keysOf = (values: Record<string, unknown>, direction: 'incoming' | 'outgoing' = 'incoming') =>
  sentencesOf(direction, values, names).map(({ key }) => key);

test('the defaults are told: an inquiry, at once, unread mail of two weeks, deleted, answered by default', () => {
  expect(sentencesOf('incoming', incoming, names)).toEqual([
    { key: 'inquiry', params: { priority: 'normal' } },
    { key: 'push', count: 5 },
    { key: 'unread', params: { folder: 'INBOX' } },
    { key: 'age', count: 14, joined: true },
    { key: 'delete' },
    { key: 'fallback' },
    { key: 'answer', params: { sender: 'info@x.example', via: 'Default' } },
  ]);
});

test('a team makes it an order with the chosen priority', () => {
  expect(sentencesOf('incoming', { ...incoming, team: 3, priority: 2 }, names)[0]).toEqual({
    key: 'order',
    params: { priority: 'high', team: 'Support' },
  });
});

test('a category may bring the team; labels, statuses and the automatic answer are named', () => {
  const told = sentencesOf(
    'incoming',
    {
      ...incoming,
      category: 5,
      labels: [6],
      createContact: true,
      bundle: true,
      autoReplyTemplate: 4,
      changeReplyStatus: true,
      replyStatus: 7,
    },
    { ...names, templates: new Map([[4, 'Receipt']]) },
  );
  expect(told).toEqual(
    expect.arrayContaining([
      { key: 'order', params: { priority: 'normal', team: 'Support' } },
      { key: 'category', params: { category: 'Returns' } },
      { key: 'labels', params: { labels: 'Shop' } },
      { key: 'newContact' },
      { key: 'bundle' },
      { key: 'told', params: { template: 'Receipt' } },
      { key: 'replyStatus', params: { status: 'Waiting' } },
    ]),
  );
});

test('without new tickets nothing is said of what they would get', () => {
  const keys = keysOf({ ...incoming, noNewTickets: true, team: 3, labels: [6], bundle: true });
  expect(keys[0]).toBe('noTickets');
  expect(keys).not.toContain('labels');
  expect(keys).not.toContain('order');
});

test('every option changes its sentence', () => {
  expect(keysOf({ ...incoming, push: false })).toContain('poll');
  expect(keysOf({ ...incoming, fetchRead: true })).toContain('any');
  expect(keysOf({ ...incoming, maxAgeDays: null })).toContain('noAge');
  expect(keysOf({ ...incoming, afterImport: 'keep' })).toContain('keep');
  expect(keysOf({ ...incoming, afterImport: 'markRead' })).toContain('markRead');
  expect(keysOf({ ...incoming, active: false })[0]).toBe('inactive');
});

test('what POP3 cannot do is not promised', () => {
  const keys = keysOf({ ...incoming, protocol: 'pop3', push: true, fetchRead: false });
  expect(keys).toContain('poll');
  expect(keys).toContain('all');
});

test('the folder to move to is named, or left open while it is not filled in', () => {
  expect(folderOf(' Done ')).toEqual({ folder: 'Done' });
  expect(folderOf('')).toEqual({ folder: '…' });
});

test('answers use the chosen outgoing mailbox and the sender as the customer will see it', () => {
  const values = { ...incoming, replyVia: 8, senderName: 'Service', senderAddress: 'no-reply@x.example' };
  expect(sentencesOf('incoming', values, names).at(-1)).toEqual({
    key: 'answer',
    params: { sender: 'Service <no-reply@x.example>', via: 'First' },
  });
});

test('without any outgoing mailbox the preview says that nobody can answer', () => {
  const master = names.master && { ...names.master, outgoing: [] };
  expect(sentencesOf('incoming', incoming, { ...names, master }).at(-1)).toEqual({ key: 'noAnswer' });
});

test('an outgoing mailbox tells sender, server, encryption and sign-in', () => {
  const values = { ...defaultValues(outgoingMailbox), host: 'smtp.x.example', port: 465, senderAddress: 'a@x.example' };
  expect(sentencesOf('outgoing', values, names)).toEqual([
    { key: 'send', params: { sender: 'a@x.example', server: 'smtp.x.example:465' } },
    { key: 'encrypted', params: { encryption: 'TLS' } },
    { key: 'anonymous' },
  ]);
  expect(keysOf({ ...values, encryption: 'none', username: 'a', isDefault: true }, 'outgoing')).toEqual([
    'send',
    'plain',
    'asDefault',
  ]);
});

function folderOf(moveTo: string) {
  const sentences = sentencesOf('incoming', { ...incoming, afterImport: 'move', moveTo }, names);
  return sentences.find(({ key }) => key === 'move')?.params;
}
