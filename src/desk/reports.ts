import type { MailReport, ReportedRecipient } from '../mail/mail-report.ts';

/**
 * What a report on one of our mails means for its ticket. `bounce`: it will never arrive there; `softBounce`: given up for a reason that may pass;
 * `delayed`: still tried; `delivered`: on its way or there; `read`, `deleted`: a read receipt; `complaint`: the person called it unwanted.
 */
export const reportKinds = ['bounce', 'softBounce', 'delayed', 'delivered', 'read', 'deleted', 'complaint'] as const;
export type ReportKind = (typeof reportKinds)[number];

/** The gravest of what a report says about several recipients; one that names nobody is the usual failure notice. */
export function kindOfReport(report: MailReport, recipients: readonly ReportedRecipient[]): ReportKind {
  if (report.about === 'complaint') return 'complaint';
  if (report.about === 'receipt') return report.disposition === 'deleted' ? 'deleted' : 'read';
  if (recipients.length === 0 || recipients.some(isHard)) return 'bounce';
  if (recipients.some(({ action }) => action === 'failed')) return 'softBounce';
  return recipients.some(({ action }) => action === 'delayed') ? 'delayed' : 'delivered';
}

/** RFC 3463 §3: given up for good (5.x.x, or no reason named) and not because time ran out (4.x.x). */
export function isHard({ action, status }: Pick<ReportedRecipient, 'action' | 'status'>): boolean {
  return action === 'failed' && !status?.startsWith('4');
}

/** Whether a step of this kind needs somebody to look: the ticket shows as unread, the step carries a flag. */
export const needsAttention = (kind: ReportKind) => kind === 'bounce' || kind === 'softBounce' || kind === 'complaint';

/**
 * RFC 3463 §3.3, §3.4, §3.7, §3.8: whether a final failure says that the address does not work. Not so: mail too large (X.2.3, X.3.4), its content (X.6.x),
 * our own address (X.1.7, X.1.8), and policy (X.7.x), which is about us or about this one mail.
 */
export function blamesAddress(status: string | null): boolean {
  return status === null || !/^5\.(?:2\.3|3\.4|6\.\d+|7\.\d+|1\.[78])$/.test(status);
}

/**
 * Whether a refusal while sending says that the address does not exist or takes nothing (RFC 3463 §3.2, §3.3). Only an enhanced code tells: a bare 550 may
 * as well refuse us, and our own server answers for everybody.
 */
export function refusesAddress(status: string | null): boolean {
  return status !== null && /^5\.(?:1\.(?:1|2|3|6|10)|2\.[12])$/.test(status);
}
