import { circuitLine } from '../store/auto-mail-lists.ts';
import { closeCircuit as close } from '../store/loop-guard.ts';
import { transact } from '../store/transact.ts';
import { audit } from './audit.ts';
import type { Actor, Desk } from './desk.ts';

/** Lets automatic mail to an address flow again (SPEC §6). One that is closed already stays as it is. */
export async function closeCircuit(desk: Desk, actor: Actor, id: number): Promise<void> {
  const now = desk.clock().getTime();
  await transact(desk.store, async (trx, announce) => {
    if (!(await close(trx, id, actor?.agentId ?? null, now))) return;
    const name = (await circuitLine(trx, id, now))?.address ?? '';
    await audit(trx, desk, actor, { act: 'closed', kind: 'circuit', id, name });
    announce('settings', id);
  });
}
