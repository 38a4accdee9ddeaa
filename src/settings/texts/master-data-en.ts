import type { masterCsvDe, masterFieldsDe, masterProblemsDe } from './master-data-de.ts';
import type { SameShape } from './shape.ts';

const active = {
  title: 'Active',
  help: 'When off it is no longer offered. Where it is used it stays.',
};
const rank = { title: 'Order', help: 'Smaller numbers come first in lists.' };
const nameDe = { title: 'Name (German)', help: 'What the entry is called on the German page.' };
const nameEn = { title: 'Name (English)', help: 'What the entry is called on the English page.' };

/** Master data in English: fields of the seven kinds. */
export const masterFieldsEn: SameShape<typeof masterFieldsDe> = {
  team: {
    name: { title: 'Name', help: 'A group of agents, or the name of one person.' },
    parentId: { title: 'Belongs to', help: "The team above. Its members see this team's tickets too." },
    memberIds: { title: 'Members', help: "They see the team's tickets and work on them." },
    readerIds: { title: 'Read only', help: "They see the team's tickets but change nothing." },
    active,
  },
  category: {
    name: { title: 'Name', help: 'Only once below the same category.' },
    parentId: { title: 'Belongs to', help: 'The category above. Empty: top level.' },
    teamId: {
      title: 'Team',
      help: 'New tickets of this category are assigned to it at once as orders. Empty: they stay inquiries.',
    },
    active,
  },
  priority: {
    nameDe,
    nameEn,
    rank: { title: 'Order', help: 'The larger the number, the more urgent.' },
    isDefault: { title: 'Default', help: 'Given to new tickets when nothing else decides. There is exactly one.' },
    active,
  },
  status: {
    nameDe,
    nameEn,
    group: {
      title: 'Group',
      help: 'What the status means for the ticket.',
      more: '“Locked” is done and no mail reopens it. As soon as tickets have the status, its group stays.',
      grey: { builtIn: 'Built-in statuses keep their group. You can rename and translate them.' },
      choice: {
        inquiry: 'Inquiry (no team)',
        open: 'Open',
        working: 'In progress',
        waiting: 'Waiting',
        done: 'Done',
        locked: 'Locked',
      },
    },
    rank,
    active,
  },
  label: {
    name: { title: 'Name', help: 'Only once below the same label.' },
    parentId: { title: 'Belongs to', help: 'The label above. Empty: top level.' },
    colour: {
      title: 'Colour',
      help: 'How you recognise the label in lists.',
      choice: {
        gray: 'Grey',
        red: 'Red',
        pink: 'Pink',
        grape: 'Grape',
        violet: 'Violet',
        indigo: 'Indigo',
        blue: 'Blue',
        cyan: 'Cyan',
        teal: 'Teal',
        green: 'Green',
        lime: 'Lime',
        yellow: 'Yellow',
        orange: 'Orange',
      },
    },
    active,
  },
  customer: {
    name: { title: 'Name', help: 'The location or company. Every name occurs only once.' },
    domains: {
      title: 'Domains',
      help: 'What stands behind the @, for example customer.com. New users are assigned by it.',
    },
    priorityId: {
      title: 'Priority',
      help: 'New tickets of its users get it, unless the mailbox says otherwise.',
    },
    active,
  },
  contact: {
    name: { title: 'Name', help: 'Short and unique, for example the part of the address before the @.' },
    fullName: { title: 'Full name', help: "The person's name." },
    addresses: {
      title: 'E-mail addresses',
      help: 'Mail from these addresses belongs to this user. An address has one user only.',
    },
    customerId: { title: 'Location/customer', help: 'Where the user belongs.' },
    locale: {
      title: 'Language',
      help: 'Automatic mail to the user is written in this language.',
      choice: { desk: 'as set for the desk', de: 'German', en: 'English' },
    },
    active,
  },
};

/** What can be wrong with master data. */
export const masterProblemsEn: SameShape<typeof masterProblemsDe> = {
  'not-a-domain': 'This is not a domain: what stands behind the @, for example customer.com.',
  'address-taken': '“{{value}}” already belongs to “{{name}}”.',
  'domain-taken': '“{{value}}” already belongs to “{{name}}”.',
  'same-entry': 'Please choose another entry.',
  'below-itself': 'An entry cannot stand below itself.',
  inactive: 'This is no longer active and cannot be newly assigned.',
  'built-in': 'Built-in statuses can be renamed but not deleted.',
  'group-in-use': 'Tickets or mailboxes have this status, so its group stays.',
  'last-of-group': 'One status of each group must stay active.',
  'other-group': 'The replacement must belong to the same group.',
  'default-stays': 'Make another one the default instead.',
  'both-lists': 'A member does not stand under “Read only” too.',
  'used-by-tickets': 'In {{count}} tickets.',
  'used-by-contacts': 'By {{count}} users: {{names}}.',
  'used-by-customers': 'By {{count}} locations/customers: {{names}}.',
  'used-by-children': 'There are {{count}} below it: {{names}}.',
  'used-by-categories': 'In {{count}} categories: {{names}}.',
  'used-by-mailboxes': 'In {{count}} mailboxes: {{names}}.',
  'csv-no-header': 'The first line must name the columns.',
  'csv-unknown-column': 'The column “{{name}}” is not known.',
  'csv-column-twice': 'The column “{{name}}” occurs twice.',
  'csv-column-missing': 'The column “{{name}}” is missing.',
  'csv-open-quote': 'A quotation mark is not closed.',
  'csv-after-quote': 'There is text behind a closing quotation mark.',
  'csv-too-many-cells': 'The line has more cells than there are columns.',
  'csv-too-many-lines': 'Too many lines: {{limit}} at most. Please split the file.',
  'csv-twice': 'This entry already stands in line {{other}}.',
  'csv-no-such': 'There is no “{{value}}”.',
  'csv-several': 'There are several “{{value}}”.',
  'csv-not-yes-or-no': 'This must be “yes” or “no”.',
};

/** Words of CSV files. */
export const masterCsvEn: SameShape<typeof masterCsvDe> = { id: 'No.', yes: 'yes', no: 'no' };
