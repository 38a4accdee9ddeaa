/** Why a mail went where it went: one sentence per line of a trace (`trace.<key>`) and per flag of a step (`flag.<name>`). */
export const traceDe: Record<string, string> = {
  'trace.sameMail':
    'Dieselbe E-Mail (gleiche Message-ID, gleicher Inhalt) ist schon abgelegt; es entsteht kein zweiter Schritt.',
  'trace.ownMailBack': 'Diese E-Mail hat Poststelle selbst gesendet; sie steht schon als Schritt im Ticket.',
  'trace.ownMailUnknown':
    'Diese E-Mail hat Poststelle selbst gesendet (Test-E-Mail oder Nachricht an Bearbeiter); daraus entsteht kein Ticket.',
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
  'trace.nobodyKnown': 'Die E-Mail nennt keinen Absender; der Schritt ist gekennzeichnet.',
  'trace.nobodyKnownNew': 'Die E-Mail nennt keinen Absender; es entsteht ein neues Ticket, das auf dieses verweist.',
  'trace.ownedByOther':
    'Sie wurde aus dem Postfach „{{fetched}}“ abgeholt, nennt aber {{address}} zuerst und gehört damit zum Postfach „{{mailbox}}“; dessen Regeln gelten.',
  'trace.replyAddress': 'Sie ging an {{address}}, die Antwortadresse dieses Tickets, von uns signiert.',
  'trace.mergedTicket': 'Das Ticket {{from}} wurde mit {{to}} zusammengeführt; dort geht es weiter.',
  'trace.unknownSenderNew':
    '{{address}} war an diesem Ticket noch nie beteiligt; es entsteht ein neues, das darauf verweist.',
  'trace.appended': 'Die E-Mail wird der nächste Schritt des Tickets.',
  'trace.appendedClosed': 'Das Ticket ist abgeschlossen und bleibt es; die automatische E-Mail wird nur angehängt.',
  'trace.reopened': 'Das Ticket war erledigt; die Antwort kam innerhalb von {{days}} Tagen und öffnet es wieder.',
  'trace.lateReply':
    'Das Ticket ist seit mehr als {{days}} Tagen erledigt; es entsteht ein neues, das darauf verweist.',
  'trace.lockedTicket': 'Das Ticket ist gesperrt; es entsteht ein neues, das darauf verweist.',
  'trace.senderMissing': 'Die E-Mail nennt keinen brauchbaren Absender.',
  'trace.contactKnown': 'Der Absender {{address}} gehört zum Benutzer {{name}}.',
  'trace.contactNew': 'Der Absender {{address}} ist neu und wird als Benutzer angelegt.',
  'trace.contactAutomatic':
    'Der Absender {{address}} ist unbekannt; für automatische E-Mails wird kein Benutzer angelegt.',
  'trace.noNewTickets':
    'Das Postfach „{{mailbox}}“ erzeugt keine neuen Tickets; die E-Mail bleibt im Eingangsprotokoll.',
  'trace.anyway': '{{by}} hat daraus trotzdem ein Ticket machen lassen.',
  'trace.replyStatus': 'Das Postfach „{{mailbox}}“ gibt Tickets bei einer Antwort den Status „{{de}}“.',
  'trace.replyStatusMisfit':
    'Der Status „{{de}}“, den das Postfach „{{mailbox}}“ bei einer Antwort gibt, passt nicht zu diesem Ticket (Anfrage oder Auftrag); es behält seinen.',
  'trace.replyStatusGone':
    'Den Status, den das Postfach „{{mailbox}}“ bei einer Antwort geben soll, gibt es nicht mehr; das Ticket behält seinen.',
  'trace.contactUnknown':
    'Der Absender {{address}} ist unbekannt, und das Postfach legt unbekannte Absender nicht als Benutzer an.',
  'trace.contactFallback':
    'Das Ticket entsteht deshalb für den Ticket-Benutzer {{name}}; Antworten gehen an den Absender selbst.',
  'trace.contactFallbackGone':
    'Den Ticket-Benutzer für unbekannte Absender gibt es nicht mehr; das Ticket bleibt ohne Benutzer.',
  'trace.customerKnown': 'Die Domäne {{domain}} gehört zum Ort/Kunden {{name}}.',
  'trace.customerNew': 'Die Domäne {{domain}} ist neu und wird als Ort/Kunde angelegt.',
  'trace.customerFreemail':
    'Die Domäne {{domain}} steht auf der Liste der Freemail-Anbieter; daraus wird kein Ort/Kunde.',
  'trace.customerFallback': 'Der Ort/Kunde ist der des Ticket-Benutzers.',
  'trace.category': 'Das Postfach „{{mailbox}}“ gibt neuen Tickets die Kategorie „{{category}}“.',
  'trace.categoryGone':
    'Die Kategorie des Postfachs „{{mailbox}}“ gibt es nicht mehr; das Ticket bleibt ohne Kategorie.',
  'trace.inquiry':
    'Weder das Postfach „{{mailbox}}“ noch eine Kategorie nennt eine Ressource; das Ticket ist eine Anfrage.',
  'trace.team': 'Das Postfach „{{mailbox}}“ gibt neue Tickets sofort als Auftrag an die Ressource „{{team}}“.',
  'trace.teamOfCategory':
    'Die Kategorie „{{category}}“ gibt das Ticket sofort als Auftrag an die Ressource „{{team}}“.',
  'trace.teamGone': 'Die Ressource des Postfachs „{{mailbox}}“ gibt es nicht mehr.',
  'trace.priority': 'Die Priorität kommt vom Postfach „{{mailbox}}“.',
  'trace.priorityOfCustomer': 'Die Priorität kommt vom Ort/Kunden {{name}}.',
  'trace.labels': 'Das Postfach „{{mailbox}}“ weist zu: {{labels}}.',
  'trace.labelsGone': 'Die Labels des Postfachs „{{mailbox}}“ gibt es nicht mehr.',
  'trace.newStatus': 'Das Postfach „{{mailbox}}“ gibt neuen Tickets den Status „{{de}}“.',
  'trace.newStatusMisfit':
    'Der Status „{{de}}“, den das Postfach „{{mailbox}}“ neuen Tickets gibt, passt nicht (Anfrage oder Auftrag); es beginnt mit dem ersten, der passt.',
  'trace.newStatusGone':
    'Den Status, den das Postfach „{{mailbox}}“ neuen Tickets geben soll, gibt es nicht mehr; es beginnt mit dem ersten, der passt.',
  'trace.newTicket': 'Sie gehört zu keinem vorhandenen Ticket; ein neues wurde angelegt.',
  'trace.newTicketLinked': 'Ein neues Ticket wurde angelegt und mit dem anderen verknüpft.',
  'trace.reportForeign':
    'Ein Bericht über eine E-Mail, die nicht von hier stammt; er bleibt im Eingangsprotokoll und ergibt kein Ticket.',
  'trace.reportByEnvelopeId': 'Der Bericht nennt die Umschlagkennung (ENVID) einer E-Mail, die hier gesendet wurde.',
  'trace.reportByMessageId': 'Der Bericht nennt die Message-ID einer E-Mail, die hier gesendet wurde.',
  'trace.reportByReference':
    'Der Bericht bringt den Betreff einer E-Mail mit der Ticketreferenz {{reference}}, und die Prüfbuchstaben stimmen.',
  'trace.reportByRecipient':
    'Der Bericht nennt keine Kennung; an {{address}} wurde in den letzten Tagen eine passende E-Mail gesendet.',
  'trace.reportWithoutTicket':
    'Diese E-Mail gehört zu keinem Ticket; der Bericht ist im Postausgang und bei der Adresse vermerkt.',
  'trace.report_bounce':
    'Unzustellbar an {{address}} (Status {{status}}): wird Schritt am Ticket, der Status des Tickets bleibt.',
  'trace.report_softBounce':
    'Die Zustellung an {{address}} wurde aufgegeben (Status {{status}}), der Grund kann vorübergehen: wird Schritt am Ticket.',
  'trace.report_delayed':
    'Die Zustellung an {{address}} verzögert sich (Status {{status}}): wird stiller Schritt am Ticket.',
  'trace.report_delivered':
    'Die E-Mail an {{address}} wurde zugestellt oder weitergegeben: wird stiller Schritt am Ticket.',
  'trace.report_read': 'Lesebestätigung von {{address}}: wird stiller Schritt am Ticket.',
  'trace.report_deleted': '{{address}} hat die E-Mail ungelesen gelöscht: wird stiller Schritt am Ticket.',
  'trace.report_complaint':
    '{{address}} hat die E-Mail als unerwünscht gemeldet: wird Schritt am Ticket, automatische E-Mails dorthin unterbleiben.',
  'trace.bundled':
    'Absender und Betreff gleichen einer E-Mail aus demselben oder dem vorigen Abruf des Postfachs „{{mailbox}}“: Sie wird ein weiterer Schritt desselben Auftrags.',
  'trace.bundleInquiry':
    'Eine gleiche E-Mail kam kurz zuvor, ihr Ticket ist aber noch eine Anfrage; gebündelt werden nur Aufträge.',
  'trace.bundleDone':
    'Eine gleiche E-Mail kam kurz zuvor, ihr Auftrag ist aber schon erledigt; daher entsteht ein neuer.',
  'flag.bounce': 'Die E-Mail kam nicht an und wird auch später nicht ankommen. Bitte prüfen Sie die Adresse.',
  'flag.softBounce':
    'Die Zustellung wurde aufgegeben, der Grund kann vorübergehen. Senden Sie die Antwort später noch einmal.',
  'flag.complaint': 'Der Empfänger hat diese E-Mail bei seinem Anbieter als unerwünscht gemeldet.',
  'flag.unknownSender': 'Der Absender war an diesem Ticket noch nie beteiligt. Bitte prüfen Sie, ob er dazugehört.',
};
