import type { Delivery } from '../../../../src/api/contract/tickets.ts';

/**
 * The best reason a delivery gives: the words of the server about a recipient that went wrong, those of a later report before those with which the first
 * server took the mail; else the failure as a whole; null if none.
 */
export function deliveryReason(delivery: Delivery): string | null {
  const wrong = delivery.recipients.flatMap(({ state, reply, report, address }) => {
    const said = (report?.action === 'failed' && report.text) || reply;
    return (state === 'failed' || state === 'deferred') && said ? [{ address, said }] : [];
  });
  const first = wrong[0];
  if (first) return wrong.length > 1 ? `${first.address}: ${first.said}` : first.said;
  return delivery.error?.text ?? null;
}

/** When the last recipient's server took the mail, ISO 8601; null if unknown. */
export function sentAt(delivery: Delivery): string | null {
  const times = delivery.recipients.flatMap(({ at }) => (at === null ? [] : [at]));
  return times.length === 0 ? null : times.reduce((latest, at) => (at > latest ? at : latest));
}
