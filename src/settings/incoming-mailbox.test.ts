import { expect, test } from 'vitest';
import { checkSettings, defaultValues, type FormValues, type SettingField } from './field.ts';
import { incomingMailbox } from './incoming-mailbox.ts';
import { settingText } from './texts/index.ts';

const fields: Record<string, SettingField> = incomingMailbox.fields;
const greyWith = (values: FormValues) =>
  Object.keys(fields).filter((field) => fields[field]?.greyWhen?.({ ...defaultValues(incomingMailbox), ...values }));
const complete = {
  ...defaultValues(incomingMailbox),
  name: 'Support',
  host: 'mail.example.org',
  port: 993,
  username: 'support',
  mailboxAddresses: ['support@example.org'],
};
const problemsWith = (values: FormValues) => {
  const checked = checkSettings(incomingMailbox, { ...complete, ...values });
  return 'problems' in checked ? checked.problems : [];
};

test('a new mailbox starts as SPEC §2.1, §2.3 and §2.4 say', () => {
  expect(defaultValues(incomingMailbox)).toMatchObject({
    auth: 'password',
    oauthConnection: null,
    protocol: 'imap',
    encryption: 'tls',
    preventPlain: false,
    preventNtlm: false,
    folder: 'INBOX',
    afterImport: 'delete',
    active: true,
    maxAgeDays: 14,
    intervalMinutes: 5,
    push: true,
    fetchRead: false,
    replyVia: null,
    newTicketStatus: null,
    changeReplyStatus: false,
    replyStatus: null,
    labels: [],
    noNewTickets: false,
    createContact: false,
    createCustomer: false,
    fallbackContact: null,
    bundle: false,
    autoReplyTemplate: null,
    team: null,
    category: null,
    priority: null,
  });
});

test.each<[string, unknown, boolean]>([
  ['port', 1, true],
  ['port', 65535, true],
  ['port', 0, false],
  ['port', 65536, false],
  ['intervalMinutes', 1, true],
  ['intervalMinutes', 1440, true],
  ['intervalMinutes', 0, false],
  ['intervalMinutes', 1441, false],
  ['maxAgeDays', null, true],
  ['maxAgeDays', 1, true],
  ['maxAgeDays', 0, false],
  ['name', ' \t', false],
  ['mailboxAddresses', [], false],
])('%s may be %j: %s', (field, value, fits) => {
  expect(problemsWith({ createContact: true, [field]: value }).map((problem) => problem.field)).toEqual(
    fits ? [] : [field],
  );
});

test('user name and password are kept letter by letter, name and server address trimmed', () => {
  const literal = { username: ' Domain\\Max.Mustermann\\Shared.MailboxAlias ', password: ' ge\\heim\u00a0 ' };
  const lines = { name: ' Support ', host: ' mail.example.org ' };
  expect(checkSettings(incomingMailbox, { ...complete, createContact: true, ...literal, ...lines })).toMatchObject({
    values: { ...literal, name: 'Support', host: 'mail.example.org' },
  });
});

test('without new tickets everything about their making is grey, and its values are kept', () => {
  const inSection = Object.keys(fields).filter((field) => fields[field]?.section === 'tickets');
  const grey = greyWith({ noNewTickets: true, changeReplyStatus: true });
  expect(grey.toSorted()).toEqual(
    [...inSection.filter((field) => field !== 'noNewTickets'), 'labels', 'newTicketStatus'].toSorted(),
  );
  expect(greyWith({ changeReplyStatus: true })).toEqual([]);
  const checked = checkSettings(incomingMailbox, { ...complete, noNewTickets: true, team: 7, labels: [1, 2] });
  expect(checked).toMatchObject({ values: { team: 7, labels: [1, 2] } });
});

test('the status for replies is grey while the switch is off, and asked for while it is on', () => {
  expect(greyWith({})).toEqual(['replyStatus']);
  expect(problemsWith({ createContact: true, changeReplyStatus: true })).toEqual([
    { field: 'replyStatus', problem: 'required' },
  ]);
  expect(problemsWith({ createContact: true, changeReplyStatus: true, replyStatus: 3 })).toEqual([]);
});

test('a ticket user is needed where unknown senders are not created and new tickets are on', () => {
  const needed = [{ field: 'fallbackContact', problem: 'required' }];
  expect(problemsWith({})).toEqual(needed);
  expect(problemsWith({ fallbackContact: null, createCustomer: true })).toEqual(needed);
  for (const enough of [{ createContact: true }, { fallbackContact: 5 }, { noNewTickets: true }])
    expect(problemsWith(enough)).toEqual([]);
});

test('every reason for being grey has its words', () => {
  for (const locale of ['de', 'en'] as const) {
    expect(settingText(locale, 'settings.incoming.replyStatus.grey.off')).toBeTruthy();
    for (const field of greyWith({ noNewTickets: true, changeReplyStatus: true }))
      expect(settingText(locale, `settings.incoming.${field}.grey.noNewTickets`), field).toBeTruthy();
  }
});

test('a sender name that would add a line to the header is refused', () => {
  expect(problemsWith({ createContact: true, senderName: 'Support\r\nBcc: alle@example.org' })).toEqual([
    { field: 'senderName', problem: 'control-character' },
  ]);
});
