import { type AgentRow, noteSignInAt } from '../store/agents.ts';
import { countTry } from '../store/sign-in-tries.ts';
import { transact } from '../store/transact.ts';
import { audit } from './audit.ts';
import type { Desk } from './desk.ts';

/** So many failed sign-ins are written down within an hour; who tries for days must not fill the disk. */
const failuresPerHour = 500;
const hourMs = 3600_000;

/** Notes that somebody signed in, and when. */
export async function noteSignIn(desk: Desk, { id, name }: AgentRow, address: string): Promise<void> {
  await transact(desk.store, async (trx) => {
    await noteSignInAt(trx, id, desk.clock().getTime());
    await audit(trx, desk, { agentId: id, address }, { act: 'signedIn', kind: 'session', id, name });
  });
}

/** Notes that somebody signed out. */
export async function noteSignOut(desk: Desk, { id, name }: AgentRow, address: string): Promise<void> {
  await transact(desk.store, (trx) =>
    audit(trx, desk, { agentId: id, address }, { act: 'signedOut', kind: 'session', id, name }),
  );
}

/**
 * Notes a failed sign-in; `stopped` if it was one too many. `agent` is whose account it was, null for an unknown one: what was typed is not kept, as it
 * now and then is a password. From the 501st within an hour on only that there are more.
 */
export async function noteSignInFailure(
  desk: Desk,
  agent: AgentRow | null,
  address: string,
  stopped: boolean,
): Promise<void> {
  const now = desk.clock().getTime();
  const { count } = await countTry(desk.store.db, 'audit failures', now, hourMs);
  if (count > failuresPerHour + 1) return;
  const act = count > failuresPerHour ? 'signInSilent' : stopped ? 'signInStopped' : 'signInFailed';
  const about = act === 'signInSilent' ? null : agent;
  // Who it was is not known: the line is the desk's, about the account.
  const changes = count > failuresPerHour ? [{ field: 'failures', count: failuresPerHour }] : [];
  await transact(desk.store, (trx) =>
    audit(trx, desk, null, {
      act,
      kind: 'session',
      id: about?.id ?? null,
      name: about?.name ?? '',
      changes,
      address: act === 'signInSilent' ? undefined : address,
    }),
  );
}
