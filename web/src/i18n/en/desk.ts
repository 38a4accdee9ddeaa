import type { desk as german } from '../de/desk.ts';
import type { SameShape } from '../shape.ts';

/** Settings of the whole desk. */
export const desk: SameShape<typeof german> = {
  title: 'Desk',
  about: 'What holds for all mailboxes and agents.',
  name: 'Name of the desk',
  nameHelp: 'Stands at the top of the rail and on the sign-in page.',
  language: 'Language',
  languageHelp: 'Holds for new agents and for everything that the desk writes by itself.',
  keyword: 'Keyword of the ticket reference',
  keywordHelp: 'Stands in subjects before the number of the ticket, like this: {{example}}.',
  keywordWrong: 'Up to 30 letters, digits, hyphens and underscores, no blanks.',
  stopped: 'Do not read mailboxes',
  stoppedHelp:
    'Stops fetching for all mailboxes, for example on a copy of the system. Everything stays on the servers.',
  undo: 'Seconds before a mail leaves',
  undoHelp: 'For so long an answer can be taken back after sending, 0 to 60.',
  undoWrong: 'Please give a whole number from 0 to 60.',
};
