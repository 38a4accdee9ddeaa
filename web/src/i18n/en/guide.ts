import type { guide as german } from '../de/guide.ts';
import type { SameShape } from '../shape.ts';

/** What surrounds the guide; its pages lie in docs/guide. */
export const guide: SameShape<typeof german> = {
  title: 'Guide',
  about: 'How the desk works, from the first mailbox to moving here from another system.',
  pages: 'Pages of the guide',
  contents: 'On this page',
  search: 'Search the guide',
  none: 'Nothing found for “{{query}}”.',
  found_one: 'One place found',
  found_other: '{{count}} places found',
  missing: 'The guide has no such page.',
  print: 'Print',
  further: 'Previous and next page',
  before: 'Previous',
  after: 'Next',
  outside: '(opens another website)',
  help: 'What helps?',
  section: '{{title}}: all fields in the guide',
  groups: {
    start: 'Begin',
    connect: 'Connect mailboxes',
    work: 'Work on tickets',
    rules: 'Rules and auto-e-mails',
    move: 'Move here',
    operate: 'Errors and operation',
  },
};
