import type { start as german } from '../de/start.ts';
import type { SameShape } from '../shape.ts';

/** Sign-in, set-up, greeting. */
export const start: SameShape<typeof german> = {
  signIn: {
    title: 'Sign in',
    email: 'E-mail address',
    password: 'Password',
    submit: 'Sign in',
    required: 'Please fill this in.',
    forgotten: 'Forgot your password? An administrator can give you a new one.',
  },
  link: {
    title: 'Your password',
    about: 'Welcome, {{name}}. Choose the password with which you sign in as {{email}}.',
    password: 'New password',
    submit: 'Set the password and sign in',
    wrong: 'This link is no longer valid',
  },
  again: {
    title: 'Your session has expired',
    about: 'Please sign in once more. What you have written is still here, and you go on where you were.',
    other: 'The page is loaded anew for this. What {{name}} has begun here stays among their drafts.',
    leave: 'To the sign-in page',
  },
  setup: {
    title: 'Welcome to Poststelle',
    about: 'Create the first administrator. Everything else happens on the page afterwards.',
    name: 'Your name',
    nameHelp: 'This is how your colleagues see you.',
    email: 'Your e-mail address',
    emailHelp: 'You sign in with it.',
    password: 'Password',
    passwordHelp: 'At least 10 characters. A long sentence is better than many special characters.',
    language: 'Language',
    submit: 'Create the administrator',
    noToken: 'Please open the link from the console',
    noTokenText:
      'At its first start the desk printed a set-up link on the console. Only this link leads here, so that nobody else can become the first administrator. Another start prints a new link.',
    done: 'The desk is already set up',
    doneText: 'Please sign in.',
  },
  greeting: {
    noTickets: 'No tickets yet',
    title: 'Hello {{name}}',
    about: 'No mail has arrived here yet. Three ways to begin:',
    mailbox: 'Connect a mailbox',
    mailboxText: 'Every mail that arrives there becomes a ticket. You need the server address, user name and password.',
    mailboxAct: 'Create a mailbox',
    sandbox: 'Try it in the sandbox',
    sandboxText: 'A mailbox inside the desk, with sample mails. Nothing of it leaves this machine.',
    sandboxAct: 'Open the sandbox',
    guide: 'Read the guide',
    guideText: 'How mails become tickets, how answers find their way back, and what helps against errors.',
    guideAct: 'Read the guide',
    waiting: 'An administrator connects mailboxes. As soon as a mail arrives there, it appears here as a ticket.',
  },
};
