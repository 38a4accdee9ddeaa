import { blamesAddress, isHard } from '../desk/reports.ts';
import type { ReportedRecipient } from '../mail/mail-report.ts';
import type { FoundReport } from '../postmaster/filter.ts';
import { addressWorks, markAddress } from './address-marks.ts';
import { overallState } from './outbound.ts';
import type { Schema, Trx } from './schema.ts';

/**
 * Writes down what a report says: at the recipients of the mail in the outbox, at that mail, and at the addresses. What failed for good stays so,
 * whatever a later report says about a copy of the mail. `entryId` is the step that the report became, null if it became none.
 */
export async function noteReport(trx: Trx, report: FoundReport, entryId: number | null, now: number): Promise<void> {
  const { kind, outboundId, recipients } = report;
  for (const recipient of recipients) {
    if (kind === 'complaint') await noteComplaint(trx, recipient, outboundId, now);
    else if (kind === 'read' || kind === 'deleted') await noteReceipt(trx, recipient, outboundId, now);
    else await noteDelivery(trx, recipient, outboundId, entryId, now);
  }
  if (outboundId !== null) await settleState(trx, outboundId);
}

async function noteComplaint(trx: Trx, { addr, text }: ReportedRecipient, outboundId: number | null, at: number) {
  if (addr === '') return;
  await markAddress(trx, { address: addr, kind: 'complained', origin: 'report', at, status: null, text, outboundId });
}

async function noteReceipt(trx: Trx, { addr, text }: ReportedRecipient, outboundId: number | null, now: number) {
  await addressWorks(trx, addr);
  if (outboundId === null) return;
  await trx
    .updateTable('outbound_recipient')
    .set({ read_at: now, read_as: text })
    .where('outbound_id', '=', outboundId)
    .where('address', '=', addr)
    .execute();
}

async function noteDelivery(
  trx: Trx,
  recipient: ReportedRecipient,
  outboundId: number | null,
  entryId: number | null,
  now: number,
): Promise<void> {
  const { addr, action, status, text } = recipient;
  if (action === 'delivered') await addressWorks(trx, addr);
  if (isHard(recipient) && blamesAddress(status) && addr !== '')
    await markAddress(trx, { address: addr, kind: 'failing', origin: 'report', at: now, status, text, outboundId });
  if (outboundId === null) return;
  await trx
    .updateTable('outbound_recipient')
    .set({
      report: action,
      report_status: status,
      report_text: text,
      reported_at: now,
      report_entry_id: entryId,
      ...(action === 'failed' ? { state: 'failed' } : {}),
    })
    .where('outbound_id', '=', outboundId)
    .where('address', '=', addr)
    .where((eb) => eb.or([eb('report', 'is', null), eb('report', '<>', 'failed')]))
    .execute();
}

const left: readonly Schema['outbound']['state'][] = ['sent', 'partly', 'failed', 'uncertain'];

/** The state of the mail follows those of its recipients once nobody of them waits to be tried by us. */
async function settleState(trx: Trx, outboundId: number): Promise<void> {
  const rows = await trx
    .selectFrom('outbound_recipient')
    .select('state')
    .where('outbound_id', '=', outboundId)
    .execute();
  const state = overallState(rows.map((row) => row.state));
  if (state === 'deferred') return;
  await trx.updateTable('outbound').set({ state }).where('id', '=', outboundId).where('state', 'in', left).execute();
}
