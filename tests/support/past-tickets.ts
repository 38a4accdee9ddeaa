import { insertEntry, noMail } from '../../src/store/entries.ts';
import type { Store } from '../../src/store/open.ts';
import { defaultPriority, firstStatus, insertTicket, setStatus } from '../../src/store/tickets.ts';
import { transact } from '../../src/store/transact.ts';

/** A ticket as it would stand in the database had it happened then; instants are milliseconds. */
export type PastTicket = {
  madeAt: number;
  subject?: string;
  mailboxId: number;
  teamId?: number | undefined;
  categoryId?: number | undefined;
  contactId?: number | undefined;
  /** When people answered. */
  answeredAt?: readonly number[];
  /** The desk answered by itself at once. */
  automaticReply?: boolean | undefined;
  doneAt?: number | undefined;
  /** It was merged into another one. */
  merged?: boolean | undefined;
};

/** Writes a ticket of former times with its mails; gives its number. Nothing of it is in any mailbox or spool. */
export async function addPastTicket(store: Store, past: PastTicket): Promise<number> {
  return transact(store, async (trx) => {
    const status = await firstStatus(trx, past.teamId === undefined ? 'inquiry' : 'open');
    const id = await insertTicket(trx, {
      subject: past.subject ?? 'Von früher',
      contactId: past.contactId ?? null,
      sender: { name: '', addr: 'carla@kunde.example' },
      teamId: past.teamId ?? null,
      categoryId: past.categoryId ?? null,
      statusId: status.id,
      statusGroup: status.group,
      priorityId: await defaultPriority(trx),
      mailboxId: past.mailboxId,
      preview: '',
      at: past.madeAt,
    });
    const mail = { ...noMail, ticketId: id, agentId: null, text: 'Text' };
    await insertEntry(trx, store.dialect, { ...mail, kind: 'mailIn', at: past.madeAt });
    if (past.automaticReply)
      await insertEntry(trx, store.dialect, { ...mail, kind: 'mailOut', at: past.madeAt, automatic: true });
    for (const at of past.answeredAt ?? []) await insertEntry(trx, store.dialect, { ...mail, kind: 'mailOut', at });
    if (past.doneAt !== undefined) await setStatus(trx, id, await firstStatus(trx, 'done'), past.doneAt);
    if (past.merged) await trx.updateTable('ticket').set({ merged_into: id }).where('id', '=', id).execute();
    return id;
  });
}
