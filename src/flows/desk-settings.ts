import { auditDiff } from '../desk/audit.ts';
import { type DeskSettings, readDeskSettings, writeDeskSettings } from '../store/desk-settings.ts';
import { transact } from '../store/transact.ts';
import { audit } from './audit.ts';
import type { Actor, Desk } from './desk.ts';

/** Changes settings of the whole desk; the others stay. */
export async function changeDeskSettings(desk: Desk, actor: Actor, settings: Partial<DeskSettings>): Promise<void> {
  await transact(desk.store, async (trx, announce) => {
    const before = await readDeskSettings(trx);
    await writeDeskSettings(trx, settings);
    const changes = auditDiff(before, await readDeskSettings(trx));
    await audit(trx, desk, actor, { act: 'changed', kind: 'desk', changes });
    announce('settings', 1);
  });
}
