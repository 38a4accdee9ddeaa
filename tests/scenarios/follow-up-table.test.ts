import { beforeAll, describe, expect, test } from 'vitest';
import { markedAddress } from '../../src/desk/address-mark.ts';
import { findReferences, ticketReference } from '../../src/desk/reference.ts';
import { changeTicket } from '../../src/flows/change-ticket.ts';
import { mergeTickets } from '../../src/flows/merge-tickets.ts';
import { splitTicket } from '../../src/flows/split-ticket.ts';
import { understand } from '../../src/flows/understand.ts';
import { filters } from '../../src/postmaster/filters/index.ts';
import { judge, type Verdict } from '../../src/postmaster/judge.ts';
import { writeDeskSettings } from '../../src/store/desk-settings.ts';
import { deskRules } from '../../src/store/desk-rules.ts';
import { storeLookups } from '../../src/store/lookups.ts';
import { mailboxRecipient, ownAddresses } from '../../src/store/mailboxes.ts';
import { transact } from '../../src/store/transact.ts';
import { agentAnswers, type Sent } from '../support/agent-answer.ts';
import { deskFor, type TestDesk } from '../support/desk.ts';
import { dialects } from '../support/stores.ts';
import { followUps } from './follow-up-table.ts';

type Row = Record<'program' | 'subject' | 'as' | 'thread' | 'sender' | 'ticket' | 'outcome' | 'by', string>;

/** A ticket prepared in one of the states, with what a customer has of it. */
type Case = { id: number; first: string; sent: Sent; newest: string; target: number; continuation: number };

const rows = read(followUps);
const day = 86_400_000;
const home = 'support@sandbox.example';

test('the table has at least 80 rows, and each says something else', () => {
  expect(rows.length).toBeGreaterThanOrEqual(80);
  const said = rows.map(({ subject, as, thread, sender, ticket }) => [subject, as, thread, sender, ticket].join('|'));
  expect(said.filter((one, index) => said.indexOf(one) !== index)).toEqual([]);
});

describe.each(dialects)('the ticket that an answer finds, on %s', (dialect) => {
  const desk = deskFor(dialect);
  const cases = new Map<string, Case>();
  let other = 0;

  beforeAll(async () => {
    await transact(desk().desk.store, (trx) => writeDeskSettings(trx, { moreKeywords: ['Vorgang', 'Case No'] }));
    other = (await prepared(desk(), 'andere')).id;
    for (const state of ['late', 'went on', 'recent', 'open', 'locked', 'merged', 'chain', 'closed', 'split'])
      cases.set(state, await prepared(desk(), state));
    await bringAbout(desk(), cases);
  });

  test.each(rows.map((row) => ({ ...row, title: title(row) })))('$title', async (row) => {
    const about = cases.get(row.ticket);
    if (!about) throw new Error(`no ticket ${row.ticket}`);
    const verdict = await judged(desk(), mailOf(desk(), row, about, other));
    expect(outcomeOf(verdict, about)).toBe(row.outcome);
    const keys = verdict.trace.map(({ key }) => key);
    const ways = [
      'signedMessageId',
      'replyAddress',
      'knownMessageId',
      'reference',
      'referenceWrong',
      'referenceUnknown',
    ];
    if (row.by === '') expect(keys.filter((key) => ways.includes(key))).toEqual([]);
    else expect(keys).toContain(row.by);
  });
});

describe.each(dialects)('strangers get a ticket of their own where the desk says so, on %s', (dialect) => {
  const desk = deskFor(dialect);

  test('linked to the one they answered, and they go on there; everybody else joins', async () => {
    await transact(desk().desk.store, (trx) => writeDeskSettings(trx, { strangers: 'newTicket' }));
    const about = await prepared(desk(), 'fremd');
    const subject = `Re: ${about.sent.subject}`;
    const from = { name: '', addr: 'fremd@elsewhere.example' };
    const one = await desk().arrives({
      subject,
      from,
      messageId: '<stranger-1@elsewhere.example>',
      inReplyTo: about.sent.messageId,
    });
    expect(one.ticketId).not.toBe(about.id);
    expect(one.trace.map(({ key }) => key)).toEqual(
      expect.arrayContaining(['signedMessageId', 'unknownSenderNew', 'newTicketLinked']),
    );
    const link = await desk()
      .desk.store.db.selectFrom('ticket_link')
      .selectAll()
      .where('ticket_id', '=', one.ticketId ?? 0)
      .execute();
    expect(link).toMatchObject([{ other_id: about.id, kind: 'followUp' }]);
    // The new ticket does not carry the other's tag on.
    const { subject: title } = await desk()
      .desk.store.db.selectFrom('ticket')
      .select('subject')
      .where('id', '=', one.ticketId ?? 0)
      .executeTakeFirstOrThrow();
    expect(findReferences(title, ['TicketID'])).toEqual([]);
    const again = await desk().arrives({
      subject,
      from,
      inReplyTo: '<stranger-1@elsewhere.example>',
      references: [about.sent.messageId, '<stranger-1@elsewhere.example>'],
    });
    expect(again.ticketId).toBe(one.ticketId);
    expect((await desk().arrives({ subject })).ticketId).toBe(about.id);
    const robot = await desk().arrives({ subject, from, extra: { 'Auto-Submitted': 'auto-replied' } });
    expect(robot.ticketId).toBe(about.id);
  });
});

/** Opens a ticket, answers it, and has the customer write once more. */
async function prepared(on: TestDesk, state: string): Promise<Case> {
  const first = `<first-${state.replace(' ', '-')}@kunde.example>`;
  const mail = await on.arrives({ subject: 'Eine Frage', messageId: first });
  const id = mail.ticketId ?? 0;
  return { id, first, sent: await agentAnswers(on, id), newest: '', target: 0, continuation: 0 };
}

/** Brings the tickets into their states; the mails are judged at the end of it. */
async function bringAbout(on: TestDesk, cases: Map<string, Case>): Promise<void> {
  const of = (state: string) => cases.get(state) as Case;
  const close = async (id: number, group: string) => {
    const { db } = on.desk.store;
    const status = await db.selectFrom('status').select('id').where('grp', '=', group).executeTakeFirstOrThrow();
    await changeTicket(on.desk, null, id, { statusId: status.id });
  };
  const wrote = async (about: Case) => {
    const newest = `<newest-${about.id}@kunde.example>`;
    const mail = await on.arrives({ subject: about.sent.subject, messageId: newest, inReplyTo: about.sent.messageId });
    about.newest = newest;
    return mail;
  };
  const target = async (about: Case) => {
    about.target = (await on.arrives({ subject: 'Das Ziel' })).ticketId ?? 0;
    return about.target;
  };
  await close(of('late').id, 'done');
  await close(of('went on').id, 'done');
  await close(of('locked').id, 'locked');
  on.later(17 * day);
  of('went on').continuation = (await wrote(of('went on'))).ticketId ?? 0;
  await close(of('recent').id, 'done');
  await mergeTickets(on.desk, null, of('merged').id, await target(of('merged')));
  const between = (await on.arrives({ subject: 'Dazwischen' })).ticketId ?? 0;
  await mergeTickets(on.desk, null, of('chain').id, between);
  await mergeTickets(on.desk, null, between, await target(of('chain')));
  await mergeTickets(on.desk, null, of('closed').id, await target(of('closed')));
  await close(of('closed').target, 'done');
  const split = of('split');
  const later = await wrote(split);
  split.continuation = await splitTicket(on.desk, null, split.id, {
    entryIds: [split.sent.entryId, later.entryId ?? 0],
  });
  // Another address of the customer's.
  const { db } = on.desk.store;
  const contact = await db
    .selectFrom('contact_address')
    .select('contact_id')
    .where('address_key', '=', 'carla@kunde.example')
    .executeTakeFirstOrThrow();
  await db
    .insertInto('contact_address')
    .values({ address_key: 'carla@privat.example', address: 'carla@privat.example', contact_id: contact.contact_id })
    .execute();
  on.later(3 * day);
}

async function judged(on: TestDesk, raw: Buffer): Promise<Verdict> {
  const { db } = on.desk.store;
  const { message, contentHash } = understand(raw);
  const rules = await deskRules(db, on.desk.identity);
  const recipient = await mailboxRecipient(db, on.incomingId);
  const lookups = storeLookups(db, await ownAddresses(db), rules.freemail);
  return judge({ message, contentHash, receivedAt: on.desk.clock(), recipient, rules }, filters, lookups);
}

function outcomeOf({ disposition, facts }: Verdict, about: Case): string {
  const flagged = facts.flags.includes('unknownSender') ? ' flagged' : '';
  if (disposition.to === 'newTicket')
    return (facts.linkTo === null ? 'new' : facts.linkTo === about.id ? 'linked' : 'linked elsewhere') + flagged;
  if (disposition.to !== 'ticket') return disposition.to;
  if (disposition.ticketId === about.target) return `target${facts.reopen ? ' reopens' : ''}${flagged}`;
  if (disposition.ticketId === about.continuation) return `continues${flagged}`;
  return disposition.ticketId === about.id ? (facts.reopen ? 'reopens' : 'joins') + flagged : 'joins another';
}

const senders: Record<string, string> = {
  customer: 'Carla Kundin <carla@kunde.example>',
  colleague: 'kollege@kunde.example',
  second: 'Carla privat <Carla@Privat.example>',
  subdomain: 'it@intern.kunde.example',
  stranger: 'someone@elsewhere.example',
  nobody: '',
  robot: 'robot@elsewhere.example',
};

function mailOf(on: TestDesk, { subject, as, thread, sender }: Row, about: Case, other: number): Buffer {
  const { identity } = on.desk;
  const address = markedAddress(identity, about.id, home) ?? '';
  const inReplyTo: Record<string, string> = {
    reply: about.sent.messageId,
    irt: about.sent.messageId,
    both: about.sent.messageId,
    first: about.first,
    newest: about.newest,
    forged: about.sent.messageId.replace(/\.[0-9a-f]{20}\./, `.${'0'.repeat(20)}.`),
    foreign: '<A1B2C3@notes.kunde.example>',
  };
  const references: Record<string, string> = {
    reply: `${about.first} ${about.sent.messageId}`,
    refs: `${about.first} ${about.sent.messageId}`,
    first: about.first,
    newest: `${about.first} ${about.sent.messageId} ${about.newest}`,
  };
  const lines = [
    ...(senders[sender] === '' ? [] : [`From: ${senders[sender]}`]),
    `To: ${thread === 'address' || thread === 'both' ? address : home}`,
    `Subject: ${encoded(filledIn(subject, identity, about, other), as)}`,
    `Date: ${on.desk.clock().toUTCString()}`,
    `Message-ID: <judged-${Math.random().toString(36).slice(2)}@kunde.example>`,
    ...(inReplyTo[thread] === undefined ? [] : [`In-Reply-To: ${inReplyTo[thread]}`]),
    ...(references[thread] === undefined ? [] : [`References: ${references[thread]}`]),
    ...(sender === 'robot' ? ['Auto-Submitted: auto-replied'] : []),
    'Content-Type: text/plain; charset=utf-8',
    '',
    'Guten Tag.',
  ];
  return Buffer.from(lines.join('\r\n'));
}

function filledIn(
  template: string,
  identity: Parameters<typeof ticketReference>[0],
  about: Case,
  other: number,
): string {
  const reference = ticketReference(identity, about.id);
  const letters = reference.replace(/\d/g, '');
  const wrong = `${about.id}${letters.slice(0, 2)}${letters.endsWith('A') ? 'B' : 'A'}`;
  const values: Record<string, string> = {
    sent: about.sent.subject,
    plain: 'Eine Frage',
    tag: `[TicketID ${reference}]`,
    ref: reference,
    'ref:lower': reference.toLowerCase(),
    number: String(about.id),
    letters,
    two: letters.slice(0, 2),
    wrong,
    wide: Array.from(`TicketID ${reference}`)
      .map((one) => (one === ' ' ? one : String.fromCodePoint((one.codePointAt(0) ?? 0) + 0xfee0)))
      .join(''),
    other: `[TicketID ${ticketReference(identity, other)}]`,
    gone: `[TicketID ${ticketReference(identity, 987_654)}]`,
  };
  return template
    .replace(/\{([a-z:]+)\}/g, (_, name: string) => values[name] ?? `{${name}?}`)
    .replace(/\\t/g, '\t')
    .replace(/\\u([0-9a-f]{4})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

const word = (bytes: Uint8Array) => `=?UTF-8?B?${Buffer.from(bytes).toString('base64')}?=`;

function encoded(text: string, as: string): string {
  const bytes = Buffer.from(text);
  if (as === 'base64') return word(bytes);
  if (as === 'q')
    return `=?utf-8?Q?${[...bytes].map((byte) => (byte === 32 ? '_' : /[A-Za-z0-9]/.test(String.fromCharCode(byte)) ? String.fromCharCode(byte) : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`)).join('')}?=`;
  if (as === 'cut')
    return Array.from({ length: Math.ceil(bytes.length / 17) }, (_, index) =>
      word(bytes.subarray(index * 17, index * 17 + 17)),
    ).join('\r\n ');
  if (as === 'half') return `${word(Buffer.from(text.slice(0, text.length / 2)))}${text.slice(text.length / 2)}`;
  if (as === 'folded') return text.replaceAll(' ', '\r\n ');
  return text;
}

const title = ({ program, subject, as, thread, sender, ticket, outcome }: Row) =>
  `${program}: ${subject} as ${as}, thread ${thread}, from ${sender}, ticket ${ticket}: ${outcome}`;

function read(table: string): Row[] {
  const [head = '', ...lines] = table.split('\n').filter((line) => line.trim() !== '');
  const cells = (line: string) => line.split(' | ').map((cell) => cell.trim());
  const names = cells(head);
  return lines.map(
    (line) =>
      Object.fromEntries(
        cells(`${line} `).map((cell, index) => [names[index] ?? '', cell.replace(/\s*\|$/, '')]),
      ) as Row,
  );
}
