import { describe, expect, test } from 'vitest';
import { changeMailbox, createMailbox, deleteMailbox } from '../../src/flows/mailboxes.ts';
import { defaultValues, type FieldProblem, type FormValues } from '../../src/settings/field.ts';
import { customerForDomain } from '../../src/store/customer-domains.ts';
import { getMailbox, insertMailbox, listMailboxes, mailboxGroup, mailboxRecipient } from '../../src/store/mailboxes.ts';
import { mailboxRules } from '../../src/store/migrations/0010-mailbox-rules.ts';
import { transact } from '../../src/store/transact.ts';
import { deskFor } from '../support/desk.ts';
import { masterRows } from '../support/master-rows.ts';
import { dialects } from '../support/stores.ts';

describe.each(dialects)('what a mailbox may name, on %s', (dialect) => {
  const desk = deskFor(dialect);
  const rows = () => masterRows(desk().desk.store);
  let made = 0;
  const complete = (values: FormValues) => ({
    ...defaultValues(mailboxGroup('incoming')),
    name: `Support ${++made}`,
    host: 'mail.example.org',
    port: 993,
    username: 'support',
    mailboxAddresses: ['support@example.org'],
    active: false,
    createContact: true,
    ...values,
  });
  const create = (values: FormValues) => createMailbox(desk().desk, null, 'incoming', complete(values));
  const problemsOf = async (values: FormValues): Promise<FieldProblem[]> => {
    const failure: { problems?: FieldProblem[] } = await create(values).then(
      () => ({ problems: [] }),
      (thrown: object) => thrown,
    );
    return failure.problems ?? [];
  };

  test('a name belongs to one mailbox, whatever its case, also if two are saved at once; a deleted one frees it', async () => {
    const taken = [{ field: 'name', problem: 'name-taken' }];
    const saved = await Promise.all(['Ärzte', ' äRZTE '].map((name) => problemsOf({ name })));
    expect(saved.toSorted((a, b) => a.length - b.length)).toEqual([[], taken]);
    const other = await create({});
    const name = 'ÄRZTE';
    const renamed = changeMailbox(desk().desk, null, other, complete({ name }));
    await expect(renamed).rejects.toMatchObject({ code: 'invalid', problems: taken });
    const all = await listMailboxes(desk().desk.store.db, 'incoming');
    const first = all.find((mailbox) => mailbox.name.toLowerCase() === 'ärzte');
    await deleteMailbox(desk().desk, null, first?.id ?? 0);
    expect(await problemsOf({ name })).toEqual([]);
  });

  test('what is gone or switched off is refused, each at its field', async () => {
    const gone = 987_654;
    for (const field of [
      'replyVia',
      'newTicketStatus',
      'fallbackContact',
      'autoReplyTemplate',
      'team',
      'category',
      'priority',
    ])
      expect(await problemsOf({ [field]: gone })).toEqual([{ field, problem: 'gone' }]);
    expect(await problemsOf({ changeReplyStatus: true, replyStatus: gone })).toEqual([
      { field: 'replyStatus', problem: 'gone' },
    ]);
    expect(await problemsOf({ labels: [await rows().label('Da'), gone] })).toEqual([
      { field: 'labels', problem: 'gone' },
    ]);
    const off: Record<string, number> = {
      newTicketStatus: await rows().status('Aus', 'inquiry', false),
      fallbackContact: await rows().contact('Aus', [], null, false),
      team: await rows().team('Aus', false),
      category: await rows().category('Aus', null, false),
      priority: await rows().priority('Aus', false),
    };
    for (const [field, id] of Object.entries(off))
      expect(await problemsOf({ [field]: id })).toEqual([{ field, problem: 'inactive' }]);
    expect(await problemsOf({ labels: [await rows().label('Weg', false)] })).toEqual([
      { field: 'labels', problem: 'inactive' },
    ]);
    expect(await problemsOf({ team: gone, priority: gone })).toHaveLength(2);
  });

  test('what is grey decides nothing and is not asked about; its value is kept', async () => {
    const id = await create({
      noNewTickets: true,
      createContact: false,
      team: 987_654,
      changeReplyStatus: false,
      replyStatus: 5,
    });
    expect((await getMailbox(desk().desk.store.db, id)).values).toMatchObject({ team: 987_654, replyStatus: 5 });
    expect((await mailboxRecipient(desk().desk.store.db, id)).replyStatusId).toBeNull();
  });

  test('the status for new tickets must fit what they become: inquiry or order', async () => {
    const team = await rows().team('Trägt Aufträge');
    const category = await rows().category('Mit Ressource', team);
    const bare = await rows().category('Ohne Ressource');
    const resting = await rows().category('Ruht', await rows().team('Ruhend', false));
    const [inquiry, open, done] = [
      await rows().statusIn('inquiry'),
      await rows().statusIn('open'),
      await rows().statusIn('done'),
    ];
    const needsTeam = [{ field: 'newTicketStatus', problem: 'status-needs-team' }];
    const ofInquiry = [{ field: 'newTicketStatus', problem: 'status-of-inquiry' }];
    for (const [newTicketStatus, more, problems] of [
      [inquiry, {}, []],
      [inquiry, { category: bare }, []],
      [inquiry, { category: resting }, []],
      [inquiry, { team }, ofInquiry],
      [inquiry, { category }, ofInquiry],
      [open, {}, needsTeam],
      [open, { category: bare }, needsTeam],
      [done, {}, needsTeam],
      [open, { team }, []],
      [open, { category }, []],
      [done, { team, category: bare }, []],
    ] as const)
      expect(await problemsOf({ newTicketStatus, ...more }), JSON.stringify({ newTicketStatus, more })).toEqual(
        problems,
      );
  });

  test('a change is checked like a new mailbox', async () => {
    const values = complete({});
    const id = await createMailbox(desk().desk, null, 'incoming', values);
    const change = changeMailbox(desk().desk, null, id, { ...values, createContact: false });
    await expect(change).rejects.toMatchObject({ problems: [{ field: 'fallbackContact', problem: 'required' }] });
    const fallbackContact = await rows().contact('Für Unbekannte');
    await changeMailbox(desk().desk, null, id, { ...values, createContact: false, fallbackContact });
    expect(await mailboxRecipient(desk().desk.store.db, id)).toMatchObject({
      createContact: false,
      fallbackContactId: fallbackContact,
    });
  });

  test('mailboxes of the time before these settings go on creating unknown senders; a decision stays as it is', async () => {
    const { desk: inner } = desk();
    const { createContact: _unset, ...before } = complete({ name: 'Von früher' });
    const insert = (values: FormValues) =>
      transact(inner.store, (trx) =>
        insertMailbox(trx, inner.ring, { direction: 'incoming', protocol: 'imap', values, now: 0 }),
      );
    const old = await insert(before);
    const decided = await insert(complete({ name: 'Von heute', createContact: false }));
    await mailboxRules(inner.store.db as unknown as Parameters<typeof mailboxRules>[0]);
    expect((await mailboxRecipient(inner.store.db, old)).createContact).toBe(true);
    expect((await getMailbox(inner.store.db, old)).values.createContact).toBe(true);
    expect((await mailboxRecipient(inner.store.db, decided)).createContact).toBe(false);
  });

  test('a new domain that several transactions meet at once makes one customer', async () => {
    const { store } = desk().desk;
    const meet = () => transact(store, (trx) => customerForDomain(trx, 'gleichzeitig.example', 1));
    const ids = await Promise.all([meet(), meet(), meet(), meet()]);
    expect(new Set(ids).size).toBe(1);
    const rowsOf = await store.db
      .selectFrom('customer')
      .select('id')
      .where('name', '=', 'gleichzeitig.example')
      .execute();
    expect(rowsOf.map(({ id }) => id)).toEqual([ids[0]]);
  });
});
