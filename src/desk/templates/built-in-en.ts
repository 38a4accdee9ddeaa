import type { AutoMailEvent } from '../auto-mail-events.ts';

type Written = { subject: string; text: string };

const automatic = 'This mail was sent automatically.';

/** The English templates a desk begins with; what the German ones say. */
export const builtInEn: Readonly<Record<AutoMailEvent, Written>> = {
  newByMail: {
    subject: 'Received: {{ ticket.subject }}',
    text: `Hello {{ contact.name }},

thank you for your message. We have received it under the number {{ ticket.reference }} and will get back to you as soon as we can.

If you want to add something, just answer this mail and leave the subject as it is.

Kind regards
{{ desk.name }}

${automatic}
`,
  },
  authorised: {
    subject: 'In progress: {{ ticket.subject }}',
    text: `Hello {{ contact.name }},

your request with the number {{ ticket.reference }} is being worked on now{% if team.name %} by {{ team.name }}{% endif %}.

If you want to add something, just answer this mail and leave the subject as it is.

Kind regards
{{ desk.name }}

${automatic}
`,
  },
  done: {
    subject: 'Done: {{ ticket.subject }}',
    text: `Hello {{ contact.name }},

your request with the number {{ ticket.reference }} is done.

If anything is left open, just answer this mail; we will take it up again.

Kind regards
{{ desk.name }}

${automatic}
`,
  },
  assigned: {
    subject: 'New order for {{ team.name }}: {{ ticket.subject }}',
    text: `The order {{ ticket.reference }} now belongs to {{ team.name }}{% if agent.name %} (assigned by {{ agent.name }}){% endif %}.

User: {{ contact.name }} <{{ contact.address }}>
Priority: {{ ticket.priority }}
{% if ticket.category %}Category: {{ ticket.category }}
{% endif %}
{{ mail.start }}

{{ ticket.link }}
`,
  },
  replyArrived: {
    subject: 'Reply from {{ mail.sender }}: {{ ticket.subject }}',
    text: `A reply from {{ mail.sender }} has arrived at ticket {{ ticket.reference }} ({{ team.name | default: "no team yet" }}):

{{ mail.start }}

{{ ticket.link }}
`,
  },
  resubmission: {
    subject: 'Resubmission: {{ ticket.subject }}',
    text: `Ticket {{ ticket.reference }} is due for resubmission, planned for {{ ticket.resubmission }}.

User: {{ contact.name }} <{{ contact.address }}>
Status: {{ ticket.status }}

{{ ticket.link }}
`,
  },
  newInquiry: {
    subject: 'New inquiry from {{ mail.sender }}: {{ ticket.subject }}',
    text: `The inquiry {{ ticket.reference }} has arrived in the mailbox “{{ mailbox.name }}”. It has no team yet.

Sender: {{ contact.name }} <{{ contact.address }}>

{{ mail.start }}

{{ ticket.link }}
`,
  },
  mailboxError: {
    subject: '[{{ desk.name }}] Mailbox “{{ mailbox.name }}” cannot be fetched',
    text: `The mailbox “{{ mailbox.name }}” could not be fetched {{ mailbox.failures }} times in a row. New mail stays on the server, nothing is lost; it is tried again and again.

Reason: {{ mailbox.error }}

{{ mailbox.link }}

As soon as fetching works again you get another message. Please do not answer this mail.
`,
  },
  mailboxRecovered: {
    subject: '[{{ desk.name }}] Mailbox “{{ mailbox.name }}” is fetched again',
    text: `The mailbox “{{ mailbox.name }}” can be fetched again. There is nothing left to do.

Please do not answer this mail.
`,
  },
};
