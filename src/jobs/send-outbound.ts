import type { Desk } from '../flows/desk.ts';
import { openTransport } from '../flows/open-mailbox.ts';
import { deferDue, noteUncertain, sendDue } from '../flows/send.ts';
import { newAlarm } from '../lib/alarm.ts';
import { asFailure, Failure } from '../lib/failure.ts';
import { findMailbox } from '../store/mailboxes.ts';
import { dueMailboxes } from '../store/outbound.ts';

/** Longest sleep: for what other processes queued and no message told us of. */
const lookAgainMs = 15_000;

/** Sends what is due until stopped, one lane per outgoing mailbox, so that a slow server delays only its own mails. */
export function sendOutbound(desk: Desk): { stop(): Promise<void> } {
  const stop = new AbortController();
  const look = newAlarm();
  const lanes = new Map<number, Promise<void>>();
  const unlisten = desk.store.changes.listen(({ kind }) => {
    if (kind === 'outbound' || kind === 'mailbox') look.ring();
  });
  const begin = (mailboxId: number) => {
    if (lanes.has(mailboxId)) return;
    const lane = sendLane(desk, mailboxId, stop.signal)
      .catch((thrown: unknown) => {
        desk.log.error({ mailbox: mailboxId, detail: String(thrown) }, 'sending failed');
        return 0;
      })
      .then((attempts) => {
        lanes.delete(mailboxId);
        if (attempts > 0) look.ring(); // what was queued while the lane was closing
      });
    lanes.set(mailboxId, lane);
  };
  const lookOnce = async (): Promise<number> => {
    await noteUncertain(desk);
    const now = desk.clock().getTime();
    const { due, nextAt } = await dueMailboxes(desk.store.db, now);
    for (const id of due) begin(id);
    return nextAt === null ? lookAgainMs : Math.min(lookAgainMs, Math.max(10, nextAt - now));
  };
  const loop = (async () => {
    while (!stop.signal.aborted) {
      const ms = await lookOnce().catch((thrown: unknown) => {
        desk.log.error({ detail: String(thrown) }, 'looking for mail to send failed');
        return lookAgainMs;
      });
      await look.wait(ms, stop.signal);
    }
    await Promise.all(lanes.values());
  })();
  return {
    stop: async () => {
      unlisten();
      stop.abort();
      await loop;
    },
  };
}

async function sendLane(desk: Desk, mailboxId: number, signal: AbortSignal): Promise<number> {
  const mailbox = await findMailbox(desk.store.db, mailboxId);
  // Paused: its mails wait in the spool. Deleted: they cannot leave any more, and say so.
  if (mailbox && !mailbox.active) return 0;
  if (!mailbox) {
    await deferDue(desk, mailboxId, new Failure('outgoing-gone'));
    return 0;
  }
  const transport = await openTransport(desk, mailbox).catch(async (thrown: unknown) => {
    await deferDue(desk, mailboxId, asFailure(thrown));
    return null;
  });
  if (!transport) return 0;
  try {
    return await sendDue(desk, mailboxId, transport, signal);
  } finally {
    await transport.close();
  }
}
