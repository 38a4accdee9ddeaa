import type { forms as german } from '../de/forms.ts';
import type { SameShape } from '../shape.ts';

/** Controls of forms. */
export const forms: SameShape<typeof german> = {
  noLimit: 'no limit',
  secretSet: 'set; empty: unchanged',
  addAddress: 'Type an address, press Enter',
  addDomain: 'Type a domain, press Enter',
  choose: 'Please choose',
  nothingFound: 'There is nothing like that.',
  removeNamed: 'Remove {{name}}',
  noTeam: 'none',
  noCategory: 'none',
  noLabel: 'none',
  noLabels: 'Choose labels',
  noStatus: 'none',
  noAgents: 'Choose agents',
  noContact: 'Type a name or an e-mail address',
  noCustomer: 'Type a name or a domain',
  defaultPriority: 'Default',
  defaultOutgoing: 'Default outgoing mailbox',
  noTemplate: 'as in the auto-e-mails',
  eventOff: 'Nothing is sent at present: the event “new ticket by mail” is switched off.',
  toAutoMails: 'To the auto-e-mails',
  copyFailed: 'This could not be copied. Please select the text and copy it by hand.',
};
