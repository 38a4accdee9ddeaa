import type { Address } from './message.ts';
import { quoteForReply, quoteIntroduction, type QuoteLocale } from './reply.ts';
import { sanitiseOutgoing } from './sanitise-outgoing.ts';
import { escapedText, textAsHtml } from './text-html.ts';

/** A mail that is quoted. `html` as it was made safe to show, null if the mail had none. */
export type QuotedMail = {
  from: Address | null;
  to: readonly Address[];
  cc: readonly Address[];
  at: Date;
  subject: string;
  text: string;
  html: string | null;
  /** In which its time is given (IANA); Europe/Berlin unless told. */
  timeZone?: string;
};
/** A quote as text, and as HTML made for leaving. */
export type Quote = { text: string; html: string };

const BAR = 'margin:0 0 0 4px;padding:0 0 0 12px;border-left:2px solid #c8ccd2';
const labels = {
  de: { head: 'Weitergeleitete Nachricht', from: 'Von', date: 'Gesendet', to: 'An', cc: 'Cc', subject: 'Betreff' },
  en: { head: 'Forwarded message', from: 'From', date: 'Sent', to: 'To', cc: 'Cc', subject: 'Subject' },
} as const;

/** What goes below an answer: who wrote when, and the mail as a quote. `picture` as `own` of `sanitiseOutgoing`. */
export function quoteAnswered(mail: QuotedMail, locale: QuoteLocale, picture: (src: string) => string | null): Quote {
  const body = sanitiseOutgoing(mail.html ?? textAsHtml(mail.text), picture);
  const words = quoteIntroduction(mail.from, mail.at, locale, mail.timeZone);
  return {
    text: quoteForReply(mail.text, mail.from, mail.at, locale, mail.timeZone),
    html: `<p>${escapedText(words)}</p>\n<blockquote type="cite" style="${BAR}">${body}</blockquote>\n`,
  };
}

/** What goes below the words of one who forwards: a block with sender, date, subject and recipients, then the mail unquoted, as mail programs write it. */
export function quoteForwarded(mail: QuotedMail, locale: QuoteLocale, picture: (src: string) => string | null): Quote {
  const head = `---------- ${labels[locale].head} ----------`;
  const lines = headerLines(mail, locale);
  const body = sanitiseOutgoing(mail.html ?? textAsHtml(mail.text), picture);
  const block = lines.map(([label, value]) => `<b>${label}:</b> ${escapedText(value)}`).join('<br>\n');
  const text = mail.text.replace(/\r\n?/gu, '\n').trimEnd();
  return {
    text: `${head}\n${lines.map(([label, value]) => `${label}: ${value}`).join('\n')}\n\n${text}\n`,
    html: `<p>${head}<br>\n${block}</p>\n<div>${body}</div>\n`,
  };
}

function headerLines(mail: QuotedMail, locale: QuoteLocale): [string, string][] {
  const words = labels[locale];
  const date = new Intl.DateTimeFormat(locale === 'de' ? 'de-DE' : 'en-GB', {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: mail.timeZone ?? 'Europe/Berlin',
  }).format(mail.at);
  const lines: [string, string][] = [
    [words.from, mail.from ? written(mail.from) : ''],
    [words.date, date],
    [words.to, mail.to.map(written).join('; ')],
    [words.cc, mail.cc.map(written).join('; ')],
    [words.subject, oneLine(mail.subject)],
  ];
  return lines.filter(([, value]) => value !== '');
}

const written = ({ name, addr }: Address) => oneLine(name === '' ? addr : `${name} <${addr}>`);
/** A name with a line end must not pose as another line of the block. */
const oneLine = (text: string) => text.replace(/\s+/gu, ' ').trim();
