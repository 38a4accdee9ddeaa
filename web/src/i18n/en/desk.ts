import type { desk as german } from '../de/desk.ts';
import type { SameShape } from '../shape.ts';

/** Settings of the whole desk. */
export const desk: SameShape<typeof german> = {
  title: 'Desk',
  about: 'What holds for all mailboxes and agents.',
  general: 'General',
  intake: 'Incoming mail',
  followUp: 'Replies to tickets',
  name: 'Name of the desk',
  nameHelp: 'Stands at the top of the rail and on the sign-in page.',
  language: 'Language',
  languageHelp: 'Holds for new agents and for everything that the desk writes by itself.',
  keyword: 'Keyword of the ticket reference',
  keywordHelp: 'Stands in subjects before the number of the ticket, like this: {{example}}.',
  keywordWrong: 'Up to 30 letters, digits, hyphens and underscores, no blanks.',
  prefix: 'Before it',
  suffix: 'After it',
  edgeWrong: 'Punctuation only, no letters or digits.',
  moreKeywords: 'More keywords',
  moreKeywordsHelp: 'Understood before the number of a ticket, too: earlier ones and those of a former system.',
  reopen: 'Days until a ticket is closed for good',
  reopenHelp:
    'A reply within this time opens a done ticket again; after it a new, linked ticket is created. 0: never open again.',
  reopenWrong: 'Please give a whole number from 0 to 3650.',
  strangers: 'Unknown senders',
  strangersHelp:
    'Somebody replies to a ticket who had no part in it and does not write from the domain of somebody who had.',
  strangersAppend: 'Append and flag',
  strangersAppendHelp: 'The mail joins the ticket and carries the note “unknown sender”.',
  strangersNew: 'New, linked ticket',
  strangersNewHelp: 'The ticket stays as it is; the mail gets one of its own.',
  ticketsPer: 'Mail to several mailboxes',
  ticketsPerHelp: 'When the same mail reaches several of your mailboxes, it makes:',
  perDesk: 'one ticket in the first mailbox it names',
  perMailbox: 'one ticket in each of these mailboxes',
  keepSource: 'Keep sources, days',
  keepSourceHelp:
    'Afterwards the source of mail that is done with is removed; its line in the intake log and the steps of the ticket stay.',
  keepForever: 'for ever',
  keepSourceWrong: 'Please give a whole number from 1 to 36500, or leave it empty.',
  freemail: 'Freemail domains',
  freemailHelp: 'They never become a location/customer, and sharing one does not mean sharing a company.',
  freemailWrong: 'Please give domains only, for example gmx.de.',
  stopped: 'Do not read mailboxes',
  stoppedHelp:
    'Stops fetching for all mailboxes, for example on a copy of the system. Everything stays on the servers.',
  undo: 'Seconds before a mail leaves',
  undoHelp: 'For so long an answer can be taken back after sending, 0 to 60.',
  undoWrong: 'Please give a whole number from 0 to 60.',
};
