import { Failure } from '../lib/failure.ts';
import { insertArrivals } from '../store/inbound.ts';
import { getMailbox } from '../store/mailboxes.ts';
import { transact } from '../store/transact.ts';
import { audit } from './audit.ts';
import type { Actor, Desk } from './desk.ts';
import { openSource } from './open-mailbox.ts';

/** Rows that share a commit. */
const batch = 500;

/**
 * Enters everything that lies on the server of a paused mailbox in the ledger as skipped, so that its first run takes only what comes from now on. The
 * server is only looked at. Gives how many mails are newly skipped. Throws `not-in-this-state` for an active mailbox, or what the server refused.
 */
export async function skipExisting(desk: Desk, actor: Actor, id: number, signal: AbortSignal): Promise<number> {
  const mailbox = await getMailbox(desk.store.db, id);
  if (mailbox.direction !== 'incoming') throw new Failure('not-found');
  // A run could be importing the very same mails.
  if (mailbox.active) throw new Failure('not-in-this-state');
  const source = await openSource(desk, mailbox, signal);
  let skipped = 0;
  try {
    const listed = await source.list({ since: null, unseenOnly: false });
    const arrivals = listed.map(({ ref, size, receivedAt }) => ({
      ref,
      size,
      receivedAt: receivedAt.getTime(),
      blob: null,
    }));
    const reason = { code: 'left-on-purpose', params: {} };
    for (let at = 0; at < arrivals.length; at += batch) {
      const some = arrivals.slice(at, at + batch);
      skipped += await transact(desk.store, async (trx, announce) => {
        const now = desk.clock().getTime();
        const rows = await insertArrivals(trx, id, mailbox.runNumber, some, 'skipped', now, reason);
        if (rows[0]) announce('inbound', rows[0].id);
        return rows.length;
      });
    }
  } finally {
    await source.close();
  }
  const changes = [{ field: 'mails', count: skipped }];
  await transact(desk.store, (trx) =>
    audit(trx, desk, actor, { act: 'skipped', kind: 'mailbox', id, name: mailbox.name, changes }),
  );
  return skipped;
}
