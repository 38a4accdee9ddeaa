import { asFailure, type Failure } from '../lib/failure.ts';
import { autoMailSetup } from '../store/auto-mails.ts';
import { claimResubmission, dueResubmissions } from '../store/resubmissions.ts';
import { forgetAutoMails } from '../store/loop-guard.ts';
import { transact } from '../store/transact.ts';
import type { Desk } from './desk.ts';
import { tellAgents } from './tell-agents.ts';

/** So many tickets at a time. */
const batch = 100;
/** How long the log of automatic mails is kept. */
const keptMs = 90 * 86_400_000;

/**
 * SPEC §6 resubmission: every ticket whose time has come shows as unread again, and its team gets a mail, once. Gives how many there were. One ticket
 * that cannot be told of does not keep the others waiting: the Failure of the first such one is thrown in the end.
 */
export async function remindOfTickets(desk: Desk): Promise<number> {
  let reminded = 0;
  const failures: Failure[] = [];
  for (const ticketId of await dueResubmissions(desk.store.db, desk.clock().getTime(), batch)) {
    await remindOf(desk, ticketId).then(
      (was) => (reminded += was ? 1 : 0),
      (thrown: unknown) => failures.push(asFailure(thrown)),
    );
  }
  if (failures[0]) throw failures[0];
  return reminded;
}

/** Forgets what the loop guard no longer needs. */
export async function tidyAutoMails(desk: Desk): Promise<void> {
  await transact(desk.store, (trx) => forgetAutoMails(trx, desk.clock().getTime() - keptMs));
}

async function remindOf(desk: Desk, ticketId: number): Promise<boolean> {
  return transact(desk.store, async (trx, announce) => {
    if (!(await claimResubmission(trx, ticketId, desk.clock().getTime()))) return false;
    const within = { desk, trx, announce };
    await tellAgents(within, await autoMailSetup(trx), { event: 'resubmission', ticketId, actor: null, sender: null });
    announce('ticket', ticketId);
    return true;
  });
}
