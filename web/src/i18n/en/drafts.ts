import type { drafts as german } from '../de/drafts.ts';
import type { SameShape } from '../shape.ts';

/** Drafts at the desk, who else is at a ticket, and what happened meanwhile. */
export const drafts: SameShape<typeof german> = {
  saved: 'Draft saved {{time}}',
  changedElsewhere: 'This draft was changed elsewhere, too.',
  endedElsewhere: 'This draft was sent or discarded elsewhere.',
  takeOther: 'Take the other one',
  dropOwn: 'Discard this one, too',
  keepOwn: 'Keep this one',
  answeredTitle: 'There is an answer already',
  answeredAbout: 'Since you began this answer, this was added to the ticket:',
  sendAnyway: 'Send anyway',
  lookFirst: 'Look first',
  presence: 'Who else has this ticket open',
  writing: '{{name}} is writing an answer',
  viewing: '{{name}} is looking at this ticket',
};
