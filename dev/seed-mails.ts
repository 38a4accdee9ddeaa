import { english } from './seed-mails-en.ts';
import { german } from './seed-mails-de.ts';

/** Who works on the small desk, beside its administrator. */
export type SeedAgent = 'jan' | 'mira';

/** A customer's mail of the small desk, and what becomes of its ticket. */
export type SeedMail = {
  /** When it arrived, counted back from now. */
  hoursAgo: number;
  from: { name: string; addr: string };
  subject: string;
  text: string;
  team?: keyof SeedNames['teams'];
  category?: keyof SeedNames['categories'];
  labels?: readonly (keyof SeedNames['labels'])[];
  urgent?: boolean;
  note?: string;
  reply?: string;
  /** Whose note and reply; the administrator's if left out. */
  by?: SeedAgent;
  /** What the customer answers to the reply, an hour later. */
  answer?: string;
  /** The reply comes back: what the customer's server said. */
  bounce?: string;
  /** Group of the status that the ticket gets with the reply, or by itself. */
  status?: 'working' | 'waiting' | 'done';
  /** The ticket of this earlier subject is the same matter and takes this one in, or is linked with it. */
  merge?: string;
  link?: string;
};

/** What master data is called in one language. */
export type SeedNames = {
  teams: Record<'support' | 'repairs' | 'orders' | 'dispatch', string>;
  categories: Record<'complaint' | 'damaged' | 'wrong' | 'invoice' | 'offer' | 'delivery' | 'account', string>;
  labels: Record<'shop' | 'warranty' | 'callBack' | 'keyAccount', string>;
  customers: readonly { name: string; domains: readonly string[] }[];
};

/** What the small desk consists of, mails oldest first. */
export const seedTexts: Readonly<Record<'de' | 'en', { names: SeedNames; mails: readonly SeedMail[] }>> = {
  de: german,
  en: english,
};

/** The subject of the ticket that pictures show: a reply, an answer to it, a note, a link. */
export const shownSubject = { de: 'Kaffeemaschine tropft', en: 'Coffee machine drips' } as const;
