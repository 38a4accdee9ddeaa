import { domainToASCII } from 'node:url';
import type { Outcome } from './transport.ts';

/** What a reply to RCPT or DATA means for one recipient (RFC 5321 §4.2.1: 2xx taken, 4xx later, 5xx never). */
export function outcomeOf(address: string, reply: string): Outcome {
  const [, code = ''] = /^([2-5]\d\d)/.exec(reply) ?? [];
  const status = /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(reply)?.[1] ?? null;
  const result = code.startsWith('2') ? 'sent' : code.startsWith('5') ? 'failed' : 'deferred';
  return { address, result, code: code === '' ? null : Number(code), status, reply };
}

/** A refusal that we know beforehand, without a word of the server. */
export function refusedOutcome(address: string, code: number, status: string): Outcome {
  return { address, result: 'failed', code, status, reply: null };
}

/**
 * The address as it goes over the wire: the domain in ASCII (RFC 5891) unless the server takes SMTPUTF8. Undefined if it cannot be written, because
 * the local part needs an extension that the server lacks.
 */
export function wireAddress(address: string, smtpUtf8: boolean): string | undefined {
  if (smtpUtf8 || isAscii(address)) return address;
  const at = address.lastIndexOf('@');
  const local = address.slice(0, at);
  const domain = domainToASCII(address.slice(at + 1));
  return isAscii(local) && domain !== '' ? `${local}@${domain}` : undefined;
}

const isAscii = (text: string) => /^[\x00-\x7f]*$/.test(text);
