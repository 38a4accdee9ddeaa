import { expect, test } from 'vitest';
import { answerIdentity, type IncomingIdentity, type OutgoingIdentity, outgoingFor } from './answer-identity.ts';

const incoming: IncomingIdentity = {
  senderName: 'Kundendienst',
  senderAddress: '',
  mailboxAddresses: ['support@firma.example', 'hilfe@firma.example'],
  replyVia: 2,
  ticketAddress: false,
};
const outgoing = (id: number, isDefault = false): OutgoingIdentity => ({
  id,
  senderName: `Ausgang ${id}`,
  senderAddress: `out${id}@firma.example`,
  isDefault,
});

test('the mapped outgoing mailbox answers, else the default, else the only one there is', () => {
  expect(outgoingFor(incoming, [outgoing(1, true), outgoing(2)])?.id).toBe(2);
  expect(outgoingFor(incoming, [outgoing(3), outgoing(1, true)])?.id).toBe(1);
  expect(outgoingFor({ ...incoming, replyVia: null }, [outgoing(2), outgoing(1, true)])?.id).toBe(1);
  expect(outgoingFor(null, [outgoing(4)])?.id).toBe(4);
  expect(outgoingFor(incoming, [])).toBeNull();
});

test.each<[string, Partial<IncomingIdentity>, boolean, { from: string; name: string; replyTo: string | null }]>([
  [
    'no sender address: the mailbox writes',
    {},
    true,
    { from: 'support@firma.example', name: 'Kundendienst', replyTo: null },
  ],
  [
    'another sender address: answers still come back to the mailbox',
    { senderAddress: 'no-reply@firma.example' },
    true,
    { from: 'no-reply@firma.example', name: 'Kundendienst', replyTo: 'support@firma.example' },
  ],
  [
    'another address of the same mailbox, in other case: an answer comes back by itself',
    { senderAddress: 'Hilfe@Firma.example' },
    true,
    { from: 'Hilfe@Firma.example', name: 'Kundendienst', replyTo: null },
  ],
  [
    'the same address with its domain in A-labels: an answer comes back by itself',
    { mailboxAddresses: ['hilfe@bücher.example'], senderAddress: 'hilfe@xn--bcher-kva.example' },
    true,
    { from: 'hilfe@xn--bcher-kva.example', name: 'Kundendienst', replyTo: null },
  ],
  [
    "no sender name: the outgoing mailbox's",
    { senderName: '' },
    true,
    { from: 'support@firma.example', name: 'Ausgang 2', replyTo: null },
  ],
  [
    'an outgoing mailbox that is not the mapped one writes as itself',
    { senderAddress: 'no-reply@firma.example' },
    false,
    { from: 'out2@firma.example', name: 'Ausgang 2', replyTo: 'support@firma.example' },
  ],
])('%s', (_case, more, mapped, expected) => {
  const { from, replyTo } = answerIdentity({ ...incoming, ...more }, outgoing(2), mapped);
  expect({ from: from.addr, name: from.name, replyTo: replyTo?.addr ?? null }).toEqual(expected);
});

test('a ticket that came through no mailbox is answered by the outgoing mailbox as itself', () => {
  expect(answerIdentity(null, outgoing(1), true)).toEqual({
    from: { name: 'Ausgang 1', addr: 'out1@firma.example' },
    replyTo: null,
  });
});
