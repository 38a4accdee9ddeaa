import type { Entry, MasterData } from '../../../../src/api/contract/tickets.ts';
import { dateLocale } from '../../i18n/locale.ts';

/** Who wrote a step, as people call them: the agent, else the sender's name, else the address, else `desk`. */
export function writerOf(entry: Pick<Entry, 'agentName' | 'from'>, desk: string): string {
  return entry.agentName || entry.from?.name || entry.from?.addr || desk;
}

/** The first new words of a step on one line, at most 200 characters. */
export function firstWords(entry: Pick<Entry, 'segments'>): string {
  const fresh = entry.segments.find(({ kind, text }) => kind === 'fresh' && text.trim() !== '') ?? entry.segments[0];
  return (fresh?.text ?? '').slice(0, 400).replace(/\s+/g, ' ').trim().slice(0, 200);
}

/** The catalogue key below `tickets.change` that tells a field change. */
export function changeKey(change: NonNullable<Entry['change']>) {
  const { field, from, to } = change;
  if (field === 'team') return to === '' ? 'teamCleared' : from === '' ? 'teamSet' : 'teamMoved';
  if (field === 'status') return from === '' ? 'statusSet' : 'status';
  if (field === 'priority') return from === '' ? 'prioritySet' : 'priority';
  if (field === 'resubmission') return to === '' ? 'resubmissionCleared' : 'resubmission';
  if (field === 'category' || field === 'contact' || field === 'labels')
    return to === '' ? (`${field}Cleared` as const) : field;
  if (field === 'subject') return 'subject';
  return from === '' ? (`${field}Tied` as const) : (`${field}Untied` as const);
}

/** Old and new value of a field change as people read them: statuses and priorities come as ids and are named in the language. */
export function changeValues(
  change: NonNullable<Entry['change']>,
  masterData: Pick<MasterData, 'statuses' | 'priorities'>,
  locale: 'de' | 'en',
): { from: string; to: string } {
  const named =
    change.field === 'status' ? masterData.statuses : change.field === 'priority' ? masterData.priorities : [];
  const name = (value: string) => named.find(({ id }) => String(id) === value)?.names[locale] ?? value;
  if (change.field === 'resubmission')
    return { from: instantText(change.from, locale), to: instantText(change.to, locale) };
  return { from: name(change.from), to: name(change.to) };
}

function instantText(instant: string, locale: 'de' | 'en'): string {
  if (instant === '') return '';
  return new Date(instant).toLocaleString(dateLocale(locale), {
    dateStyle: 'medium',
    timeStyle: 'short',
  });
}
