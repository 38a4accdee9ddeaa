import type { guide as german } from '../de/guide.ts';
import type { SameShape } from '../shape.ts';

/** The guide inside the desk. */
export const guide: SameShape<typeof german> = {
  title: 'Guide',
  about: 'How the desk works, in five minutes.',
  contents: 'Contents',
  connect: {
    title: 'Connect a mailbox',
    p1: 'Under Administration, Mailboxes, Create, you first decide whether the mailbox is incoming or outgoing. If you receive and send with the same account, you create it twice, once per direction; “Both” leads you through one after the other.',
    p2: 'Your e-mail provider tells you server address, port and encryption. “Test” checks everything that stands in the form, also before you save: each step appears as it happens. The incoming test changes nothing on the server. If something fails, the reply of the server stands there character for character, and below it a hint about what usually helps.',
    p3: 'The sentence above the form says what will happen to a new mail. It changes with every setting. Read it before you save, above all the part about what happens after fetching: by default, imported mail is deleted from the server once it is safely stored here.',
    link: 'Create a mailbox',
  },
  sandbox: {
    title: 'Try it without risk',
    p1: 'The sandbox is a mailbox inside the desk. Sample mails arrive in it and become tickets in exactly the same way as those from a real mailbox.',
    p2: 'Write there as a customer, answer in the ticket, and read in the outbox of the sandbox what the customer would have received. “Reply as this customer” closes the circle: the reply lands in the same ticket again.',
    link: 'Open the sandbox',
  },
  tickets: {
    title: 'How tickets come about',
    p1: 'Every mail that belongs to no existing ticket becomes a new one. Without a team it is an inquiry that somebody hands out. With a team it is an order. If the mailbox names a team, this happens right on arrival.',
    p2: 'Before anything else happens, the mail is stored unchanged. What cannot be processed is not lost: it stands in the intake log with the reason and can be processed again from there.',
    p3: 'Every ticket and every mail says under “Why is this here?” how it was decided.',
    link: 'To the intake log',
  },
  followUps: {
    title: 'How replies find their ticket',
    p1: 'When a customer replies, the desk recognises the ticket by the invisible references of the mail or by the ticket reference in the subject, such as [TicketID 500OOJ]. The letters in it are a check mark: a guessed number leads into nobody else’s ticket.',
    p2: 'If somebody writes to a ticket who never appeared there before, the mail is appended and flagged. If somebody replies to a done ticket, it is reopened; if that was long ago, a new one is made that refers to the old one.',
    p3: 'Automatic mails such as out-of-office notices are filed but never answered, and they change no status.',
    link: 'To the tickets',
  },
  answers: {
    title: 'Answers',
    p1: 'In the ticket you answer at the bottom. The sender is the outgoing mailbox that stands at the mailbox under “Reply via”. A note is seen by your colleagues only.',
    p2: 'After sending you have some seconds to take the mail back. Then the step shows what became of it: waiting, sent, delayed with the reason, or refused with the words of the server. Delayed mail is tried again by itself.',
    p3: 'The outbox shows everything that is sent, across all tickets.',
    link: 'To the outbox',
  },
  keys: {
    title: 'Keys',
    palette: 'all places and commands',
    search: 'search',
    leave: 'close, leave a field',
  },
};
