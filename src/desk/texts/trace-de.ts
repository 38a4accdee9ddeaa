/** Why a mail went where it went: one sentence per line of a trace (`trace.<key>`) and per flag of a step (`flag.<name>`). */
export const traceDe: Record<string, string> = {
  'trace.sameMail':
    'Dieselbe E-Mail (gleiche Message-ID, gleicher Inhalt) ist schon abgelegt; es entsteht kein zweiter Schritt.',
  'trace.ownMailBack': 'Diese E-Mail hat Poststelle selbst gesendet; sie steht schon als Schritt im Ticket.',
  'trace.ownMailUnknown': 'Diese E-Mail hat Poststelle selbst gesendet (Test-E-Mail); daraus entsteht kein Ticket.',
  'trace.ownAddress':
    'Der Absender {{address}} ist eine eigene Adresse: keine automatische Antwort, kein neuer Benutzer.',
  'trace.bounce': 'Eine Unzustellbarkeitsmeldung: wird abgelegt, aber nie beantwortet.',
  'trace.autoSubmitted':
    'Eine Maschine hat sie geschrieben (Auto-Submitted: {{value}}): wird abgelegt, aber nie beantwortet.',
  'trace.list': 'Sie kam über eine Mailingliste: wird abgelegt, aber nie automatisch beantwortet.',
  'trace.automatic': 'Sie trägt Zeichen einer automatischen E-Mail: wird abgelegt, aber nie beantwortet.',
  'trace.signedMessageId':
    'Sie antwortet auf eine E-Mail dieses Tickets, erkannt an unserer signierten Message-ID {{id}}.',
  'trace.knownMessageId': 'Sie gehört zu einer E-Mail dieses Tickets, erkannt an der Message-ID {{id}}.',
  'trace.reference': 'Der Betreff nennt die Ticketreferenz {{reference}}, und die Prüfbuchstaben stimmen.',
  'trace.referenceWrong':
    'Der Betreff nennt {{reference}}, aber die Prüfbuchstaben stimmen nicht; die Referenz zählt nicht.',
  'trace.referenceUnknown': 'Der Betreff nennt {{reference}}, aber dieses Ticket gibt es nicht.',
  'trace.unknownSender': '{{address}} war an diesem Ticket noch nie beteiligt; der Schritt ist gekennzeichnet.',
  'trace.appended': 'Das Ticket ist offen; die E-Mail wird sein nächster Schritt.',
  'trace.appendedClosed': 'Das Ticket ist abgeschlossen und bleibt es; die automatische E-Mail wird nur angehängt.',
  'trace.reopened': 'Das Ticket war erledigt; die Antwort kam innerhalb von {{days}} Tagen und öffnet es wieder.',
  'trace.lateReply':
    'Das Ticket ist seit mehr als {{days}} Tagen erledigt; es entsteht ein neues, das darauf verweist.',
  'trace.lockedTicket': 'Das Ticket ist gesperrt; es entsteht ein neues, das darauf verweist.',
  'trace.senderMissing': 'Die E-Mail nennt keinen brauchbaren Absender; das Ticket bleibt ohne Benutzer.',
  'trace.contactKnown': 'Der Absender {{address}} gehört zum Benutzer {{name}}.',
  'trace.contactNew': 'Der Absender {{address}} ist neu und wird als Benutzer angelegt.',
  'trace.contactAutomatic':
    'Der Absender {{address}} ist unbekannt; für automatische E-Mails wird kein Benutzer angelegt.',
  'trace.inquiry': 'Das Postfach „{{mailbox}}“ nennt keine Ressource; das Ticket ist eine Anfrage.',
  'trace.team': 'Das Postfach „{{mailbox}}“ gibt neue Tickets sofort als Auftrag an seine Ressource.',
  'trace.priority': 'Die Priorität kommt vom Postfach „{{mailbox}}“.',
  'trace.newTicket': 'Sie gehört zu keinem vorhandenen Ticket; ein neues wurde angelegt.',
  'flag.bounce': 'Die E-Mail kam nicht an und wird auch später nicht ankommen. Bitte prüfen Sie die Adresse.',
  'flag.softBounce':
    'Die Zustellung wurde aufgegeben, der Grund kann vorübergehen. Senden Sie die Antwort später noch einmal.',
  'flag.complaint': 'Der Empfänger hat diese E-Mail bei seinem Anbieter als unerwünscht gemeldet.',
  'flag.unknownSender': 'Der Absender war an diesem Ticket noch nie beteiligt. Bitte prüfen Sie, ob er dazugehört.',
};
