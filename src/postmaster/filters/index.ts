import type { Filter } from '../filter.ts';
import { appendFilter } from './append.ts';
import { automaticFilter } from './automatic.ts';
import { bundlingFilter } from './bundling.ts';
import { categoryFilter } from './category.ts';
import { closedTicketFilter } from './closed-ticket.ts';
import { contactFilter } from './contact.ts';
import { customerFilter } from './customer.ts';
import { labelsFilter } from './labels.ts';
import { mergedTicketFilter } from './merged-ticket.ts';
import { newStatusFilter } from './new-status.ts';
import { noNewTicketsFilter } from './no-new-tickets.ts';
import { ownMailFilter } from './own-mail.ts';
import { ownershipFilter } from './ownership.ts';
import { priorityFilter } from './priority.ts';
import { referenceFilter } from './reference.ts';
import { reportFilter } from './report.ts';
import { replyStatusFilter } from './reply-status.ts';
import { sameMailFilter } from './same-mail.ts';
import { sameStepFilter } from './same-step.ts';
import { senderFilter } from './sender.ts';
import { teamFilter } from './team.ts';
import { threadFilter } from './thread.ts';

/** All filters in running order (SPEC §3, steps 4 to 9). */
export const filters: readonly Filter[] = [
  sameMailFilter, // before all else: a copy needs no judging
  ownershipFilter, // from here on the rules of the mailbox that the mail belongs to hold
  ownMailFilter, // before `automatic`: an own mail that comes back is settled here
  automaticFilter, // the next ones ask whether a machine wrote
  reportFilter, // before all questions of follow-up: a report belongs to the mail that it is about, or nowhere
  threadFilter, // surest sign of a follow-up first …
  referenceFilter, // … then what people see and may mangle
  mergedTicketFilter, // which ticket is meant in the end
  sameStepFilter, // which may have the mail already
  senderFilter, // needs the ticket it would join
  closedTicketFilter, // before the next two: whether it stays with its ticket at all
  replyStatusFilter,
  appendFilter, // settles every follow-up; from here on the mail opens a new ticket …
  noNewTicketsFilter, // … unless its mailbox makes none
  contactFilter,
  customerFilter, // needs to know whether the sender is a known contact
  categoryFilter,
  teamFilter, // a category may bring one
  priorityFilter, // needs the customer
  labelsFilter,
  newStatusFilter, // must fit what became of it: inquiry or order
  bundlingFilter, // last: what is bundled makes no new ticket after all
];
