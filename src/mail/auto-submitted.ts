import { headerValue } from './header.ts';
import type { Address, AutoSubmitted, Header } from './message.ts';

/** The Auto-Submitted value (RFC 3834 §5), or our reading of older signs if there is none. */
export function autoSubmitted(header: Header): AutoSubmitted {
  const value = headerValue(header, 'Auto-Submitted')
    ?.split(/[;\s(]/, 1)[0]
    ?.trim()
    .toLowerCase();
  if (value === 'no' || value === 'auto-generated' || value === 'auto-replied' || value === 'auto-notified')
    return value;
  // RFC 3834 §5: extension tokens beginning with `auto-` count as automatic.
  if (value?.startsWith('auto-')) return 'auto-generated';
  if (isOldAutoReply(header)) return 'auto-replied';
  if (isOldNotice(header)) return 'auto-generated';
  return 'no';
}

/** Any sign that no person wrote the mail: Auto-Submitted, a null return path, bulk precedence, senders that take no answer. */
export function isAutomaticMail(
  header: Header,
  from: Address | null,
  replyTo: readonly Address[],
  subject: string,
): boolean {
  if (autoSubmitted(header) !== 'no') return true;
  if (hasNullReturnPath(header)) return true;
  if (precedence(header) !== null) return true;
  if (asksForNoResponse(header)) return true;
  if (OUT_OF_OFFICE.test(subject)) return true;
  return from !== null && takesNoAnswer(from.addr) && replyTo.every((address) => takesNoAnswer(address.addr));
}

/** RFC 5321 §4.5.5: the null reverse-path, as the final delivery writes it down. */
export function hasNullReturnPath(header: Header): boolean {
  const path = headerValue(header, 'Return-Path');
  return path !== undefined && /^<\s*>/.test(path.trim());
}

/** `bulk`, `junk`, `list` or `auto_reply` of a Precedence field (RFC 2076 §3.9: non-standard, discouraged, and everywhere); else null. */
export function precedence(header: Header): string | null {
  const value = (headerValue(header, 'Precedence') ?? '').trim().toLowerCase();
  return /^(?:bulk|junk|auto_reply|auto-reply)\b/.test(value) ? value : null;
}

/** MS-OXCMAIL §2.2.3.2.14: the sender wants no automatic answers. Receipts alone (RN, NRN, DR) do not say that. */
function asksForNoResponse(header: Header): boolean {
  return /\b(?:all|oof|autoreply)\b/i.test(headerValue(header, 'X-Auto-Response-Suppress') ?? '');
}

function isOldAutoReply(header: Header): boolean {
  if (/^auto[_-]reply/i.test((headerValue(header, 'Precedence') ?? '').trim())) return true;
  if (/^(?:yes|true|1)\b/i.test(headerValue(header, 'X-Autoreply') ?? '')) return true;
  if (headerValue(header, 'X-Autorespond') !== undefined || headerValue(header, 'X-AutoReply-From') !== undefined)
    return true;
  if (headerValue(header, 'X-Mail-Autoreply') !== undefined || headerValue(header, 'X-Autoresponder') !== undefined)
    return true;
  return /^(?:auto_reply|autoreply|vacation)/i.test(headerValue(header, 'Delivered-By-The-Graces-Of') ?? '');
}

function isOldNotice(header: Header): boolean {
  if (/^(?:yes|true|1)\b/i.test(headerValue(header, 'X-Auto-Generated') ?? '')) return true;
  return headerValue(header, 'X-Cron-Env') !== undefined;
}

/** A weak sign, so only in the exact shape the programs write: the words, a colon, and no `Re:` in front. */
const OUT_OF_OFFICE =
  /^(?:automatic reply|auto(?:matic)?[ -]?reply|autoreply|out of (?:the )?office(?: auto-?reply)?|automatische antwort|abwesenheitsnotiz|abwesend|abwesenheitsassistent|réponse automatique|absence du bureau|respuesta automática|risposta automatica|automatisch antwoord|resposta automática|automatiskt svar|autosvar|automaattinen vastaus|odpowiedź automatyczna|autoodpowiedź|otomatik yanıt|автоответ)\s*:/iu;

const NO_ANSWER =
  /^(?:mailer-daemon|mailerdaemon|mail-daemon|no[-_.]?reply|do[-_.]?not[-_.]?reply|nicht[-_.]?antworten|keine[-_.]?antwort|ne[-_.]?pas[-_.]?repondre|bounces?|nobody|noreply[-+_.].*|no-reply[-+_.].*)$/i;

function takesNoAnswer(addr: string): boolean {
  return NO_ANSWER.test(addr.slice(0, addr.lastIndexOf('@')));
}
