import type { SameShape } from '../shape.ts';
import type { common as german } from '../de/common.ts';

/** Words that several pages use. */
export const common: SameShape<typeof german> = {
  save: 'Save',
  saved: 'Saved',
  cancel: 'Cancel',
  close: 'Close',
  create: 'Create',
  delete: 'Delete',
  undo: 'Undo',
  retry: 'Try again',
  back: 'Back',
  more: 'Load more',
  copy: 'Copy',
  copied: 'Copied',
  search: 'Search',
  showPassword: 'Show or hide the password',
  explain: 'About “{{name}}”',
  actions: 'Actions',
  none: '–',
  loading: 'Loading …',
  serverReply: 'Reply of the server',
  source: 'Source (.eml)',
  ticket: 'Ticket {{reference}}',
  all: 'all',
  decided: 'This decided.',
  error: {
    title: 'This did not work',
    unreachable: 'The desk cannot be reached at the moment. What you typed stays here.',
    internal: 'Something unexpected went wrong. The details are in the server log.',
    pageMissing:
      'This part of the page could not be loaded. As soon as the desk can be reached again, it goes on by itself.',
    adminsOnly: 'Only administrators may do this',
    askAdmin: '{{names}} can grant you the right.',
    askAnyAdmin: 'An administrator can grant you the right.',
    notFound: 'There is no such page',
    notFoundText: 'The entry may have been deleted, or the address is incomplete.',
    toTickets: 'To the tickets',
  },
  name: {
    language: { de: 'Deutsch', en: 'English' },
  },
};
