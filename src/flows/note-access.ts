import type { AuditKind } from '../desk/audit.ts';
import { transact } from '../store/transact.ts';
import { audit } from './audit.ts';
import type { Actor, Desk } from './desk.ts';

/** Notes that somebody looked at the raw source of a mail, which may say more than its ticket shows. */
export async function noteSourceView(
  desk: Desk,
  actor: Actor,
  of: 'inbound' | 'outbound' | 'entry',
  id: number,
  subject: string,
): Promise<void> {
  const changes = [{ field: of, from: null, to: id }];
  await transact(desk.store, (trx) =>
    audit(trx, desk, actor, { act: 'viewed', kind: 'source', id, name: subject, changes }),
  );
}

/** Notes that somebody took lists out of the desk as a file. */
export async function noteExport(desk: Desk, actor: Actor, kind: AuditKind): Promise<void> {
  await transact(desk.store, (trx) => audit(trx, desk, actor, { act: 'exported', kind }));
}
