import { ticketReference } from '../desk/reference.ts';
import type { TieField } from '../desk/ties.ts';
import { splitQuoted } from '../mail/quotes.ts';
import { insertEntry, noMail } from '../store/entries.ts';
import type { MovableEntry } from '../store/moved-entries.ts';
import type { Trx } from '../store/schema.ts';
import type { Actor, Desk } from './desk.ts';

/** Writes the step that tells of a tie with another ticket, or that it was taken back. */
export async function noteTie(
  trx: Trx,
  desk: Desk,
  actor: Actor,
  ticketId: number,
  tie: { field: TieField; otherId: number; takenBack?: boolean },
): Promise<void> {
  const reference = ticketReference(desk.identity, tie.otherId);
  await insertEntry(trx, desk.store.dialect, {
    ...noMail,
    ticketId,
    kind: 'change',
    at: desk.clock().getTime(),
    agentId: actor?.agentId ?? null,
    text: '',
    change: tie.takenBack
      ? { field: tie.field, from: reference, to: '' }
      : { field: tie.field, from: '', to: reference },
  });
}

const previewLength = 200;

/** The first new words of the last mail among the steps, as lists show them; '' if there is none. */
export function previewOf(entries: readonly MovableEntry[]): string {
  const mail = entries.findLast(({ kind }) => kind !== 'note');
  if (!mail) return '';
  const { segments } = splitQuoted(mail.text, mail.subject);
  const fresh = segments.find(({ kind, text }) => kind === 'fresh' && text.trim() !== '') ?? segments[0];
  return (fresh?.text ?? '')
    .slice(0, previewLength * 4)
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, previewLength);
}
