import type { autoMailsDe } from './auto-mails-de.ts';

/** The same words in English. */
export const autoMailsEn: Record<keyof typeof autoMailsDe, string> = {
  'autoMail.newByMail': 'New ticket by mail',
  'autoMail.authorised': 'Order authorised',
  'autoMail.done': 'Ticket done',
  'autoMail.assigned': 'Order assigned',
  'autoMail.replyArrived': 'Reply arrived',
  'autoMail.resubmission': 'Resubmission',
  'autoMail.newInquiry': 'New inquiry',
  'autoMail.mailboxError': 'Mailbox in error',
  'autoMail.mailboxRecovered': 'Mailbox works again',
  'autoMail.to.user': 'To the user',
  'autoMail.to.team': 'To the team',
  'autoMail.to.dispatchers': 'To the dispatchers',
  'autoMail.sent.newByMail': 'The sender {{address}} gets an automatic answer.',
  'autoMail.sent.authorised': 'The sender {{address}} is told that the order is being worked on.',
  'autoMail.sent.done': '{{address}} is told that the ticket is done.',
  'autoMail.held.noAddress': 'No automatic mail: no address is known.',
  'autoMail.held.machine': 'No automatic mail: a machine opened the ticket.',
  'autoMail.held.ownAddress': 'No automatic mail: {{address}} is one of our own addresses.',
  'autoMail.held.noAnswerAddress': 'No automatic mail: nobody reads mail to {{address}}.',
  'autoMail.held.foreignDesk':
    'No automatic mail: the ticket system {{name}} wrote; two systems that answer one another never end.',
  'autoMail.held.tooOld': 'No automatic answer: the mail is older than 24 hours.',
  'autoMail.held.failing': 'No automatic mail: the address {{address}} does not work.',
  'autoMail.held.bounced': 'No automatic mail: the last one to {{address}} came back.',
  'autoMail.held.complained': 'No automatic mail: {{address}} complained.',
  'autoMail.held.ownAction': 'No automatic mail: {{address}} caused it.',
  'autoMail.held.circuit': 'No automatic mail: the circuit of {{address}} is open, because a machine answers there.',
  'autoMail.held.hourly': 'No automatic answer: {{address}} already got an automatic mail within the last hour.',
  'autoMail.held.reaction':
    'No automatic answer: the mail came shortly after our automatic one to {{address}} and may be its echo; there is no more than one an hour.',
  'autoMail.held.repeated': 'No automatic mail: the same one went to {{address}} within the last hour.',
  'autoMail.held.noOutgoing': 'No automatic mail: there is no outgoing mailbox.',
  'autoMail.held.notWritable': 'No automatic mail: {{address}} cannot be written to.',
  'autoMail.circuit.instantReply':
    'The circuit of {{address}} opens: our automatic mail was answered almost at once (after {{seconds}} s); nobody reads that fast.',
  'autoMail.circuit.pingPong':
    'The circuit of {{address}} opens: within {{hours}} hours our automatic mails were followed {{count}} times by a new mail within minutes; two machines are writing to one another.',
  'autoMail.circuit.tooMany':
    'The circuit of {{address}} opens: {{count}} automatic mails within {{hours}} hours are too many.',
  'autoMail.circuit.bounced':
    'The circuit of {{address}} opens: our last automatic mail to it came back as undeliverable.',
};
