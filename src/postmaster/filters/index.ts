import type { Filter } from '../filter.ts';
import { automaticFilter } from './automatic.ts';
import { closedTicketFilter } from './closed-ticket.ts';
import { contactFilter } from './contact.ts';
import { ownMailFilter } from './own-mail.ts';
import { referenceFilter } from './reference.ts';
import { routingFilter } from './routing.ts';
import { sameMailFilter } from './same-mail.ts';
import { senderFilter } from './sender.ts';
import { threadFilter } from './thread.ts';

/** All filters in running order (SPEC §3, steps 4 to 9). */
export const filters: readonly Filter[] = [
  sameMailFilter, // before all else: a copy needs no judging
  ownMailFilter, // before `automatic`: an own mail that comes back is settled here
  automaticFilter, // the next ones ask whether a machine wrote
  threadFilter, // surest sign of a follow-up first …
  referenceFilter, // … then what people see and may mangle
  senderFilter, // needs the ticket it would join
  closedTicketFilter, // settles every follow-up
  contactFilter, // from here on the mail opens a new ticket
  routingFilter,
];
