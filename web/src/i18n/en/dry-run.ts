import type { dryRun as german } from '../de/dry-run.ts';
import type { SameShape } from '../shape.ts';

/** Dry run: what would become of a mail. */
export const dryRun: SameShape<typeof german> = {
  title: 'What would happen to this mail?',
  about: 'By what stands in the form, also unsaved. Nothing is written or sent.',
  drop: 'Drop a mail (.eml) here or choose one',
  dropText: 'The answer follows every change of the form.',
  dropOther: 'Drop or choose another file to change it.',
  fixForm: 'Something in the form is not right yet; “Test” or “Save” shows what.',
  why: 'Why?',
  newTicket: 'It would become a new ticket through the mailbox “{{mailbox}}”.',
  linked: 'It would be linked with',
  joins: 'The mail would join the ticket',
  reopens: 'The mail would join the done ticket and open it again:',
  copy: 'This mail is here already and would not come again:',
  unfiled: 'There would be no ticket; the mail would stay in the intake log.',
  isNew: '{{name}} (new)',
  inquiry: 'none, it would stay an inquiry',
  plan: {
    contact: 'User',
    customer: 'Location/customer',
    team: 'Team',
    category: 'Category',
    priority: 'Priority',
    status: 'Status',
    labels: 'Labels',
  },
};
