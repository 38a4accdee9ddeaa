import { auditDiff } from '../desk/audit.ts';
import { audit } from '../flows/audit.ts';
import type { Desk } from '../flows/desk.ts';
import { Failure } from '../lib/failure.ts';
import { randomToken, tokenHash } from '../lib/id.ts';
import { hasAgents, insertAgent, type NewAgent } from '../store/agents.ts';
import { writeDeskSettings } from '../store/desk-settings.ts';
import { dropSetupHash, keepSetupHash } from '../store/setup-token.ts';
import { transact } from '../store/transact.ts';

/**
 * A new one-time link for making the first administrator, null once there is one. Earlier links end with it. Only the hash of its token is stored:
 * the link is shown once, where the desk was started.
 */
export async function makeSetupLink(desk: Desk, baseUrl: string): Promise<string | null> {
  const token = randomToken();
  const made = await transact(desk.store, async (trx) => {
    if (await hasAgents(trx)) return false;
    await keepSetupHash(trx, tokenHash(token));
    return true;
  });
  return made ? `${baseUrl.replace(/\/+$/, '')}/setup?token=${token}` : null;
}

/**
 * Makes the first administrator with the token of the link; the desk takes over the language. Throws Failure `setup-link-wrong` for a wrong or used
 * token: of two at the same time, one wins.
 */
export async function setUp(desk: Desk, token: string, admin: Omit<NewAgent, 'role'>, address: string): Promise<void> {
  const now = desk.clock().getTime();
  await transact(desk.store, async (trx, announce) => {
    // Deleting is the proof: one row, one winner, on both databases.
    if (!(await dropSetupHash(trx, tokenHash(token))) || (await hasAgents(trx))) throw new Failure('setup-link-wrong');
    const id = await insertAgent(trx, { ...admin, role: 'admin' }, randomToken(), now);
    await writeDeskSettings(trx, { locale: admin.locale });
    const { name, email, locale } = admin;
    const changes = auditDiff({}, { name, email, role: 'admin', locale });
    await audit(trx, desk, { agentId: id, address }, { act: 'created', kind: 'agent', id, name, changes });
    announce('settings', id);
  });
}
