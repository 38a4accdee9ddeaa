import type { people as german } from '../de/people.ts';
import type { SameShape } from '../shape.ts';

/** Pages of a user and of a location/customer. */
export const people: SameShape<typeof german> = {
  toContacts: 'All users',
  toCustomers: 'All locations/customers',
  addresses: 'Mail addresses',
  received: 'Mails received',
  sent: 'Mails sent',
  lastMail: 'Last mail',
  contacts: 'Users',
  noContacts: 'No user belongs to this location/customer yet.',
  tickets: 'Tickets',
  which: 'Which tickets',
  open: 'Open ({{count}})',
  done: 'Done ({{count}})',
  noTickets: 'There is no ticket here that you may see.',
};
