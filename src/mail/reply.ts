import { replyDepth } from './base-subject.ts';
import type { Address, Header, Message } from './message.ts';

export type Recipients = { to: Address[]; cc: Address[] };
/** What of a mail decides who gets the answer. `header` helps with lists. */
export type Answerable = Pick<Message, 'from' | 'replyTo' | 'to' | 'cc'> & { header?: Header; sender?: Address | null };

/** How an answer names what it quotes. */
export type QuoteLocale = 'de' | 'en';

/** Longer conversations are trimmed again when composing. */
const MAX_REFERENCES = 100;
/** Marks taken off one subject; a bound on hostile ones. */
const MAX_MARKS = 50;

/**
 * Who gets the answer (RFC 5322 §3.6.3): Reply-To, else From; with `all` also To and Cc. Addresses of `own`, also plus-addressed, and
 * repeated ones are left out. If nobody is left, as with an answer to one's own mail, the first of its recipients get it.
 */
export function replyRecipients(message: Answerable, own: readonly string[], all: boolean): Recipients {
  const ours = ownAddresses(own);
  const taken = new Set<string>();
  const pick = (list: readonly Address[]): Address[] =>
    list.filter(({ addr }) => {
      const key = addr.toLowerCase();
      if (addr === '' || ours(key) || taken.has(key)) return false;
      taken.add(key);
      return true;
    });
  const to = pick(authors(message));
  if (to.length === 0) {
    // An answer to one's own mail goes on to those it was written to.
    to.push(...pick(message.to));
    if (to.length === 0) to.push(...pick(message.cc));
  }
  return { to, cc: all ? [...pick(message.to), ...pick(message.cc)] : [] };
}

/**
 * Not by RFC: a list that puts its own address into Reply-To ("munging") takes an answer meant for one person to everybody, so the writer
 * in From gets it; who answers all still reaches the list by To and Cc.
 */
function authors(message: Answerable): Address[] {
  const from = message.from ? [message.from] : message.sender ? [message.sender] : [];
  const named = message.replyTo.filter(({ addr }) => addr !== '');
  const posts = new Set(listAddresses(message.header ?? []));
  const munged = named.length > 0 && named.every(({ addr }) => posts.has(addr.toLowerCase()));
  return named.length === 0 || (munged && from.length > 0) ? from : named;
}

/** RFC 2369 §3.4 List-Post. */
function listAddresses(header: Header): string[] {
  return header
    .filter(({ name }) => name.toLowerCase() === 'list-post')
    .flatMap(({ value }) =>
      [...value.slice(0, 2000).matchAll(/<mailto:([^>?\s]{1,320})/giu)].map((found) => found[1]!.toLowerCase()),
    );
}

/** RFC 5233: `local+detail@domain` is `local@domain`. Local parts are compared without case, as every server in use does. */
function ownAddresses(own: readonly string[]): (addr: string) => boolean {
  const plain = new Set(own.map((addr) => addr.trim().toLowerCase()).filter((addr) => addr !== ''));
  return (addr) => {
    const detail = addr.indexOf('+');
    const at = addr.indexOf('@', detail);
    return plain.has(addr) || (detail >= 0 && at >= 0 && plain.has(addr.slice(0, detail) + addr.slice(at)));
  };
}

/** RFC 5322 §3.6.5: `Re: ` once, whatever prefixes other programs have piled up. */
export function replySubject(subject: string): string {
  return `Re: ${withoutPrefixes(subject)}`.trimEnd();
}

/** `Fwd: ` once, `WG: ` in German. */
export function forwardSubject(subject: string, locale: QuoteLocale = 'en'): string {
  return `${locale === 'de' ? 'WG' : 'Fwd'}: ${withoutPrefixes(subject)}`.trimEnd();
}

const WARNING =
  /^\[(?:ext|extern|external|externe|externo|esterno|zewn\p{L}*|caution[^\]]*|warning[^\]]*|achtung[^\]]*)\]$/iu;

/** The subject without reply and forward marks and gateway warnings; other tags in front, a ticket reference above all, stay. */
function withoutPrefixes(subject: string): string {
  let rest = subject.slice(0, 10_000).replace(/\s+/gu, ' ').trim();
  const tags: string[] = [];
  for (let round = 0; round < MAX_MARKS && replyDepth(rest) > 0; round++) {
    const leading = /^(?:\[[^\]]{1,80}\] ?)*/u.exec(rest)![0];
    tags.push(...(leading.match(/\[[^\]]*\]/gu) ?? []));
    rest = rest.slice(leading.length);
    const colon = rest.search(/[:：]/u);
    if (colon < 0) break;
    rest = rest.slice(colon + 1).trim();
  }
  return [...new Set(tags.filter((tag) => !WARNING.test(tag))), rest].join(' ').trim();
}

/** RFC 5322 §3.6.4: the mail answered, and its References (else its only In-Reply-To) followed by it. */
export function replyReferences(message: Pick<Message, 'messageId' | 'references' | 'inReplyTo'>): {
  inReplyTo: string | undefined;
  references: string[];
} {
  const parents =
    message.references.length > 0 ? message.references : message.inReplyTo.length === 1 ? message.inReplyTo : [];
  const own = message.messageId === null ? [] : [message.messageId];
  const references = [...new Set([...parents.filter((id) => id !== message.messageId), ...own])];
  const kept =
    references.length > MAX_REFERENCES ? [references[0]!, ...references.slice(1 - MAX_REFERENCES)] : references;
  return { inReplyTo: message.messageId ?? undefined, references: kept };
}

/** The text as a quote with its introduction, to be written below: `Am 5. Februar 2024 um 10:11 schrieb Erika Muster:` and lines with `> `. */
export function quoteForReply(
  text: string,
  who: Address | null,
  when: Date | null,
  locale: QuoteLocale,
  timeZone = 'Europe/Berlin',
): string {
  const lines = text.replace(/\r\n?/gu, '\n').trimEnd().split('\n');
  return `${quoteIntroduction(who, when, locale, timeZone)}\n${lines.map(quotedLine).join('\n')}\n`;
}

/** RFC 3676 §4.5: no space between the marks of nested quotes. */
function quotedLine(line: string): string {
  if (line.trim() === '') return '>';
  return line.startsWith('>') ? `>${line}` : `> ${line}`;
}

/** The line above a quote, without line end. */
export function quoteIntroduction(
  who: Address | null,
  when: Date | null,
  locale: QuoteLocale,
  timeZone = 'Europe/Berlin',
): string {
  const name = (who?.name || who?.addr || '').replace(/\s+/gu, ' ').trim();
  const valid = when !== null && !Number.isNaN(when.getTime());
  const date = valid
    ? new Intl.DateTimeFormat(locale === 'de' ? 'de-DE' : 'en-GB', { dateStyle: 'long', timeZone }).format(when)
    : '';
  const time = valid
    ? new Intl.DateTimeFormat('de-DE', { hour: '2-digit', minute: '2-digit', timeZone }).format(when)
    : '';
  if (locale === 'de')
    return valid ? `Am ${date} um ${time} schrieb ${name || 'der Absender'}:` : `${name || 'Der Absender'} schrieb:`;
  return valid ? `On ${date} at ${time}, ${name || 'the sender'} wrote:` : `${name || 'The sender'} wrote:`;
}
