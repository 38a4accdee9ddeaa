import { say } from '../desk/texts/index.ts';
import type { Desk } from '../flows/desk.ts';
import { writeCsv } from '../lib/csv.ts';
import { type InboundQuery, listInbound } from '../store/spool-lists.ts';
import { inboundAnswer } from './answers.ts';

/** Lines read at a time: the log may be long, the memory is not. */
const portion = 500;

const columns = {
  de: ['Empfangen', 'Abgeholt', 'Zustand', 'Absender', 'Betreff', 'Postfach', 'Ticket', 'Grund', 'Bytes'],
  en: ['Received', 'Fetched', 'State', 'Sender', 'Subject', 'Mailbox', 'Ticket', 'Reason', 'Bytes'],
} as const;

/** The lines of the intake log that a question asks for as CSV, newest first, piece by piece, in the reader's language. */
export async function* inboundCsv(
  desk: Desk,
  locale: 'de' | 'en',
  query: Omit<InboundQuery, 'after' | 'limit'>,
): AsyncGenerator<string> {
  const separator = locale === 'de' ? ';' : ',';
  yield writeCsv([columns[locale]], separator);
  for (let after: string | undefined; ; ) {
    const { rows, next } = await listInbound(desk.store.db, desk.store.dialect, {
      ...query,
      limit: portion,
      ...(after === undefined ? {} : { after }),
    });
    const lines = rows.map((line) => {
      const mail = inboundAnswer(desk, locale, line);
      const state = say(locale, `state.inbound.${mail.state}`);
      const { receivedAt, fetchedAt, from, subject, mailboxName, ticketReference, reason, size } = mail;
      return [receivedAt, fetchedAt, state, from, subject, mailboxName, ticketReference ?? '', reason ?? '', `${size}`];
    });
    // Only the first piece carries the byte order mark.
    if (lines.length > 0) yield writeCsv(lines, separator).slice(1);
    if (next === null) return;
    after = next;
  }
}
