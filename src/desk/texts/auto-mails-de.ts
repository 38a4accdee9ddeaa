/** Words of automatic mails: events, to whom, why one was held back (also as a line of the trace), why a circuit opened. */
const words = {
  'autoMail.newByMail': 'Neues Ticket per E-Mail',
  'autoMail.authorised': 'Auftrag autorisiert',
  'autoMail.done': 'Ticket erledigt',
  'autoMail.assigned': 'Auftrag zugewiesen',
  'autoMail.replyArrived': 'Antwort eingegangen',
  'autoMail.resubmission': 'Wiedervorlage',
  'autoMail.newInquiry': 'Neue Anfrage',
  'autoMail.mailboxError': 'Postfach mit Fehler',
  'autoMail.mailboxRecovered': 'Postfach wieder in Ordnung',
  'autoMail.to.user': 'An den Benutzer',
  'autoMail.to.team': 'An die Ressource',
  'autoMail.to.dispatchers': 'An die Disponenten',
  'autoMail.sent.newByMail': 'Der Absender {{address}} bekommt eine automatische Antwort.',
  'autoMail.sent.authorised': 'Der Absender {{address}} bekommt die Nachricht, dass sein Auftrag bearbeitet wird.',
  'autoMail.sent.done': '{{address}} bekommt die Nachricht, dass das Ticket erledigt ist.',
  'autoMail.held.noAddress': 'Keine automatische E-Mail: Es ist keine Adresse bekannt.',
  'autoMail.held.machine': 'Keine automatische E-Mail: Das Ticket hat eine Maschine eröffnet.',
  'autoMail.held.ownAddress': 'Keine automatische E-Mail: {{address}} ist eine eigene Adresse.',
  'autoMail.held.noAnswerAddress': 'Keine automatische E-Mail: Unter {{address}} liest niemand mit.',
  'autoMail.held.foreignDesk':
    'Keine automatische E-Mail: Das Ticketsystem {{name}} hat geschrieben; zwei Systeme, die einander antworten, finden kein Ende.',
  'autoMail.held.tooOld': 'Keine automatische Antwort: Die E-Mail ist älter als 24 Stunden.',
  'autoMail.held.failing': 'Keine automatische E-Mail: Die Adresse {{address}} funktioniert nicht.',
  'autoMail.held.bounced': 'Keine automatische E-Mail: Die letzte an {{address}} kam zurück.',
  'autoMail.held.complained': 'Keine automatische E-Mail: Von {{address}} kam eine Beschwerde.',
  'autoMail.held.ownAction': 'Keine automatische E-Mail: {{address}} hat es selbst ausgelöst.',
  'autoMail.held.circuit':
    'Keine automatische E-Mail: Der Schutzschalter für {{address}} ist offen, weil dort eine Maschine antwortet.',
  'autoMail.held.hourly':
    'Keine automatische Antwort: {{address}} hat in der letzten Stunde schon eine automatische E-Mail bekommen.',
  'autoMail.held.reaction':
    'Keine automatische Antwort: Die E-Mail kam kurz nach unserer automatischen an {{address}} und könnte ihr Echo sein; mehr als eine in der Stunde gibt es nicht.',
  'autoMail.held.repeated': 'Keine automatische E-Mail: Dieselbe ging in der letzten Stunde schon an {{address}}.',
  'autoMail.held.noOutgoing': 'Keine automatische E-Mail: Es gibt keinen Postausgang.',
  'autoMail.held.notWritable': 'Keine automatische E-Mail: An {{address}} lässt sich keine E-Mail senden.',
  'autoMail.circuit.instantReply':
    'Der Schutzschalter für {{address}} öffnet: Auf unsere automatische E-Mail kam fast sofort eine Antwort (nach {{seconds}} s); so schnell liest niemand.',
  'autoMail.circuit.pingPong':
    'Der Schutzschalter für {{address}} öffnet: Auf unsere automatischen E-Mails folgte innerhalb von {{hours}} Stunden {{count}} Mal binnen Minuten eine neue E-Mail; zwei Maschinen schreiben einander.',
  'autoMail.circuit.tooMany':
    'Der Schutzschalter für {{address}} öffnet: {{count}} automatische E-Mails in {{hours}} Stunden sind zu viele.',
  'autoMail.circuit.bounced':
    'Der Schutzschalter für {{address}} öffnet: Unsere letzte automatische E-Mail dorthin kam als unzustellbar zurück.',
} as const satisfies Record<string, string>;

export const autoMailsDe: { [K in keyof typeof words]: string } = words;
