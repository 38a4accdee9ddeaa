import type { autoMails as german } from '../de/auto-mails.ts';
import type { SameShape } from '../shape.ts';

/** Auto-e-mails: what the desk writes by itself. */
export const autoMails: SameShape<typeof german> = {
  title: 'Auto-e-mails',
  about: 'What the desk writes by itself, to whom and with which template.',
  tab: { events: 'Events', templates: 'Templates', log: 'Log', circuits: 'Circuits' },
  event: {
    newByMail: 'A mail became a ticket.',
    authorised: 'An inquiry got a team and became an order.',
    done: 'The ticket is done.',
    assigned: 'The team got a ticket.',
    replyArrived: 'A reply to a ticket of the team arrived.',
    resubmission: 'The resubmission of a ticket is due.',
    newInquiry: 'There is a new inquiry without a team.',
    mailboxError: 'A mailbox can no longer be fetched.',
    mailboxRecovered: 'A disturbed mailbox is fetched again.',
  },
  templateOf: 'Template for “{{event}}”',
  editTemplate: 'Edit',
  options: 'General',
  ownAction: 'No mail about one’s own actions',
  ownActionHelp: 'Who authorises, assigns or finishes a ticket gets no mail about it.',
  log: {
    about: 'Every automatic mail to somebody outside the desk, sent or held back. Entries stay for 90 days.',
    emptyTitle: 'No automatic mail yet',
    emptyText: 'As soon as an event is switched on and happens, what was sent stands here.',
    sent: 'sent',
    held: 'held back',
  },
  circuits: {
    about:
      'When automatic mails go to and fro with an address, its circuit opens: it gets none for a while. Answers of agents still go out.',
    show: 'Which circuits',
    open: 'Open',
    all: 'All',
    emptyTitle: 'No open circuit',
    emptyText: 'There is no address with which automatic mails go to and fro.',
    stateOpen: 'open',
    stateClosed: 'closed',
    until: 'Closes by itself:',
    close: 'Close circuit',
    closed: '{{address}} gets automatic mails again.',
    closedBy: 'Closed by {{name}}',
  },
};
