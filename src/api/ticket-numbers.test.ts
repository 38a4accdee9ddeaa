import { expect, test } from 'vitest';
import { numbersIn } from './ticket-numbers.ts';

const referenceOf = (id: number) => `${id}OOJ`;

test.each<[string, number[]]>([
  ['500', [500]],
  ['#500', [500]],
  ['500OOJ', [500]],
  ['500oo', [500]],
  ['[TicketID 500OOJ]', [500]],
  ['## TicketID 500OOJ ##', [500]],
  ['ticketid: 500ooj', [500]],
  [' Ticket #500 ', [500]],
  ['0500', [500]],
  ['500XXX', []],
  ['500OOJX', []],
  ['0', []],
  ['Drucker 500 kaputt', []],
  ['1234567890123', []],
  ['', []],
])('%j means %j', (query, expected) => {
  expect(numbersIn(query, referenceOf)).toEqual(expected);
});
