/** Anleitung innerhalb der Poststelle. */
export const guide = {
  title: 'Anleitung',
  about: 'Wie die Poststelle arbeitet, in fünf Minuten.',
  contents: 'Inhalt',
  connect: {
    title: 'Ein Postfach anbinden',
    p1: 'Unter Verwaltung, Postfächer, Anlegen entscheiden Sie zuerst, ob das Postfach als Posteingang oder als Postausgang dient. Wer E-Mails am gleichen Konto empfängt und sendet, legt es zweimal an, einmal je Richtung; „Beides“ führt Sie nacheinander durch beide.',
    p2: 'Serveradresse, Port und Verschlüsselung nennt Ihnen Ihr E-Mail-Provider. „Testen“ prüft alles, was im Formular steht, auch bevor Sie speichern: Jeder Schritt erscheint, sobald er geschieht. Beim Posteingang ändert der Test nichts auf dem Server. Schlägt etwas fehl, steht die Antwort des Servers Zeichen für Zeichen da, darunter ein Hinweis, was meist hilft.',
    p3: 'Der Satz über dem Formular sagt, was mit einer neuen E-Mail geschehen wird. Er ändert sich mit jeder Einstellung. Lesen Sie ihn, bevor Sie speichern, vor allem die Stelle „Nach dem Abruf“: Voreingestellt ist, dass importierte E-Mails vom Server gelöscht werden, sobald sie hier sicher gespeichert sind.',
    link: 'Postfach anlegen',
  },
  sandbox: {
    title: 'Gefahrlos ausprobieren',
    p1: 'Der Sandkasten ist ein Postfach innerhalb der Poststelle. Beispiel-E-Mails kommen darin an und werden auf genau demselben Weg zu Tickets wie die aus einem echten Postfach.',
    p2: 'Schreiben Sie dort als Kunde, antworten Sie im Ticket, und lesen Sie im Ausgang des Sandkastens, was der Kunde bekommen hätte. Mit „Als dieser Kunde antworten“ schließt sich der Kreis: Die Antwort landet wieder im selben Ticket.',
    link: 'Sandkasten öffnen',
  },
  tickets: {
    title: 'Wie Tickets entstehen',
    p1: 'Jede E-Mail, die zu keinem bestehenden Ticket gehört, wird ein neues Ticket. Ohne Ressource ist es eine Anfrage, die jemand verteilt. Mit Ressource ist es ein Auftrag. Nennt das Postfach eine Ressource, geschieht das gleich beim Eingang.',
    p2: 'Bevor irgendetwas geschieht, wird die E-Mail unverändert gespeichert. Was sich nicht verarbeiten lässt, geht nicht verloren: Es steht mit dem Grund im Eingangsprotokoll und lässt sich von dort erneut verarbeiten.',
    p3: 'Jedes Ticket und jede E-Mail sagt unter „Warum ist das hier?“, wie entschieden wurde.',
    link: 'Zum Eingangsprotokoll',
  },
  followUps: {
    title: 'Wie Antworten ihr Ticket finden',
    p1: 'Antwortet ein Kunde, erkennt die Poststelle das Ticket an den unsichtbaren Verweisen der E-Mail oder an der Ticketreferenz im Betreff, etwa [TicketID 500OOJ]. Die Buchstaben darin sind ein Prüfzeichen: Eine geratene Nummer führt in kein fremdes Ticket.',
    p2: 'Schreibt jemand zu einem Ticket, der dort noch nie vorkam, wird die E-Mail angehängt und gekennzeichnet. Antwortet jemand auf ein erledigtes Ticket, wird es wieder geöffnet; liegt das lange zurück, entsteht ein neues, das auf das alte verweist.',
    p3: 'Automatische E-Mails, etwa Abwesenheitsnotizen, werden abgelegt, aber nie beantwortet, und ändern keinen Status.',
    link: 'Zu den Tickets',
  },
  answers: {
    title: 'Antworten',
    p1: 'Im Ticket antworten Sie unten. Absender ist der Postausgang, der beim Postfach unter „Antworten über“ steht. Eine Notiz sehen nur Ihre Kolleginnen und Kollegen.',
    p2: 'Nach dem Absenden haben Sie einige Sekunden, um die E-Mail zurückzuholen. Danach steht am Schritt, was daraus wurde: wartet, gesendet, verzögert mit Grund oder abgelehnt mit den Worten des Servers. Verzögerte E-Mails werden von selbst erneut versucht.',
    p3: 'Das Ausgangsprotokoll zeigt alles, was gesendet wird, über alle Tickets hinweg.',
    link: 'Zum Ausgangsprotokoll',
  },
  keys: {
    title: 'Tasten',
    palette: 'alle Orte und Befehle',
    search: 'suchen',
    leave: 'schließen, Feld verlassen',
  },
} as const;
