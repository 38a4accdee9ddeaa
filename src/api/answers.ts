import { failureText } from '../desk/failure-text.ts';
import { ticketReference } from '../desk/reference.ts';
import type { Desk } from '../flows/desk.ts';
import type { StoredError } from '../store/stored-error.ts';
import type { Delivery as StoredDelivery, InboundLine, OutboundLine } from '../store/spool-lists.ts';
import type { TicketLine } from '../store/ticket-list.ts';
import type { Inbound, Outbound } from './contract/spools.ts';
import type { Delivery, TicketRow } from './contract/tickets.ts';

/** A stored instant as it travels. */
export const instant = (ms: number) => new Date(ms).toISOString();
export const instantOrNull = (ms: number | null) => (ms === null ? null : instant(ms));

/** The reference of a ticket of this desk, e.g. `500OOJ`. */
export const referenceOf = (desk: Desk, ticketId: number) => ticketReference(desk.identity, ticketId);

export function ticketRow(desk: Desk, line: TicketLine): TicketRow {
  return {
    ...line,
    reference: referenceOf(desk, line.id),
    statusGroup: line.statusGroup as TicketRow['statusGroup'],
    createdAt: instant(line.createdAt),
    changedAt: instant(line.changedAt),
    resubmitAt: instantOrNull(line.resubmitAt),
  };
}

/** A stored failure in the reader's words, the server's own beside them. */
export function errorAnswer(locale: 'de' | 'en', error: StoredError | null): Delivery['error'] {
  if (error === null) return null;
  const { code, params, serverReply } = error;
  return { code, text: failureText(locale, code, params), serverReply: serverReply ?? null };
}

export function deliveryAnswer(locale: 'de' | 'en', delivery: StoredDelivery): Delivery {
  const { outboundId, writableAgain, state, attempts, nextAttemptAt, recipients, error } = delivery;
  return {
    outboundId,
    writableAgain,
    state,
    attempts,
    nextAttemptAt: instantOrNull(nextAttemptAt),
    recipients: recipients.map(({ at, report, read, ...recipient }) => ({
      ...recipient,
      at: instantOrNull(at),
      report: report && { ...report, at: instant(report.at) },
      read: read && { ...read, at: instant(read.at) },
    })),
    error: errorAnswer(locale, error),
  };
}

export function inboundAnswer(desk: Desk, locale: 'de' | 'en', line: InboundLine): Inbound {
  const { reason, ticketId } = line;
  return {
    ...line,
    receivedAt: instant(line.receivedAt),
    fetchedAt: instant(line.fetchedAt),
    ticketReference: ticketId === null ? null : referenceOf(desk, ticketId),
    reason: reason === null ? null : failureText(locale, reason.code, reason.params),
    reasonCode: reason === null ? null : reason.code,
    hasSource: line.blob !== null,
  };
}

export function outboundAnswer(desk: Desk, locale: 'de' | 'en', line: OutboundLine): Outbound {
  return {
    ...line,
    createdAt: instant(line.createdAt),
    ticketReference: line.ticketId === null ? null : referenceOf(desk, line.ticketId),
    delivery: deliveryAnswer(locale, line.delivery),
  };
}
