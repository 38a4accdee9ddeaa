import type { Address } from '../../src/mail/message.ts';
import { parseMessage } from '../../src/mail/parse.ts';
import { reply } from '../../src/flows/reply.ts';
import type { TestDesk } from './desk.ts';

/** What a person finds in a mail of ours, as far as an answer to it needs. */
export type Sent = { entryId: number; messageId: string; subject: string; references: string[]; replyTo: Address[] };

/** Answers the last mail of a ticket as an agent does; gives what the other side gets. */
export async function agentAnswers(
  on: TestDesk,
  ticketId: number,
  subject = 'Re: Eine Frage',
  statusId?: number,
): Promise<Sent> {
  const { db, blobs } = on.desk.store;
  const last = await db
    .selectFrom('entry')
    .select('id')
    .where('ticket_id', '=', ticketId)
    .where('kind', '=', 'mailIn')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow();
  const outboundId = await reply(on.desk, null, ticketId, {
    outgoingId: on.outgoingId,
    to: [{ name: '', addr: 'carla@kunde.example' }],
    cc: [],
    subject,
    text: 'Guten Tag, das ist die Antwort.',
    uploadIds: [],
    answersEntryId: last.id,
    statusId,
  });
  const row = await db
    .selectFrom('outbound')
    .select(['blob', 'entry_id'])
    .where('id', '=', outboundId)
    .executeTakeFirstOrThrow();
  const message = parseMessage(await blobs.get(row.blob));
  return {
    entryId: row.entry_id ?? 0,
    messageId: message.messageId ?? '',
    subject: message.subject,
    references: message.references,
    replyTo: message.replyTo,
  };
}
