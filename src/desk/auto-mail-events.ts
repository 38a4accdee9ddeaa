/** SPEC §6: what automatic mails tell, in the order of the page. */
export const autoMailEvents = [
  'newByMail',
  'authorised',
  'done',
  'assigned',
  'replyArrived',
  'resubmission',
  'newInquiry',
  'mailboxError',
  'mailboxRecovered',
] as const;
export type AutoMailEvent = (typeof autoMailEvents)[number];

/** To whom a mail goes: the person of the ticket, the members of its team, those who dispatch. */
export const autoMailRecipients = ['user', 'team', 'dispatchers'] as const;
export type AutoMailRecipients = (typeof autoMailRecipients)[number];

/** What a template is about: which placeholders it may use. Those of `answer` are for agents to write with; the others are sent by events. */
export const templateKinds = ['ticket', 'mailbox', 'answer'] as const;
export type TemplateKind = (typeof templateKinds)[number];

/** Who gets the mail of an event, what its template is about, and whether it is sent before anybody has decided so. */
export const autoMailEventTable: Readonly<
  Record<AutoMailEvent, { recipients: AutoMailRecipients; kind: TemplateKind; active: boolean }>
> = {
  // Nobody outside gets mail from a desk that was only set up: administrators turn it on.
  newByMail: { recipients: 'user', kind: 'ticket', active: false },
  authorised: { recipients: 'user', kind: 'ticket', active: false },
  done: { recipients: 'user', kind: 'ticket', active: false },
  assigned: { recipients: 'team', kind: 'ticket', active: false },
  replyArrived: { recipients: 'team', kind: 'ticket', active: false },
  resubmission: { recipients: 'team', kind: 'ticket', active: true },
  newInquiry: { recipients: 'dispatchers', kind: 'ticket', active: false },
  // Mail that is no longer fetched is what nobody notices by themselves.
  mailboxError: { recipients: 'dispatchers', kind: 'mailbox', active: true },
  mailboxRecovered: { recipients: 'dispatchers', kind: 'mailbox', active: true },
};
