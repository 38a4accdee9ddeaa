import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { App } from '../../src/api/app.ts';
import type { Db } from '../../src/store/schema.ts';
import { transact } from '../../src/store/transact.ts';
import { setTicketFields } from '../../src/store/tickets.ts';
import { deskFor } from '../support/desk.ts';
import { dialects } from '../support/stores.ts';
import { type Browser, firstAdmin, signedIn, webServer } from '../support/web-desk.ts';

describe.each(dialects)('merging, splitting and linking over the API on %s', (dialect) => {
  const desk = deskFor(dialect);
  let app: App;
  let dispatcher: Browser;
  let agent: Browser & { id: number };
  let team = 0;
  let otherTeam = 0;

  beforeAll(async () => {
    app = await webServer(desk().desk);
    const admin = await firstAdmin(desk().desk, app);
    dispatcher = await signedIn(app, admin, 'dispatcher', 'Dora');
    agent = await signedIn(app, admin, 'agent', 'Ines');
    team = await addTeam(desk().desk.store.db, 'Technik', agent.id, 'write');
    otherTeam = await addTeam(desk().desk.store.db, 'Verkauf', null, 'write');
  });
  afterAll(() => app?.close());

  const opened = async (subject: string, teamId: number | null) => {
    const mail = await desk().arrives({ subject, text: `Worum es geht: ${subject}.` });
    const { store } = desk().desk;
    const status = await store.db.selectFrom('status').select('id').where('grp', '=', 'open').executeTakeFirstOrThrow();
    await transact(store, async (trx) => {
      await setTicketFields(trx, mail.ticketId ?? 0, { team_id: teamId });
      if (teamId !== null)
        await trx
          .updateTable('ticket')
          .set({ status_id: status.id, status_group: 'open' })
          .where('id', '=', mail.ticketId ?? 0)
          .execute();
    });
    return { id: mail.ticketId ?? 0, entryId: mail.entryId ?? 0 };
  };

  test('a merger answers with the target, and taking it back with the source', async () => {
    const [source, target] = [await opened('Quelle', team), await opened('Ziel', team)];
    const merged = await agent.send('PUT', `/api/tickets/${source.id}/merger`, { into: target.id });
    expect(merged.status).toBe(200);
    expect(merged.body).toMatchObject({ id: target.id, mergedInto: null });
    expect(merged.body.linked).toMatchObject([{ id: source.id, kind: 'mergedFrom', statusGroup: 'done' }]);
    const { body } = await agent.get(`/api/tickets/${source.id}`);
    expect(body.mergedInto).toEqual({ id: target.id, reference: merged.body.reference, subject: 'Ziel' });
    expect(body.entries.map((entry: { change: { field: string } }) => entry.change.field)).toEqual([
      'status',
      'mergedInto',
    ]);
    const note = await agent.send('POST', `/api/tickets/${source.id}/notes`, { text: 'Hier?' });
    expect([note.status, note.body.error.code]).toEqual([409, 'ticket-merged']);
    const back = await agent.send('DELETE', `/api/tickets/${source.id}/merger`);
    expect([back.status, back.body.id, back.body.mergedInto, back.body.statusGroup]).toEqual([
      200,
      source.id,
      null,
      'open',
    ]);
    const again = await agent.send('DELETE', `/api/tickets/${source.id}/merger`);
    expect([again.status, again.body.error.code]).toEqual([409, 'not-in-this-state']);
  });

  test('what was begun on a merged ticket goes along, beside what its writer has begun at the target, and comes back', async () => {
    const [source, target] = [await opened('Entwurf', team), await opened('Ziel', team)];
    const write = (who: Browser, ticketId: number, more: object) => {
      const words = { subject: '', text: '', html: null, note: '', quote: '', files: [] };
      const draft = { key: 'draft-key', mode: 'reply', to: [], cc: [], outgoingId: 0, answersEntryId: null, ...words };
      return who.send('PUT', `/api/tickets/${ticketId}/draft`, { draft: { ...draft, ...more }, base: null });
    };
    const read = async (who: Browser, { id }: { id: number }) =>
      (await who.get(`/api/tickets/${id}/draft`)).body.saved?.draft;
    await write(agent, source.id, { text: 'Nur hier', answersEntryId: source.entryId });
    const carla = [{ name: 'Carla', addr: 'carla@kunde.example' }];
    await write(dispatcher, source.id, { text: 'Das <eine>', to: carla, note: 'intern' });
    await write(dispatcher, target.id, { text: 'Das andere', html: '<p>Das <b>andere</b></p>' });
    await agent.send('PUT', `/api/tickets/${source.id}/merger`, { into: target.id });
    expect([await read(agent, source), await read(dispatcher, source)]).toEqual([undefined, undefined]);
    expect(await read(agent, target)).toMatchObject({ text: 'Nur hier', answersEntryId: source.entryId });
    expect(await read(dispatcher, target)).toMatchObject({
      text: 'Das andere\n\nDas <eine>',
      html: expect.stringMatching(/^<p>Das <b>andere<\/b><\/p><p>Das &lt;eine&gt;<\/p>/u),
      note: 'intern',
      to: [],
    });
    await agent.send('DELETE', `/api/tickets/${source.id}/merger`);
    expect((await read(agent, source)).text).toBe('Nur hier');
    expect(await read(agent, target)).toBeUndefined();
    expect((await read(dispatcher, target)).text).toContain('Das <eine>');
  });

  test('a target that was merged itself stands for its own target', async () => {
    const [a, b, c] = [await opened('Eins', team), await opened('Zwei', team), await opened('Drei', team)];
    await agent.send('PUT', `/api/tickets/${b.id}/merger`, { into: c.id });
    expect((await agent.send('PUT', `/api/tickets/${a.id}/merger`, { into: b.id })).body.id).toBe(c.id);
    const circle = await agent.send('PUT', `/api/tickets/${c.id}/merger`, { into: a.id });
    expect([circle.status, circle.body.error.problems]).toEqual([422, [{ field: 'into', problem: 'same-ticket' }]]);
  });

  test('a split answers 201 with the new ticket, in the agent’s team', async () => {
    const ticket = await opened('Zwei Sachen', team);
    const reference = (await agent.get(`/api/tickets/${ticket.id}`)).body.tag;
    const mail = await desk().arrives({ subject: `Re: ${reference}`, text: 'Etwas anderes.' });
    const split = await agent.send('POST', `/api/tickets/${ticket.id}/splits`, {
      entryIds: [mail.entryId],
      subject: 'Andere Sache',
    });
    expect(split.status).toBe(201);
    expect(split.body).toMatchObject({ subject: 'Andere Sache', teamId: team, statusGroup: 'open' });
    expect(split.body.linked).toMatchObject([{ id: ticket.id, kind: 'splitFrom' }]);
    const nothing = await agent.send('POST', `/api/tickets/${ticket.id}/splits`, { entryIds: [ticket.entryId] });
    expect([nothing.status, nothing.body.error.problems]).toEqual([
      422,
      [{ field: 'entryIds', problem: 'nothing-left' }],
    ]);
    expect((await agent.send('POST', `/api/tickets/${ticket.id}/splits`, { entryIds: [] })).status).toBe(422);
  });

  test('a link is put and deleted', async () => {
    const [a, b] = [await opened('Links', team), await opened('Rechts', team)];
    const linked = await agent.send('PUT', `/api/tickets/${a.id}/links/${b.id}`);
    expect(linked.body.linked).toMatchObject([{ id: b.id, kind: 'related', subject: 'Rechts', statusGroup: 'open' }]);
    expect((await agent.send('DELETE', `/api/tickets/${b.id}/links/${a.id}`)).body.linked).toEqual([]);
    const same = await agent.send('PUT', `/api/tickets/${a.id}/links/${a.id}`);
    expect([same.status, same.body.error.problems]).toEqual([422, [{ field: 'otherId', problem: 'same-ticket' }]]);
    expect((await agent.send('PUT', `/api/tickets/${a.id}/links/999999`)).status).toBe(404);
  });

  test('every ticket that is touched must be one the agent may work on', async () => {
    const [own, foreign, inquiry] = [
      await opened('Eigenes', team),
      await opened('Fremdes', otherTeam),
      await opened('Anfrage', null),
    ];
    for (const other of [foreign, inquiry]) {
      for (const [method, path, body] of [
        ['PUT', `/api/tickets/${own.id}/merger`, { into: other.id }],
        ['PUT', `/api/tickets/${other.id}/merger`, { into: own.id }],
        ['PUT', `/api/tickets/${own.id}/links/${other.id}`, undefined],
        ['DELETE', `/api/tickets/${other.id}/links/${own.id}`, undefined],
        ['POST', `/api/tickets/${other.id}/splits`, { entryIds: [other.entryId] }],
      ] as const) {
        const answer = await agent.send(method, path, body);
        expect([path, answer.status, answer.body.error.code]).toEqual([path, 403, 'not-allowed']);
      }
    }
    // Merged by somebody who may: the target is hidden from those who may not see it, but for its number.
    await dispatcher.send('PUT', `/api/tickets/${own.id}/merger`, { into: foreign.id });
    const seen = (await agent.get(`/api/tickets/${own.id}`)).body;
    expect(seen.mergedInto).toMatchObject({ id: foreign.id, subject: '' });
    expect(seen.linked).toEqual([]);
    expect((await agent.send('DELETE', `/api/tickets/${own.id}/merger`)).status).toBe(403);
    const third = await opened('Drittes', team);
    expect((await agent.send('PUT', `/api/tickets/${third.id}/merger`, { into: own.id })).status).toBe(403);
  });

  test('a member who may only read changes no ties', async () => {
    const [a, b] = [await opened('Nur lesen A', team), await opened('Nur lesen B', team)];
    await setAccess(desk().desk.store.db, team, agent.id, 'read');
    expect((await agent.get(`/api/tickets/${a.id}`)).status).toBe(200);
    const merger = await agent.send('PUT', `/api/tickets/${a.id}/merger`, { into: b.id });
    expect([merger.status, merger.body.error.code]).toEqual([403, 'not-allowed']);
    await setAccess(desk().desk.store.db, team, agent.id, 'write');
  });
});

async function addTeam(db: Db, name: string, agentId: number | null, access: 'read' | 'write'): Promise<number> {
  const { id } = await db
    .insertInto('team')
    .values({ name, name_key: name.toLowerCase(), parent_id: null })
    .returning('id')
    .executeTakeFirstOrThrow();
  if (agentId !== null) await db.insertInto('team_member').values({ team_id: id, agent_id: agentId, access }).execute();
  return id;
}

async function setAccess(db: Db, teamId: number, agentId: number, access: 'read' | 'write'): Promise<void> {
  await db
    .updateTable('team_member')
    .set({ access })
    .where('team_id', '=', teamId)
    .where('agent_id', '=', agentId)
    .execute();
}
