import type { AutoMailEvent } from '../../src/desk/auto-mail-events.ts';
import type { Message } from '../../src/mail/message.ts';
import { parseMessage } from '../../src/mail/parse.ts';
import { insertAgent } from '../../src/store/agents.ts';
import { autoMailSetup, setAutoMail } from '../../src/store/auto-mails.ts';
import { insertTeam } from '../../src/store/teams.ts';
import { transact } from '../../src/store/transact.ts';
import type { TestDesk } from './desk.ts';

/** A mail in the outbox, read back. */
export type QueuedMail = {
  id: number;
  raw: Buffer;
  message: Message;
  mailFrom: string;
  recipients: string[];
  ticketId: number | null;
  entryId: number | null;
};

/** Turns exactly these events on, with their own templates. */
export async function turnOn({ desk }: TestDesk, ...events: AutoMailEvent[]): Promise<void> {
  const setup = await autoMailSetup(desk.store.db);
  await transact(desk.store, async (trx) => {
    for (const [event, { templateId }] of Object.entries(setup.events))
      await setAutoMail(trx, event as AutoMailEvent, events.includes(event as AutoMailEvent), templateId);
  });
}

/** What has been queued since the last call of the returned function, in order. */
export function outboxOf(desk: () => TestDesk): () => Promise<QueuedMail[]> {
  let seen = 0;
  return async () => {
    const { db, blobs } = desk().desk.store;
    const rows = await db.selectFrom('outbound').selectAll().where('id', '>', seen).orderBy('id').execute();
    seen = rows.at(-1)?.id ?? seen;
    return Promise.all(
      rows.map(async (row) => {
        const recipients = await db
          .selectFrom('outbound_recipient')
          .select('address')
          .where('outbound_id', '=', row.id)
          .orderBy('position')
          .execute();
        const raw = await blobs.get(row.blob);
        return {
          id: row.id,
          raw,
          message: parseMessage(raw),
          mailFrom: row.mail_from,
          recipients: recipients.map(({ address }) => address),
          ticketId: row.ticket_id,
          entryId: row.entry_id,
        };
      }),
    );
  };
}

/** Adds an agent and gives the id. */
export async function addAgent(
  { desk }: TestDesk,
  name: string,
  role: 'admin' | 'dispatcher' | 'agent' = 'agent',
  locale: 'de' | 'en' = 'de',
): Promise<number> {
  const email = `${name.toLowerCase()}@desk.example`;
  return transact(desk.store, (trx) =>
    insertAgent(trx, { name, email, role, locale, passwordHash: 'x' }, `user-${name}`, desk.clock().getTime()),
  );
}

/** Adds a team and gives the id. */
export async function addTeam(
  { desk }: TestDesk,
  name: string,
  memberIds: number[],
  parentId: number | null = null,
): Promise<number> {
  return transact(desk.store, (trx) => insertTeam(trx, { name, memberIds, parentId }));
}

/** The lines that automatic mails left in a trace, without `autoMail.`. */
export const toldIn = (mail: { trace: { key: string }[] }): string[] =>
  mail.trace.flatMap(({ key }) => (key.startsWith('autoMail.') ? [key.slice('autoMail.'.length)] : []));
