import { Failure } from '../lib/failure.ts';
import { readPreferences, writePreferences } from '../store/preferences.ts';
import { transact } from '../store/transact.ts';
import type { Desk } from './desk.ts';

/** Keys of one agent, and characters of all their values as JSON. */
const mostPreferences = 50;
const mostCharacters = 100_000;

/** Remembers what an agent's page was set to; null forgets. Gives all that is remembered. Throws Failure `invalid` if it is too much. */
export async function setPreferences(
  desk: Desk,
  agentId: number,
  values: Readonly<Record<string, unknown>>,
): Promise<Record<string, unknown>> {
  return transact(desk.store, async (trx) => {
    await writePreferences(trx, agentId, values);
    const all = await readPreferences(trx, agentId);
    if (Object.keys(all).length > mostPreferences || JSON.stringify(all).length > mostCharacters)
      throw new Failure('invalid', { problems: [{ field: '', problem: 'too-much' }] });
    return all;
  });
}
