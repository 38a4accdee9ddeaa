import { expect, test } from 'vitest';
import type { Delivery } from '../../../../src/api/contract/tickets.ts';
import { deliveryReason, sentAt } from './delivery-words.ts';

const base: Delivery = {
  outboundId: 1,
  state: 'failed',
  attempts: 1,
  writableAgain: true,
  nextAttemptAt: null,
  recipients: [],
  error: null,
};
const to = (
  address: string,
  state: 'sent' | 'failed' | 'deferred',
  reply: string | null,
  at: string | null = null,
) => ({
  address,
  state,
  status: null,
  reply,
  at,
  report: null,
  read: null,
});

test('gives the server words about the recipient that went wrong', () => {
  const one = {
    ...base,
    recipients: [to('a@x.example', 'sent', '250 ok'), to('b@x.example', 'failed', '550 unknown')],
  };
  expect(deliveryReason(one)).toBe('550 unknown');
  const two = { ...base, recipients: [to('a@x.example', 'failed', '550 a'), to('b@x.example', 'failed', '550 b')] };
  expect(deliveryReason(two)).toBe('a@x.example: 550 a');
});

test('what a later report says comes before the words with which the first server took the mail', () => {
  const report = {
    action: 'failed' as const,
    status: '5.1.1',
    text: '550 5.1.1 no such mailbox',
    at: '2026-11-21T10:00:00.000Z',
    entryId: null,
  };
  const recipients = [{ ...to('a@x.example', 'failed', '250 2.0.0 queued'), report }];
  expect(deliveryReason({ ...base, recipients })).toBe('550 5.1.1 no such mailbox');
});

test('falls back on the failure as a whole, then on nothing', () => {
  const error = { code: 'unreachable', text: 'Der Server antwortet nicht.', serverReply: null };
  expect(deliveryReason({ ...base, recipients: [to('a@x.example', 'deferred', null)], error })).toBe(
    'Der Server antwortet nicht.',
  );
  expect(deliveryReason(base)).toBeNull();
});

test('the mail was sent when the last server took it', () => {
  const recipients = [
    to('a@x.example', 'sent', null, '2026-11-21T10:00:00.000Z'),
    to('b@x.example', 'sent', null, '2026-11-21T11:00:00.000Z'),
  ];
  expect(sentAt({ ...base, recipients })).toBe('2026-11-21T11:00:00.000Z');
  expect(sentAt(base)).toBeNull();
});
