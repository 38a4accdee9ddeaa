import type { Found, Progress } from '../net/progress.ts';
import { findCertificate, saveCertificate } from '../store/certificates.ts';
import { transact } from '../store/transact.ts';
import type { Desk } from './desk.ts';

/** The same certificate is noted again after so long, so that one sees that it is still in use. */
const againMs = 24 * 3600_000;

/** Watches a connection being made to a mailbox's server: `progress` goes into its options, `keep` notes the certificate that was shown. */
export function certificateWatch(
  desk: Desk,
  mailboxId: number,
  host: string,
): { progress: Progress; keep(): Promise<void> } {
  let shown: Found | undefined;
  return {
    progress: (step, found) => {
      if (step === 'tls' && found) shown = found;
    },
    keep: async () => {
      if (!shown) return;
      const now = desk.clock().getTime();
      const text = (name: string) => String(shown?.[name] ?? '');
      const certificate = {
        host,
        subject: text('subject'),
        issuer: text('issuer'),
        validTo: text('validTo'),
        fingerprint: text('fingerprint'),
        seenAt: now,
      };
      shown = undefined;
      const known = await findCertificate(desk.store.db, mailboxId);
      const isKnown = known?.fingerprint === certificate.fingerprint && known.host === host;
      if (isKnown && now - known.seenAt < againMs) return;
      await transact(desk.store, (trx) => saveCertificate(trx, mailboxId, certificate));
    },
  };
}
