import { type Expiry, type Finding, lifeFindings } from '../desk/findings.ts';
import { sayOperation } from '../desk/texts/operation.ts';
import type { Desk } from '../flows/desk.ts';
import { daysUntil } from '../flows/warn-of-secrets.ts';
import { listCertificates } from '../store/certificates.ts';
import { diskSpace } from '../store/disk.ts';
import type { MailboxRow } from '../store/mailboxes.ts';
import { listOAuthConnections } from '../store/oauth-connections.ts';
import type { Locale } from './contract/common.ts';
import type { Finding as FindingAnswer } from './contract/system.ts';

const dayMs = 86_400_000;

/** Room on the disk and what is about to expire, for the dot and for the system page. */
export async function lifeOf(desk: Desk, mailboxes: readonly MailboxRow[]) {
  // A disk that cannot be asked is a matter of the storage probe; here its room is unknown.
  const disk = await diskSpace(desk.dataDir).catch(() => null);
  const certificates = await listCertificates(desk.store.db);
  const connections = await listOAuthConnections(desk.store.db);
  const now = desk.clock();
  const expiries: Expiry[] = [];
  for (const { id, name, active } of mailboxes) {
    const validTo = certificates.get(id)?.validTo ?? '';
    if (!active || validTo === '') continue;
    expiries.push({ kind: 'certificate', name, days: daysTo(Date.parse(validTo), now), to: `/admin/mailboxes/${id}` });
  }
  for (const { name, values } of connections) {
    const days = daysUntil(values.secretExpiresOn, now);
    if (days !== null) expiries.push({ kind: 'secret', name, days, to: '/admin/connections' });
  }
  return { disk, certificates, connections, findings: lifeFindings(disk?.free ?? null, expiries) };
}

/** Whole days until an instant, negative afterwards. */
export const daysTo = (at: number, now: Date) => Math.floor((at - now.getTime()) / dayMs);

export function findingAnswer(locale: Locale, { key, level, params, action, to }: Finding): FindingAnswer {
  return {
    key,
    level,
    to,
    text: sayOperation(locale, `system.finding.${key}`, params),
    action: action === null ? null : sayOperation(locale, `system.action.${action}`),
  };
}
