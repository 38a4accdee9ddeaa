import type { MasterData } from '../../../../src/api/contract/tickets.ts';
import type { FormValues } from '../../../../src/settings/field.ts';
import { asText } from '../../forms/as-text.ts';
import { idsOf } from '../../forms/widget-props.ts';
import type { Locale } from '../../i18n/locale.ts';

type SentenceKey =
  | 'noTickets'
  | 'order'
  | 'inquiry'
  | 'category'
  | 'labels'
  | 'status'
  | 'newContact'
  | 'fallback'
  | 'bundle'
  | 'told'
  | 'replyStatus'
  | 'push'
  | 'poll'
  | 'unread'
  | 'any'
  | 'all'
  | 'age'
  | 'noAge'
  | 'delete'
  | 'move'
  | 'markRead'
  | 'keep'
  | 'answer'
  | 'noAnswer'
  | 'inactive'
  | 'send'
  | 'encrypted'
  | 'plain'
  | 'anonymous'
  | 'asDefault';

/** One sentence of the preview: its text's key and values; `joined` continues the sentence before without a blank. */
export type Sentence = { key: SentenceKey; params?: Record<string, string>; count?: number; joined?: boolean };

/** Names for what a form stores as ids, and the word for what is not filled in yet. */
export type Names = {
  master: MasterData | undefined;
  /** Names of templates by id. */
  templates?: ReadonlyMap<number, string>;
  locale: Locale;
  unknown: string;
  encryption: string;
};

/** What a mailbox with these values will do, sentence by sentence. */
export function sentencesOf(direction: 'incoming' | 'outgoing', values: FormValues, names: Names): Sentence[] {
  const sentences = direction === 'incoming' ? incoming(values, names) : outgoing(values, names);
  return values.active === false ? [{ key: 'inactive' }, ...sentences] : sentences;
}

function incoming(values: FormValues, names: Names): Sentence[] {
  return [
    ...ticket(values, names),
    fetched(values),
    ...imported(values),
    settled(values, names),
    ...senders(values, names),
    ...replied(values, names),
    answered(values, names),
  ];
}

// RFC 1939 knows neither folders nor flags nor push: what the form shows grey must not be promised here.
const isPop3 = (values: FormValues) => values.protocol === 'pop3';

function becomes(values: FormValues, { master, locale, unknown }: Names): Sentence {
  const priority =
    master?.priorities.find(({ id }) => id === values.priority) ??
    master?.priorities.find(({ isDefault }) => isDefault);
  const category = master?.categories.find(({ id }) => id === values.category);
  // SPEC §2.4: the mailbox's team, else that of the category.
  const teamId = values.team ?? category?.teamId;
  const team = master?.teams.find(({ id }) => id === teamId);
  const params = { priority: priority?.names[locale] ?? unknown };
  return team ? { key: 'order', params: { ...params, team: team.name } } : { key: 'inquiry', params };
}

/** What a new ticket gets, or that there is none. */
function ticket(values: FormValues, names: Names): Sentence[] {
  if (values.noNewTickets === true) return [{ key: 'noTickets' }];
  const { master, locale } = names;
  const category = master?.categories.find(({ id }) => id === values.category);
  const status = master?.statuses.find(({ id }) => id === values.newTicketStatus);
  const labels = idsOf(values.labels).flatMap((id) => master?.labels.find((label) => label.id === id)?.name ?? []);
  const sentences: (Sentence | false | undefined)[] = [
    becomes(values, names),
    category && { key: 'category', params: { category: category.name } },
    labels.length > 0 && { key: 'labels', params: { labels: labels.join(', ') } },
    status && { key: 'status', params: { status: status.names[locale] } },
  ];
  return sentences.filter((sentence) => typeof sentence === 'object');
}

/** What becomes of the one who wrote. */
function senders(values: FormValues, { templates, unknown }: Names): Sentence[] {
  if (values.noNewTickets === true) return [];
  const { autoReplyTemplate } = values;
  const sentences: Sentence[] = [{ key: values.createContact === true ? 'newContact' : 'fallback' }];
  if (values.bundle === true) sentences.push({ key: 'bundle' });
  if (typeof autoReplyTemplate === 'number')
    sentences.push({ key: 'told', params: { template: templates?.get(autoReplyTemplate) ?? unknown } });
  return sentences;
}

function replied(values: FormValues, { master, locale }: Names): Sentence[] {
  const status = master?.statuses.find(({ id }) => id === values.replyStatus);
  if (values.changeReplyStatus !== true || !status) return [];
  return [{ key: 'replyStatus', params: { status: status.names[locale] } }];
}

function fetched(values: FormValues): Sentence {
  const count = Number(values.intervalMinutes) || 0;
  return { key: values.push === true && !isPop3(values) ? 'push' : 'poll', count };
}

function imported(values: FormValues): Sentence[] {
  const folder = asText(values.folder).trim() || 'INBOX';
  const days = Number(values.maxAgeDays) || 0;
  return [
    isPop3(values) ? { key: 'all' } : { key: values.fetchRead === true ? 'any' : 'unread', params: { folder } },
    days > 0 ? { key: 'age', count: days, joined: true } : { key: 'noAge', joined: true },
  ];
}

function settled(values: FormValues, { unknown }: Names): Sentence {
  if (values.afterImport === 'move')
    return { key: 'move', params: { folder: asText(values.moveTo).trim() || unknown } };
  if (values.afterImport === 'markRead' || values.afterImport === 'keep') return { key: values.afterImport };
  return { key: 'delete' };
}

function answered(values: FormValues, { master, unknown }: Names): Sentence {
  const ways = master?.outgoing ?? [];
  const via = ways.find(({ id }) => id === values.replyVia) ?? ways.find(({ isDefault }) => isDefault) ?? ways[0];
  if (!via) return { key: 'noAnswer' };
  const [first] = Array.isArray(values.mailboxAddresses) ? (values.mailboxAddresses as string[]) : [];
  const address = asText(values.senderAddress).trim() || first || unknown;
  return { key: 'answer', params: { sender: senderOf(values.senderName, address), via: via.name } };
}

function outgoing(values: FormValues, { unknown, encryption }: Names): Sentence[] {
  const server = `${asText(values.host).trim() || unknown}:${typeof values.port === 'number' ? values.port : unknown}`;
  const sender = senderOf(values.senderName, asText(values.senderAddress).trim() || unknown);
  const sentences: Sentence[] = [{ key: 'send', params: { sender, server } }];
  sentences.push(values.encryption === 'none' ? { key: 'plain' } : { key: 'encrypted', params: { encryption } });
  if (values.username === '') sentences.push({ key: 'anonymous' });
  if (values.isDefault === true) sentences.push({ key: 'asDefault' });
  return sentences;
}

function senderOf(name: unknown, address: string): string {
  const shown = asText(name).trim();
  return shown ? `${shown} <${address}>` : address;
}
