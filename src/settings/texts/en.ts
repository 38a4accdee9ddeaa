import type { de } from './de.ts';
import { masterCsvEn, masterFieldsEn, masterProblemsEn } from './master-data-en.ts';
import { authFieldsEn, oauthConnectionEn } from './oauth-en.ts';
import { templateProblemsEn } from './template-problems.ts';
import type { SameShape } from './shape.ts';

/** Settings in English: title, one line of help, `more` behind the info button. */
const server = {
  name: {
    title: 'Name',
    help: 'A unique name by which you recognise the mailbox.',
  },
  protocol: {
    title: 'Protocol',
    help: 'Internet standards only; your e-mail provider usually prescribes it.',
    choice: { imap: 'IMAP', pop3: 'POP3', smtp: 'SMTP' },
  },
  host: {
    title: 'Server address',
    help: 'The name of the mail server, for example mail.example.com.',
    more: 'A host name, also an internationalised one, or an IPv4 or IPv6 address. Without “https://” and without a port. The papers of your e-mail provider name it.',
  },
  encryption: {
    title: 'Encryption',
    help: 'How the connection to the server is protected.',
    more: '“TLS” encrypts from the first byte. “STARTTLS” begins in the clear and then has to switch: if the server does not offer it, we stop before any password is sent. Certificates are always verified.',
    choice: { tls: 'TLS', starttls: 'STARTTLS', none: 'none' },
  },
  port: {
    title: 'Port',
    help: 'Suggested from protocol and encryption until you type one yourself.',
  },
  privateCa: {
    title: 'Private certification authority',
    help: 'PEM text of the certificate that vouches for your own server. Usually empty.',
    more: 'Only needed if the certificate of the mail server comes from your own certification authority. Paste that authority’s certificate, beginning with “-----BEGIN CERTIFICATE-----”. It counts for this mailbox only.',
  },
  pinnedFingerprint: {
    title: 'Certificate fingerprint',
    help: 'SHA-256 fingerprint of a self-signed certificate. Usually empty.',
    more: 'With a fingerprint, exactly this certificate is accepted and no other. The test shows the fingerprint of the server. Compare it with the one that the operator tells you.',
  },
};

const signIn = {
  preventPlain: {
    title: 'Prevent plain-text sign-in',
    help: 'Switch on if the password has special (non-ASCII) characters, or if a shared Exchange mailbox is read.',
    more: 'The mechanism SASL PLAIN is then never used. For shared mailboxes in MS Exchange the user name is Domain\\Max.Mustermann\\Shared.MailboxAlias and the password is that of Max Mustermann; usually both boxes need to be ticked there.',
  },
  preventNtlm: {
    title: 'Prevent NTLM sign-in',
    help: 'Switch on for shared Exchange mailboxes, usually together with the box above.',
    more: 'NTLM is an outdated sign-in mechanism by Microsoft. It is only used if the server offers nothing better.',
  },
  credentialCharset: {
    title: 'Character set of the sign-in',
    help: 'For old servers only: how accented letters in user name and password are sent.',
    more: 'UTF-8 is usual today. If an old server refuses a correct password that has accented letters, try Latin-1. The mechanisms SCRAM and NTLM and the sign-in by OAuth set the character set themselves; this setting does not count for them.',
    choice: { utf8: 'UTF-8', latin1: 'Latin-1 (ISO 8859-1)' },
  },
};

export const en: SameShape<typeof de> = {
  settings: {
    section: {
      server: 'Server',
      signIn: 'Sign-in',
      mailbox: 'Mailbox',
      import: 'Import',
      tickets: 'Ticket creation',
      details: 'Details',
      oauthScopes: 'Permissions (scopes)',
      oauthServers: 'Mail servers',
    },
    incoming: {
      ...server,
      ...authFieldsEn,
      username: {
        title: 'User name',
        help: 'Often the e-mail address. It is sent character for character as it stands here.',
        more: 'A backslash is kept too, as shared Exchange mailboxes need it: Domain\\Max.Mustermann\\Shared.MailboxAlias.',
      },
      password: {
        title: 'Password',
        help: 'Stored encrypted and never shown again.',
      },
      ...signIn,
      senderName: {
        title: 'Sender display name',
        help: 'Stands in the From field when you write an answer, for example “Customer service”.',
      },
      senderAddress: {
        title: 'Sender e-mail address',
        help: 'Answers come from this address. Empty: from the mailbox e-mail address.',
        more: 'If it differs from the mailbox e-mail address, for example no-reply@company.example, the mailbox e-mail address is given as the reply address, so that an answer reaches the ticket.',
      },
      mailboxAddresses: {
        title: 'Mailbox e-mail address(es)',
        help: 'All addresses whose mail arrives in this mailbox.',
        more: 'They tell which mailbox a mail belongs to that reached several, and which addresses are your own. Additions such as info+shop@company.example are understood.',
      },
      ticketAddress: {
        title: 'Reply address with ticket number',
        help: 'Replies go to an address such as info+t500-…@company.example, by which the ticket is recognised even without subject and thread.',
        more: 'Switch it on only if your mail server delivers addresses with + to this mailbox; else replies bounce. Such addresses are recognised in any case.',
      },
      folder: {
        title: 'Folder',
        help: 'The folder on the server that is fetched. Empty: INBOX.',
      },
      active: {
        title: 'Active',
        help: 'Switched off, this mailbox is not fetched; everything stays on the server.',
      },
      maxAgeDays: {
        title: 'Age of mails in days',
        help: 'Older mail stays untouched on the server. Empty: no limit.',
        more: 'What counts is the day on which the server received the mail. Raise the value later and what was skipped is fetched, each mail exactly once.',
      },
      intervalMinutes: {
        title: 'Fetch interval in minutes',
        help: 'Mail is fetched this often, 1 to 1440. Mind the rules of your e-mail provider.',
      },
      push: {
        grey: { pop3: 'POP3 has no way to announce new mail; the interval applies.' },
        title: 'Fetch at once (IDLE)',
        help: 'The server reports new mail by itself; the interval stays as a safety net.',
      },
      fetchRead: {
        grey: { pop3: 'POP3 does not know “read”; everything not yet imported is fetched.' },
        title: 'Also fetch read messages',
        help: 'Switched off, only unread mail is imported. Nothing is imported twice.',
        more: 'What was imported once is never imported again, even if it counts as unread on the server again.',
      },
      afterImport: {
        title: 'After fetching',
        help: 'What happens to the mail on the server once it is safely stored here.',
        choice: {
          delete: 'Delete it',
          move: 'Move it to a folder',
          markRead: 'Mark it as read',
          keep: 'Leave it as it is',
        },
      },
      moveTo: {
        title: 'Target folder',
        help: 'Imported mail is moved there. The folder is created if it does not exist.',
      },
      replyVia: {
        title: 'Reply via',
        help: 'The outgoing mailbox that answers what arrives here. Empty: the default outgoing mailbox.',
      },
      newTicketStatus: {
        grey: { noNewTickets: 'This mailbox makes no new tickets; the value is kept.' },
        title: 'Automatic status of new tickets',
        help: 'Every ticket that comes about through this mailbox starts with it. Empty: the first that fits.',
        more: 'A status for inquiries fits only if neither a team nor a category with a team is chosen; any other only if one of them is.',
      },
      changeReplyStatus: {
        title: 'Automatic ticket status for incoming replies',
        help: 'Switched on, a ticket gets a new status when a reply to it is fetched through this mailbox.',
        more: 'Automatic mail such as absence notes never changes a status, and locked tickets stay locked. Where the status does not fit the ticket, such as “in progress” for an inquiry without a team, the old one stays.',
      },
      replyStatus: {
        grey: { off: 'Can be chosen once “Automatic ticket status for incoming replies” is switched on.' },
        title: 'Ticket status for replies',
        help: 'The status that a ticket gets by a reply.',
      },
      labels: {
        grey: { noNewTickets: 'This mailbox makes no new tickets; the value is kept.' },
        title: 'Assign labels',
        help: 'New tickets from this mailbox get these labels.',
      },
      noNewTickets: {
        title: 'Mail makes no new tickets',
        help: 'Replies to existing tickets still arrive; everything else stays in the intake log.',
        more: 'Meant for departments that take new tickets only by telephone or through a form. A mail with a valid ticket reference answers its ticket. What matches none is kept as “unfiled” in the intake log, where it can be read and made a ticket anyway.',
      },
      createContact: {
        grey: { noNewTickets: 'This mailbox makes no new tickets; the value is kept.' },
        title: 'Create unknown senders as new users',
        help: 'The local part of the e-mail address, before the @, becomes the user name.',
        more: 'If the sender’s address belongs to no user, one is created; the display name becomes the full name. If the user name is taken, the full address is used: info@a.example and info@b.example are two users. Automatic mail never creates a user.',
      },
      createCustomer: {
        grey: { noNewTickets: 'This mailbox makes no new tickets; the value is kept.' },
        title: 'Create the sender’s domain as a new location/customer',
        help: 'The global part of the e-mail address, after the @, becomes a location/customer if the sender is unknown.',
        more: 'If there is one with this domain already, it is used. If the user is created too, it belongs to it. Domains of freemail providers never become a location/customer; the desk’s settings list them.',
      },
      fallbackContact: {
        grey: { noNewTickets: 'This mailbox makes no new tickets; the value is kept.' },
        title: 'Ticket user if unknown',
        help: 'Needed if unknown senders are not created as users: the ticket is then created for this one.',
        more: 'The address of the real sender stays with the ticket: answers and automatic mails go there.',
      },
      bundle: {
        grey: { noNewTickets: 'This mailbox makes no new tickets; the value is kept.' },
        title: 'Bundle orders automatically',
        help: 'Mails with the same sender and the same subject become one ticket if they come shortly after one another.',
        more: 'This holds for authorised tickets and for mails of the same or the preceding run of this mailbox. Each mail becomes a step of the ticket. Only the first one triggers an automatic answer.',
      },
      autoReplyTemplate: {
        grey: { noNewTickets: 'This mailbox makes no new tickets; the value is kept.' },
        title: 'Template for the automatic answer to new mail',
        help: 'What the sender can get as an answer to a new ticket. Empty: the template of the automatic mails.',
        more: 'It is sent only if the event “new ticket by mail” is switched on among the automatic mails, once for each new ticket at most and never in answer to automatic mail.',
      },
      team: {
        grey: { noNewTickets: 'This mailbox makes no new tickets; the value is kept.' },
        title: 'New order for team',
        help: 'New tickets are assigned to this team at once, as orders. Empty: to that of the category; if it has none, they stay inquiries.',
      },
      category: {
        grey: { noNewTickets: 'This mailbox makes no new tickets; the value is kept.' },
        title: 'Category of the new order',
        help: 'All tickets that come about through this mailbox get this category. If it brings a team, they become orders at once.',
      },
      priority: {
        grey: { noNewTickets: 'This mailbox makes no new tickets; the value is kept.' },
        title: 'Priority of the new order',
        help: 'Counts for all tickets that come about through this mailbox. Empty: that of the location/customer, else the default priority.',
        more: 'The importance that senders give their own mail never decides.',
      },
    },
    ...masterFieldsEn,
    oauthConnection: oauthConnectionEn,
    outgoing: {
      ...server,
      ...authFieldsEn,
      username: {
        title: 'User name',
        help: 'Often the e-mail address. Empty: mail is sent without signing in.',
        more: 'It is sent character for character as it stands here. A backslash is kept too.',
      },
      password: {
        title: 'Password',
        help: 'Stored encrypted and never shown again.',
      },
      ...signIn,
      senderName: {
        title: 'Sender display name',
        help: 'Your customers see this name as the sender, for example “Customer service”.',
      },
      senderAddress: {
        title: 'Sender e-mail address',
        help: 'Mail is sent from this address. The server has to permit it.',
      },
      signature: {
        title: 'Signature',
        help: 'Stands below every mail that an agent writes from here. Placeholders such as {{ agent.name }} are filled in.',
        more: 'There are agent.name, agent.address, mailbox.name, mailbox.address and desk.name, each between double curly brackets. In plain text mails the signature stands after “-- ”. Automatic mails do not carry it.',
      },
      maxPerHour: {
        title: 'Most e-mails per hour',
        help: 'Leave empty if your provider sets no limit.',
        more: 'Many providers block an account that sends too much at once. Once the number is reached within an hour, everything further waits in the outbox until there is room again; nothing is lost.',
      },
      isDefault: {
        title: 'Default outgoing mailbox',
        help: 'Used when an incoming mailbox does not name one of its own.',
      },
      active: {
        title: 'Active',
        help: 'Switched off, what is to be sent through it waits.',
      },
    },
  },
  csv: masterCsvEn,
  problem: {
    'time-zone-unknown': 'This time zone is not known. A name is, for example, Europe/Berlin.',
    'same-ticket': 'Please choose another ticket than this one.',
    'not-movable': 'Mails and notes can be split off, changes cannot.',
    'nothing-left': 'At least one mail or note must stay in the ticket.',
    ...masterProblemsEn,
    ...templateProblemsEn,
    'picture-gone': 'A picture in the text is gone. Please insert it again.',
    'no-picture': 'Only pictures (PNG, JPEG, GIF, WebP) can stand in the text. Please attach the file.',
    'choice-closed': 'This protocol cannot do that. Please choose again.',
    gone: 'This no longer exists.',
    'status-needs-team':
      'This status is for orders. Choose a team or a category that has one, or a status for inquiries.',
    'status-of-inquiry':
      'This status is for inquiries, but new tickets become orders here at once. Please choose another.',
    'not-latin1': 'This has a character that the character set Latin-1 lacks. Choose UTF-8 or another password.',
    'same-folder': 'This is the folder that mail is fetched from. Please choose another.',
    taken: 'This is already taken.',
    wrong: 'This is not right.',
    required: 'Please fill this in.',
    invalid: 'This value does not fit here.',
    'too-long': 'Too long: {{limit}} characters at most.',
    'too-short': 'Too short: {{limit}} characters at least.',
    'too-big': 'Too large: {{limit}} at most.',
    'too-small': 'Too small: {{limit}} at least.',
    'control-character': 'Line breaks and control characters are not allowed here.',
    'not-an-address': 'This is not an e-mail address.',
    'not-a-host':
      'This is not a server address. Only the name or the IP address, without “https://” and without a port.',
    'not-https': 'This is not an address with https://.',
    'not-a-day': 'Please enter it as YYYY-MM-DD, for example 2027-06-30.',
    'not-a-fingerprint': 'A SHA-256 fingerprint has 64 digits and letters from 0 to 9 and A to F.',
    'name-taken': 'Another mailbox already has this name.',
  },
};
