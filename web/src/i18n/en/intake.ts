import type { intake as german } from '../de/intake.ts';
import type { SameShape } from '../shape.ts';

/** Intake log: every mail ever fetched. */
export const intake: SameShape<typeof german> = {
  title: 'Intake log',
  about: 'Every mail that was ever fetched, and what became of it.',
  state: 'State',
  mailbox: 'Mailbox',
  allMailboxes: 'all mailboxes',
  emptyTitle: 'No mail fetched yet',
  emptyText: 'As soon as a mailbox is fetched, every mail stands here, also one that did not become a ticket.',
  nothingTitle: 'No mail matches this filter',
  showAll: 'Show all',
  noSubject: '(no subject)',
  from: 'From',
  receivedAt: 'Received',
  fetchedAt: 'Fetched',
  size: 'Size',
  why: 'Why is this so?',
  noTrace: 'This mail has not been judged yet.',
  onServer: '(on the server only)',
  noticedAt: 'Noticed',
  fetchAnyway: 'Fetch anyway',
  wanted: 'The next run fetches it, whatever its size. If the mailbox is paused, as soon as it runs again.',
  fetching: 'Being fetched from the server …',
  retry: 'Process again',
  retried: 'The mail is being processed again.',
  openTicket: 'Open ticket {{reference}}',
  details: 'Details of {{subject}}',
};
