import type { AutoMailEvent } from '../auto-mail-events.ts';

type Written = { subject: string; text: string };

const automatic = 'Diese E-Mail wurde automatisch gesendet.';

/** The German templates a desk begins with. To people outside they repeat nothing of their mail: who forges a sender must not make us deliver his text. */
export const builtInDe: Readonly<Record<AutoMailEvent, Written>> = {
  newByMail: {
    subject: 'Eingegangen: {{ ticket.betreff }}',
    text: `Guten Tag {{ benutzer.name }},

vielen Dank für Ihre Nachricht. Sie ist bei uns unter der Nummer {{ ticket.referenz }} eingegangen; wir melden uns so bald wie möglich.

Wenn Sie etwas ergänzen möchten, antworten Sie einfach auf diese E-Mail und lassen Sie den Betreff stehen.

Freundliche Grüße
{{ poststelle.name }}

${automatic}
`,
  },
  authorised: {
    subject: 'In Bearbeitung: {{ ticket.betreff }}',
    text: `Guten Tag {{ benutzer.name }},

Ihr Anliegen mit der Nummer {{ ticket.referenz }} wird jetzt bearbeitet{% if ressource.name %}, zuständig ist {{ ressource.name }}{% endif %}.

Wenn Sie etwas ergänzen möchten, antworten Sie einfach auf diese E-Mail und lassen Sie den Betreff stehen.

Freundliche Grüße
{{ poststelle.name }}

${automatic}
`,
  },
  done: {
    subject: 'Erledigt: {{ ticket.betreff }}',
    text: `Guten Tag {{ benutzer.name }},

Ihr Anliegen mit der Nummer {{ ticket.referenz }} ist erledigt.

Sollte noch etwas offen sein, antworten Sie einfach auf diese E-Mail; dann nehmen wir es wieder auf.

Freundliche Grüße
{{ poststelle.name }}

${automatic}
`,
  },
  assigned: {
    subject: 'Neuer Auftrag für {{ ressource.name }}: {{ ticket.betreff }}',
    text: `Der Auftrag {{ ticket.referenz }} gehört jetzt {{ ressource.name }}{% if bearbeiter.name %} (zugewiesen von {{ bearbeiter.name }}){% endif %}.

Benutzer: {{ benutzer.name }} <{{ benutzer.adresse }}>
Priorität: {{ ticket.priorität }}
{% if ticket.kategorie %}Kategorie: {{ ticket.kategorie }}
{% endif %}
{{ mail.anfang }}

{{ ticket.link }}
`,
  },
  replyArrived: {
    subject: 'Antwort von {{ mail.absender }}: {{ ticket.betreff }}',
    text: `Zum Ticket {{ ticket.referenz }} ({{ ressource.name | sonst: "noch ohne Ressource" }}) ist eine Antwort von {{ mail.absender }} eingetroffen:

{{ mail.anfang }}

{{ ticket.link }}
`,
  },
  resubmission: {
    subject: 'Wiedervorlage: {{ ticket.betreff }}',
    text: `Das Ticket {{ ticket.referenz }} liegt zur Wiedervorlage an, vorgesehen für {{ ticket.wiedervorlage }}.

Benutzer: {{ benutzer.name }} <{{ benutzer.adresse }}>
Status: {{ ticket.status }}

{{ ticket.link }}
`,
  },
  newInquiry: {
    subject: 'Neue Anfrage von {{ mail.absender }}: {{ ticket.betreff }}',
    text: `Im Postfach „{{ postfach.name }}“ ist die Anfrage {{ ticket.referenz }} eingetroffen. Sie hat noch keine Ressource.

Absender: {{ benutzer.name }} <{{ benutzer.adresse }}>

{{ mail.anfang }}

{{ ticket.link }}
`,
  },
  mailboxError: {
    subject: '[{{ poststelle.name }}] Postfach „{{ postfach.name }}“ lässt sich nicht abrufen',
    text: `Das Postfach „{{ postfach.name }}“ ließ sich {{ postfach.fehlversuche }} Mal hintereinander nicht abrufen. Neue E-Mails bleiben auf dem Server, es geht nichts verloren; versucht wird es weiter.

Grund: {{ postfach.fehler }}

{{ postfach.link }}

Sobald der Abruf wieder gelingt, bekommen Sie noch eine Nachricht. Bitte antworten Sie nicht auf diese E-Mail.
`,
  },
  mailboxRecovered: {
    subject: '[{{ poststelle.name }}] Postfach „{{ postfach.name }}“ wird wieder abgerufen',
    text: `Das Postfach „{{ postfach.name }}“ lässt sich wieder abrufen. Zu tun ist nichts mehr.

Bitte antworten Sie nicht auf diese E-Mail.
`,
  },
};
