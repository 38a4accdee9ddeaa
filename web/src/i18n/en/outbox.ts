import type { outbox as german } from '../de/outbox.ts';
import type { SameShape } from '../shape.ts';

/** Outbox: what was sent or still waits. */
export const outbox: SameShape<typeof german> = {
  title: 'Outbox',
  about: 'What this desk sends: what waits, what arrived and what did not.',
  state: 'State',
  emptyTitle: 'Nothing sent yet',
  emptyText: 'Answers from tickets stand here from sending to delivery.',
  nothingTitle: 'Nothing matches this filter',
  showAll: 'Show all',
  noSubject: '(no subject)',
  recipients: 'Recipients',
  recipientState: {
    queued: 'waiting',
    sent: 'accepted',
    deferred: 'delayed',
    failed: 'refused',
  },
  attempts: 'attempts',
  nextAttempt: 'Next attempt',
  createdAt: 'Sent off',
  uncertain:
    'The connection broke when the server may already have taken the mail over. It is not sent again by itself, so that nobody gets it twice.',
  retry: 'Send now',
  retryUncertain: 'Send once more',
  retried: 'The mail is being sent.',
  writeAgain: 'Edit and send again',
  cancel: 'Take back',
  cancelTitle: 'Take this mail back?',
  cancelText: 'Whoever has not received it yet will not receive it any more.',
  cancelled: 'The mail is taken back.',
  read: 'Read',
  details: 'Details of {{subject}}',
  openTicket: 'Open ticket {{reference}}',
  from: 'From',
  to: 'To',
  cc: 'Cc',
  headers: 'Header fields',
  attachments: 'Attachments',
};
