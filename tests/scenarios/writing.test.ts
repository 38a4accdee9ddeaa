import { beforeAll, describe, expect, test } from 'vitest';
import { createMailbox } from '../../src/flows/mailboxes.ts';
import { beginForward } from '../../src/flows/forward.ts';
import { redraft } from '../../src/flows/redraft.ts';
import { reply, type ReplyInput } from '../../src/flows/reply.ts';
import { writeTicket } from '../../src/flows/write-ticket.ts';
import { parseMessage } from '../../src/mail/parse.ts';
import { getOutbound } from '../../src/store/outbound.ts';
import { readTicketPage } from '../../src/store/ticket-page.ts';
import { transact } from '../../src/store/transact.ts';
import { insertUpload } from '../../src/store/uploads.ts';
import { covers } from '../support/covers.ts';
import { deskFor } from '../support/desk.ts';
import { dialects } from '../support/stores.ts';

const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe.each(dialects)('what agents write, on %s', (dialect) => {
  const desk = deskFor(dialect);
  let actor = { agentId: 0 };

  beforeAll(async () => {
    const { db } = desk().desk.store;
    const { id } = await db
      .insertInto('agent')
      .values({
        user_id: 'u-nora',
        name: 'Nora Nord',
        email: 'nora@desk.example',
        role: 'agent',
        locale: 'de',
        active: 1,
        created_at: 0,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    actor = { agentId: id };
  });

  const upload = (name: string, type: string, content: Buffer) => uploaded(name, type, content);
  async function uploaded(name: string, type: string, content: Buffer) {
    const { store } = desk().desk;
    const blob = await store.blobs.put(content);
    return transact(store, (trx) =>
      insertUpload(trx, actor.agentId, { name, type, size: content.length, blob }, desk().desk.clock().getTime()),
    );
  }
  async function written(outboundId: number) {
    const row = await getOutbound(desk().desk.store.db, outboundId);
    const raw = await desk().desk.store.blobs.get(row.blob);
    return { row, raw, mail: parseMessage(raw) };
  }
  async function page(ticketId: number) {
    const found = await readTicketPage(desk().desk.store.db, ticketId, 'all');
    if (!found) throw new Error('the ticket is there');
    return found;
  }
  const answer = (more: Partial<ReplyInput>): ReplyInput => ({
    outgoingId: desk().outgoingId,
    to: [{ name: 'Carla Kundin', addr: 'carla@kunde.example' }],
    cc: [],
    subject: 'Re: Lampe',
    uploadIds: [],
    answersEntryId: null,
    locale: 'de',
    ...more,
  });

  test('an answer with form leaves as text and HTML, its picture inside, signed above the quote; hidden recipients stay hidden', async () => {
    covers('outgoing.signature');
    await desk().setOutgoing({
      signature: '<p>{{ bearbeiter.name }}<br><strong>{{ mailbox.address }}</strong></p>',
      senderAddress: 'support@sandbox.example',
    });
    const mail = await desk().arrives({
      subject: 'Lampe',
      html: '<p>Die <b>Lampe</b> flackert.</p>',
      text: 'Die Lampe flackert.',
    });
    const picture = await upload('plan.png', 'image/png', pixel);
    const outboundId = await reply(
      desk().desk,
      actor,
      mail.ticketId!,
      answer({
        html: `<p>Guten Tag,</p><p>so <strong>hier</strong>:</p><img src="/api/uploads/${picture.id}" alt="Plan" onerror="alert(1)"><script>alert(2)</script><form action="https://evil.example"><input></form>`,
        bcc: [{ name: 'Chefin', addr: 'chefin@desk.example' }],
        signed: true,
        answersEntryId: mail.entryId,
        quote: { entryId: mail.entryId!, as: 'reply' },
      }),
    );
    const { row, raw, mail: sent } = await written(outboundId);
    expect(raw.toString('latin1')).toMatch(/^Content-Type: multipart\/alternative;/mu);
    expect(sent.html).not.toMatch(/script|onerror|<form|<input|evil/u);
    const [inline] = sent.attachments;
    expect(inline).toMatchObject({ name: 'plan.png', type: 'image/png', inline: true });
    expect(sent.html).toContain(`<img alt="Plan" src="cid:${inline?.contentId}"`);
    expect(sent.html).toMatch(
      /hier<\/strong>[^]*Nora Nord<br[^>]*><strong>support@sandbox\.example[^]*schrieb Carla Kundin:[^]*<blockquote type="cite"[^>]*><p>Die <b>Lampe<\/b> flackert/u,
    );
    expect(sent.text.replace(/\r/gu, '')).toMatch(
      /^Guten Tag,\n\nso hier:\n\n\[Plan\]\n\n-- \nNora Nord\nsupport@sandbox\.example\n\nAm .* schrieb Carla Kundin:\n> Die Lampe flackert\.\n$/u,
    );
    expect(raw.toString('latin1')).not.toMatch(/chefin/iu);
    const recipients = await desk()
      .desk.store.db.selectFrom('outbound_recipient')
      .select('address')
      .where('outbound_id', '=', row.id)
      .orderBy('position')
      .execute();
    expect(recipients.map(({ address }) => address)).toEqual(['carla@kunde.example', 'chefin@desk.example']);

    const entry = (await page(mail.ticketId!)).entries.at(-1)!;
    expect(entry.bcc).toEqual([{ name: 'Chefin', addr: 'chefin@desk.example' }]);
    expect(entry.html).toContain(`src="/api/attachments/${entry.attachments[0]?.id}?inline=1"`);
    expect(entry.html).not.toMatch(/script|onerror|<form|slot-/u);
    expect(entry.html).toContain('<details class="quoted">');
    expect(entry.attachments).toMatchObject([{ name: 'plan.png', inline: true }]);
  });

  test('without HTML it stays a mail in text; a mail that says nothing is refused, and so are pictures that are gone or none', async () => {
    const mail = await desk().arrives({ subject: 'Tür' });
    const write = (more: Partial<ReplyInput>) => reply(desk().desk, actor, mail.ticketId!, answer(more));
    const { raw, mail: plain } = await written(await write({ text: 'Kommt morgen.', signed: true }));
    expect(raw.toString('latin1')).toMatch(/^Content-Type: text\/plain; charset=utf-8/mu);
    expect(raw.toString('latin1')).not.toContain('multipart');
    expect(plain.text.replace(/\r/gu, '')).toBe('Kommt morgen.\n\n-- \nNora Nord\nsupport@sandbox.example\n');
    const file = await upload('liste.pdf', 'application/pdf', Buffer.from('%PDF-1.4'));
    const other = await desk().arrives({ subject: 'Fremdes' });
    for (const [more, field, problem] of [
      [{ html: '<p> </p>' }, 'text', 'required'],
      [{ text: ' ' }, 'text', 'required'],
      [{ html: '<p>x<img src="/api/uploads/not-there"></p>' }, 'html', 'picture-gone'],
      [{ html: '<p>x<img src="/api/attachments/999999?inline=1"></p>' }, 'html', 'picture-gone'],
      [{ html: `<p>x<img src="/api/uploads/${file.id}"></p>` }, 'html', 'no-picture'],
      [{ text: 'x', quote: { entryId: other.entryId!, as: 'reply' } }, 'quote', 'gone'],
    ] as const)
      await expect(write(more), field).rejects.toMatchObject({ code: 'invalid', problems: [{ field, problem }] });
  });

  test('a mail is forwarded with its header, its pictures and the chosen files, and keeps its thread', async () => {
    const mail = await desk().arrives({
      subject: 'AW: Angebot',
      text: 'Anbei.',
      html: '<p>Anbei <img src="cid:logo@kunde"></p>',
      attachments: [
        { name: 'logo.png', type: 'image/png', content: pixel, contentId: 'logo@kunde', inline: true },
        { name: 'angebot.pdf', type: 'application/pdf', content: Buffer.from('%PDF-1.4 a') },
        { name: 'agb.pdf', type: 'application/pdf', content: Buffer.from('%PDF-1.4 b') },
      ],
    });
    const begun = await beginForward(desk().desk, actor, mail.ticketId!, mail.entryId!, 'de');
    expect(begun.subject).toBe('WG: Angebot');
    expect(begun.quote).toContain('Von: Carla Kundin <carla@kunde.example>');
    expect(begun.uploads.map(({ name }) => name)).toEqual(['angebot.pdf', 'agb.pdf']);
    const outboundId = await reply(
      desk().desk,
      actor,
      mail.ticketId!,
      answer({
        to: [{ name: '', addr: 'einkauf@partner.example' }],
        subject: begun.subject,
        html: '',
        uploadIds: [begun.uploads[0]!.id],
        answersEntryId: mail.entryId,
        quote: { entryId: mail.entryId!, as: 'forward' },
      }),
    );
    const { mail: sent } = await written(outboundId);
    expect(sent.attachments.map(({ name, inline }) => [name, inline])).toEqual([
      ['logo.png', true],
      ['angebot.pdf', false],
    ]);
    expect(sent.html).toMatch(
      /Weitergeleitete Nachricht[^]*<b>Von:<\/b> Carla Kundin &lt;carla@kunde\.example&gt;[^]*<img src="cid:/u,
    );
    expect(sent.text).toContain('Betreff: AW: Angebot');
    const original = (await page(mail.ticketId!)).entries[0]!;
    expect(original.kind).toBe('mailIn');
    expect(sent.inReplyTo).toEqual([]);
    expect(sent.references).toHaveLength(1);
  });

  test('a first mail makes a ticket of its team, and its answer comes back to it', async () => {
    const { db } = desk().desk.store;
    const { id: teamId } = await db
      .insertInto('team')
      .values({ name: 'Vertrieb', name_key: 'vertrieb', parent_id: null })
      .returning('id')
      .executeTakeFirstOrThrow();
    const key = 'first-mail-of-nora';
    const first = {
      ...answer({ to: [{ name: 'Max Neu', addr: 'max@neu.example' }], subject: 'Ihr Termin', text: 'Passt Montag?' }),
      teamId,
      draftKey: key,
    };
    const ticketId = await writeTicket(desk().desk, actor, first);
    expect(await writeTicket(desk().desk, actor, first)).toBe(ticketId);
    const made = await page(ticketId);
    expect(made.line).toMatchObject({
      subject: 'Ihr Termin',
      teamId,
      statusGroup: 'open',
      contactName: 'Max Neu',
      unread: false,
    });
    expect(made.entries.map(({ kind }) => kind)).toEqual(['mailOut']);
    expect(made.mailbox?.id).toBe(desk().incomingId);
    const outbound = await db
      .selectFrom('outbound')
      .select('id')
      .where('ticket_id', '=', ticketId)
      .executeTakeFirstOrThrow();
    const { mail: sent } = await written(outbound.id);
    const back = await desk().arrives({
      from: { name: 'Max Neu', addr: 'max@neu.example' },
      subject: `Re: ${sent.subject}`,
      inReplyTo: sent.messageId!,
      references: [sent.messageId!],
      text: 'Ja, gern.',
    });
    expect(back).toMatchObject({ state: 'filed', ticketId });
    expect((await page(ticketId)).entries.at(-1)).toMatchObject({ kind: 'mailIn', flags: [] });
    await expect(
      writeTicket(desk().desk, actor, { ...first, draftKey: 'another-draft', teamId: 999_999 }),
    ).rejects.toMatchObject({
      problems: [{ field: 'teamId', problem: 'gone' }],
    });
  });

  test('written again, a refused mail has its form, its pictures and its hidden recipients', async () => {
    const mail = await desk().arrives({ subject: 'Zaun' });
    const picture = await upload('zaun.png', 'image/png', pixel);
    const outboundId = await reply(
      desk().desk,
      actor,
      mail.ticketId!,
      answer({
        html: `<p><em>So</em> <img src="/api/uploads/${picture.id}"></p>`,
        bcc: [{ name: '', addr: 'chefin@desk.example' }],
      }),
    );
    await desk().desk.store.db.updateTable('outbound').set({ state: 'failed' }).where('id', '=', outboundId).execute();
    const again = await redraft(desk().desk, actor, outboundId);
    expect(again.html).toMatch(/^<p><em>So<\/em> <img [^>]*src="\/api\/uploads\/[\w-]+"/u);
    expect(again.uploads).toEqual([]);
    expect(again.bcc).toEqual([{ name: '', addr: 'chefin@desk.example' }]);
    const second = await reply(desk().desk, actor, mail.ticketId!, answer({ html: again.html }));
    expect((await written(second)).mail.attachments).toMatchObject([{ name: 'zaun.png', inline: true }]);
  });

  test('a signature with a mistake is refused with line and column; what could run or follow the reader is taken out', async () => {
    const values = {
      name: `Zweiter ${dialect}`,
      protocol: 'smtp',
      host: 'mail.example',
      port: 587,
      encryption: 'starttls',
      username: '',
      password: '',
      senderAddress: 'zwei@desk.example',
      signature: '<p>Gruß</p>\n<p>{{ ticket.subject }}</p>',
    };
    await expect(createMailbox(desk().desk, actor, 'outgoing', values)).rejects.toMatchObject({
      problems: [{ field: 'signature', problem: 'template-placeholder', params: { line: 2, column: 7 } }],
    });
    const id = await createMailbox(desk().desk, actor, 'outgoing', {
      ...values,
      signature:
        '<p onclick="x()">{{ agent.name }}</p><script>x()</script><a href="mailto:{{ agent.address }}">Mail</a>',
    });
    const row = await desk()
      .desk.store.db.selectFrom('mailbox')
      .select('settings')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    expect((JSON.parse(row.settings) as { signature: string }).signature).toBe(
      '<p>{{ agent.name }}</p><a href="mailto:{{ agent.address }}">Mail</a>',
    );
  });
});
