import { Failure } from '../lib/failure.ts';
import { clearAddress } from '../store/address-marks.ts';
import { transact } from '../store/transact.ts';
import type { Actor, Desk } from './desk.ts';

/** Takes the marks off an address, because somebody knows that mail arrives and is wanted there. Throws `not-found` if it has none. */
export async function clearAddressMarks(desk: Desk, _actor: Actor, address: string): Promise<void> {
  const cleared = await transact(desk.store, (trx) => clearAddress(trx, address));
  if (!cleared) throw new Failure('not-found');
}
