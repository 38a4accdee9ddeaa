/*
 * What narrows a list of tickets (SPEC §7). One form for the address of the page, the API and saved views: a flat record of short texts, e.g.
 * `{ group: 'open,waiting', team: 'mine', changed: 'over-7d' }`. Several values of one field: any of them; several fields: all of them.
 */

export const statusGroups = ['inquiry', 'open', 'working', 'waiting', 'done', 'locked'] as const;
export type StatusGroup = (typeof statusGroups)[number];

/** Sorted by: last change, longest unchanged, newest, most urgent. */
export const ticketSorts = ['changed', 'waiting', 'created', 'priority'] as const;
export type TicketSort = (typeof ticketSorts)[number];

/** Values of one field; each costs the database a lookup. */
export const filterValues = 20;

const ids = new RegExp(`^[1-9]\\d{0,14}(?:,[1-9]\\d{0,14}){0,${filterValues - 1}}$`);
const idsOr = (words: string) =>
  new RegExp(`^(?:${words}|[1-9]\\d{0,14})(?:,(?:${words}|[1-9]\\d{0,14})){0,${filterValues - 1}}$`);
const group = statusGroups.join('|');
const age = /^(?:over-)?[1-9]\d{0,3}[hd]$/;

/** What each field may say. `category`, `label` and `team` mean what is nested below, too; ages are `7d` (within) or `over-7d` (longer ago). */
export const filterFields = {
  group: new RegExp(`^(?:${group})(?:,(?:${group})){0,5}$`),
  status: ids,
  team: idsOr('mine|none'),
  category: idsOr('none'),
  priority: ids,
  label: idsOr('none'),
  customer: ids,
  contact: ids,
  mailbox: ids,
  unread: /^[01]$/,
  created: age,
  changed: age,
  resubmit: /^(?:due|planned|none)$/,
  draft: /^mine$/,
} as const satisfies Record<string, RegExp>;

export type FilterField = keyof typeof filterFields;
export const filterFieldNames = Object.keys(filterFields) as FilterField[];
export type FilterTexts = Partial<Record<FilterField, string>>;

/** An age in milliseconds, and on which side of it. */
export type Age = { ms: number; over: boolean };
type Choice<Word extends string> = { ids: number[]; words: Word[] };

/** A filter as the store asks it; a field left out is no condition. */
export type TicketFilter = {
  group?: StatusGroup[];
  status?: number[];
  team?: Choice<'mine' | 'none'>;
  category?: Choice<'none'>;
  priority?: number[];
  label?: Choice<'none'>;
  customer?: number[];
  contact?: number[];
  mailbox?: number[];
  unread?: boolean;
  created?: Age;
  changed?: Age;
  resubmit?: 'due' | 'planned' | 'none';
  /** The one who asks has begun to write on it. */
  draft?: 'mine';
};

/** The fields of a record that are a filter's and say something valid; anything else is left out. */
export function filterTexts(from: Readonly<Record<string, unknown>>): FilterTexts {
  const found: FilterTexts = {};
  for (const field of filterFieldNames) {
    const value = from[field];
    const text = typeof value === 'number' ? String(value) : value;
    if (typeof text === 'string' && filterFields[field].test(text)) found[field] = text;
  }
  return found;
}

/** Reads the texts, each of which fits its field in `filterFields`. */
export function readFilter(texts: FilterTexts): TicketFilter {
  const filter: TicketFilter = {};
  if (texts.group !== undefined) filter.group = parts(texts.group) as StatusGroup[];
  for (const field of ['status', 'priority', 'customer', 'contact', 'mailbox'] as const) {
    const text = texts[field];
    if (text !== undefined) filter[field] = parts(text).map(Number);
  }
  if (texts.team !== undefined) filter.team = choice(texts.team);
  if (texts.category !== undefined) filter.category = choice(texts.category);
  if (texts.label !== undefined) filter.label = choice(texts.label);
  if (texts.unread !== undefined) filter.unread = texts.unread === '1';
  if (texts.created !== undefined) filter.created = ageOf(texts.created);
  if (texts.changed !== undefined) filter.changed = ageOf(texts.changed);
  if (texts.resubmit !== undefined) filter.resubmit = texts.resubmit as 'due' | 'planned' | 'none';
  if (texts.draft !== undefined) filter.draft = 'mine';
  return filter;
}

/** Whether two filters are the same, in whatever order their values stand. */
export function sameFilter(one: FilterTexts, other: FilterTexts): boolean {
  return filterFieldNames.every((field) => inOrder(one[field]) === inOrder(other[field]));
}

function choice<Word extends string>(text: string): Choice<Word> {
  const all = parts(text);
  return {
    ids: all.filter((part) => /^\d/.test(part)).map(Number),
    words: all.filter((part) => !/^\d/.test(part)) as Word[],
  };
}

/** The age that a text of `created` or `changed` tells. */
export function ageOf(text: string): Age {
  const [, over = '', number = '0', unit = 'd'] = /^(over-)?(\d+)([hd])$/.exec(text) ?? [];
  return { ms: Number(number) * (unit === 'd' ? 86_400_000 : 3_600_000), over: over !== '' };
}

const parts = (text: string) => [...new Set(text.split(','))];
const inOrder = (text: string | undefined) => text?.split(',').toSorted().join(',');
