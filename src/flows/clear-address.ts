import { Failure } from '../lib/failure.ts';
import { clearAddress } from '../store/address-marks.ts';
import { transact } from '../store/transact.ts';
import { audit } from './audit.ts';
import type { Actor, Desk } from './desk.ts';

/** Takes the marks off an address, because somebody knows that mail arrives and is wanted there. Throws `not-found` if it has none. */
export async function clearAddressMarks(desk: Desk, actor: Actor, address: string): Promise<void> {
  await transact(desk.store, async (trx) => {
    if (!(await clearAddress(trx, address))) throw new Failure('not-found');
    await audit(trx, desk, actor, { act: 'cleared', kind: 'addressMark', name: address });
  });
}
