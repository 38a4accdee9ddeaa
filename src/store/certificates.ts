import type { Db, Trx } from './schema.ts';

/** What a mail server showed of itself; instants as ISO 8601, `seenAt` in milliseconds since 1970. */
export type Certificate = {
  host: string;
  subject: string;
  issuer: string;
  validTo: string;
  fingerprint: string;
  seenAt: number;
};

/** The certificate that a mailbox's server showed last; null if none was seen. */
export async function findCertificate(db: Db, mailboxId: number): Promise<Certificate | null> {
  const row = await db.selectFrom('mailbox').select('certificate').where('id', '=', mailboxId).executeTakeFirst();
  return row?.certificate ? (JSON.parse(row.certificate) as Certificate) : null;
}

/** The last certificates of all mailboxes that are not deleted, by mailbox. */
export async function listCertificates(db: Db): Promise<Map<number, Certificate>> {
  const rows = await db
    .selectFrom('mailbox')
    .select(['id', 'certificate'])
    .where('deleted_at', 'is', null)
    .where('certificate', 'is not', null)
    .execute();
  return new Map(rows.map(({ id, certificate }) => [id, JSON.parse(certificate ?? '') as Certificate]));
}

/** Remembers the certificate of a mailbox's server. */
export async function saveCertificate(trx: Trx, mailboxId: number, certificate: Certificate): Promise<void> {
  await trx
    .updateTable('mailbox')
    .set({ certificate: JSON.stringify(certificate) })
    .where('id', '=', mailboxId)
    .execute();
}

/** Forgets it: the mailbox goes to another server now. */
export async function forgetCertificate(trx: Trx, mailboxId: number): Promise<void> {
  await trx.updateTable('mailbox').set({ certificate: null }).where('id', '=', mailboxId).execute();
}
