import type { Ticket } from '../../../../src/api/contract/tickets.ts';
import { escapedText, textAsHtml } from '../../../../src/mail/text-html.ts';
import type { Draft } from './draft.ts';

/** The quote of a draft as something to edit: its text, and as HTML the mail as the history shows it, below the line that introduces it. */
export function quotedPart(draft: Draft, ticket: Ticket): { text: string; html: string } {
  const quoted = ticket.entries.find(({ id }) => id === draft.answersEntryId);
  const text = quoted?.segments.map((segment) => segment.text).join('') ?? '';
  const html = quoted?.html ?? textAsHtml(text);
  const head = headOf(draft);
  const body = draft.mode === 'forward' ? html : `<blockquote>${html}</blockquote>`;
  return { text: draft.quote, html: `<p></p><p>${escapedText(head).replaceAll('\n', '<br>')}</p>${body}` };
}

/** What the desk has written above the quote: one line, or the header of a forwarded mail. */
function headOf({ quote, mode }: Draft): string {
  return quote.split(mode === 'forward' ? /\n\s*\n/u : '\n')[0] ?? '';
}
