/** How mail that no person writes is marked, so that no machine answers it. Data for composing and for the envelope. */
import type { AutoSubmitted } from './message.ts';
import { localPart, nobodyReads } from './nobody-reads.ts';

/** `auto-replied` answers one mail (RFC 3834 §5), `auto-generated` is written of our own accord, `auto-notified` on a subscription (RFC 5436 §2.7.1). */
export type AutomaticKind = Exclude<AutoSubmitted, 'no'>;

export type AutomaticMail = {
  /** RFC 5321 §4.5.5 and RFC 3834 §3.3: the null reverse-path, so that a bounce of it goes nowhere. */
  mailFrom: '';
  /** For `Draft.extra`. */
  extra: Record<string, string>;
};

/**
 * Envelope sender and header fields of automatic mail. `Auto-Submitted` by RFC 3834 §3.1.7; `X-Auto-Response-Suppress: All` because
 * Exchange looks at nothing else (MS-OXCMAIL §2.2.3.2.14). No `Precedence`: RFC 3834 §3.1.8 asks for it only towards old responders,
 * and filters take `bulk` for advertising, which would keep the acknowledgement from the person who waits for it.
 */
export function automaticMail(kind: AutomaticKind): AutomaticMail {
  return { mailFrom: '', extra: { 'Auto-Submitted': kind, 'X-Auto-Response-Suppress': 'All' } };
}

/** What of a mail and its envelope decides whether a machine may answer it. */
export type Answered = {
  isAutomatic: boolean;
  isBounce: boolean;
  isList: boolean;
  /** Reverse-path of the delivery, '' for the null one, null if it is not known. */
  returnPath: string | null;
  /** Who would get the answer, '' if nobody. */
  to: string;
};

/** Further local parts that are never answered though people may write from there (RFC 3834 §2, RFC 2142). */
const NEVER_ANSWERED = /^(?:postmaster|listserv|majordomo|owner-.*|.*-(?:owner|request|bounces?))$/u;

/** RFC 3834 §2: true unless the mail is automatic, a bounce, from a list, without a reverse-path, or from an address that nobody reads. */
export function mayAnswerAutomatically(mail: Answered): boolean {
  if (mail.isAutomatic || mail.isBounce || mail.isList || mail.returnPath === '' || mail.to === '') return false;
  const local = localPart(mail.to);
  return local !== '' && !nobodyReads(mail.to) && !NEVER_ANSWERED.test(local);
}
