import { masterCsvDe, masterFieldsDe, masterProblemsDe } from './master-data-de.ts';
import { authFieldsDe, oauthConnectionDe } from './oauth-de.ts';
import { templateProblemsDe } from './template-problems.ts';

/** Settings in German, in the words that users of the field know: title, one line of help, `more` behind the info button. */
const server = {
  name: {
    title: 'Name',
    help: 'Ein eindeutiger Name, an dem Sie das Postfach jederzeit erkennen.',
  },
  protocol: {
    title: 'Protokoll',
    help: 'Nur Internet-Standards; Ihr E-Mail-Provider gibt es in der Regel vor.',
    choice: { imap: 'IMAP', pop3: 'POP3', smtp: 'SMTP' },
  },
  host: {
    title: 'Serveradresse',
    help: 'Der Name des Mailservers, zum Beispiel mail.beispiel.de.',
    more: 'Möglich sind ein Rechnername, auch mit Umlauten, oder eine IPv4- oder IPv6-Adresse. Ohne „https://“ und ohne Port. Sie finden die Adresse in den Unterlagen Ihres E-Mail-Providers.',
  },
  encryption: {
    title: 'Verschlüsselung',
    help: 'Wie die Verbindung zum Server geschützt wird.',
    more: '„TLS“ verschlüsselt von Anfang an. „STARTTLS“ beginnt im Klartext und muss dann wechseln: Bietet der Server das nicht an, wird abgebrochen, bevor ein Passwort gesendet wurde. Zertifikate werden immer geprüft.',
    choice: { tls: 'TLS', starttls: 'STARTTLS', none: 'keine' },
  },
  port: {
    title: 'Port',
    help: 'Wird aus Protokoll und Verschlüsselung vorgeschlagen, bis Sie selbst einen eintragen.',
  },
  privateCa: {
    title: 'Eigene Zertifizierungsstelle',
    help: 'PEM-Text des Zertifikats, mit dem Ihr eigener Server beglaubigt ist. Meist leer.',
    more: 'Nur nötig, wenn das Zertifikat des Mailservers von Ihrer eigenen Zertifizierungsstelle stammt. Fügen Sie deren Zertifikat ein, beginnend mit „-----BEGIN CERTIFICATE-----“. Es gilt nur für dieses Postfach.',
  },
  pinnedFingerprint: {
    title: 'Fingerabdruck des Zertifikats',
    help: 'SHA-256-Fingerabdruck eines selbst ausgestellten Zertifikats. Meist leer.',
    more: 'Ist ein Fingerabdruck eingetragen, wird genau dieses Zertifikat angenommen und kein anderes. Der Test zeigt den Fingerabdruck des Servers an. Vergleichen Sie ihn mit dem, den Ihnen der Betreiber nennt.',
  },
};

const signIn = {
  preventPlain: {
    title: 'Nur-Text-Anmeldung verhindern',
    help: 'Einschalten, wenn das Passwort Sonderzeichen (Nicht-ASCII-Zeichen) enthält oder ein freigegebenes Exchange-Postfach gelesen wird.',
    more: 'Das Verfahren SASL PLAIN wird dann nie verwendet. Bei freigegebenen Postfächern (Shared Mailbox) in MS Exchange lautet der Benutzername Domain\\Max.Mustermann\\Shared.MailboxAlias, das Passwort ist das von Max Mustermann; meist müssen dort beide Kästchen angekreuzt sein.',
  },
  preventNtlm: {
    title: 'NTLM Anmeldung verhindern',
    help: 'Einschalten für freigegebene Exchange-Postfächer, meist zusammen mit dem Kästchen darüber.',
    more: 'NTLM ist ein veraltetes Anmeldeverfahren von Microsoft. Es wird nur verwendet, wenn der Server nichts Besseres anbietet.',
  },
  credentialCharset: {
    title: 'Zeichensatz der Anmeldung',
    help: 'Nur für alte Server: wie Umlaute in Benutzername und Passwort übertragen werden.',
    more: 'Heute üblich ist UTF-8. Lehnt ein alter Server ein richtiges Passwort mit Umlauten ab, versuchen Sie Latin-1. Die Verfahren SCRAM und NTLM und die Anmeldung über OAuth legen den Zeichensatz selbst fest; für sie gilt diese Einstellung nicht.',
    choice: { utf8: 'UTF-8', latin1: 'Latin-1 (ISO 8859-1)' },
  },
};

export const de = {
  settings: {
    section: {
      server: 'Server',
      signIn: 'Anmeldung',
      mailbox: 'Postfach',
      import: 'Import',
      tickets: 'Ticketerstellung',
      details: 'Angaben',
      oauthScopes: 'Berechtigungen (Scopes)',
      oauthServers: 'Mailserver',
    },
    incoming: {
      ...server,
      ...authFieldsDe,
      username: {
        title: 'Benutzername',
        help: 'Oft die E-Mail-Adresse. Er wird Zeichen für Zeichen so gesendet, wie er hier steht.',
        more: 'Auch ein umgekehrter Schrägstrich bleibt erhalten, etwa bei freigegebenen Exchange-Postfächern: Domain\\Max.Mustermann\\Shared.MailboxAlias.',
      },
      password: {
        title: 'Passwort',
        help: 'Wird verschlüsselt gespeichert und nie wieder angezeigt.',
      },
      ...signIn,
      senderName: {
        title: 'Absender Anzeigename',
        help: 'Steht beim Verfassen einer Antwort im Feld Absender, zum Beispiel „Kundendienst“.',
      },
      senderAddress: {
        title: 'Absender E-Mail-Adresse',
        help: 'Von dieser Adresse wird geantwortet. Leer: von der Postfach E-Mail-Adresse.',
        more: 'Weicht sie von der Postfach E-Mail-Adresse ab, etwa no-reply@firma.example, so wird die Postfach E-Mail-Adresse als Antwortadresse mitgegeben, damit eine Rückantwort im Ticket ankommt.',
      },
      mailboxAddresses: {
        title: 'Postfach E-Mail-Adresse(n)',
        help: 'Alle Adressen, deren E-Mails in diesem Postfach ankommen.',
        more: 'Daran wird erkannt, in welches Postfach eine E-Mail gehört, die mehrere Postfächer erreicht hat, und welche Adressen Ihre eigenen sind. Zusätze wie info+shop@firma.example werden verstanden.',
      },
      ticketAddress: {
        title: 'Antwortadresse mit Ticketnummer',
        help: 'Antworten gehen an eine Adresse wie info+t500-…@firma.example, an der das Ticket auch ohne Betreff und Verlauf erkannt wird.',
        more: 'Nur einschalten, wenn Ihr Mailserver Adressen mit + in dieses Postfach zustellt; sonst kommen Antworten als unzustellbar zurück. Erkannt werden solche Adressen immer.',
      },
      folder: {
        title: 'Ordner',
        help: 'Der Ordner auf dem Server, der abgerufen wird. Leer: INBOX, der Posteingang.',
      },
      active: {
        title: 'Aktiv',
        help: 'Ausgeschaltet wird dieses Postfach nicht abgerufen; auf dem Server bleibt alles liegen.',
      },
      maxAgeDays: {
        title: 'Alter der E-Mails in Tagen',
        help: 'Ältere E-Mails bleiben unberührt auf dem Server. Leer: ohne Grenze.',
        more: 'Es zählt der Tag, an dem der Server die E-Mail erhalten hat. Erhöhen Sie den Wert später, so wird das Übersprungene nachgeholt, jede E-Mail genau einmal.',
      },
      intervalMinutes: {
        title: 'Abrufintervall in Minuten',
        help: 'In diesem Abstand wird abgerufen, 1 bis 1440. Beachten Sie die Richtlinien Ihres E-Mail-Providers.',
      },
      push: {
        grey: { pop3: 'POP3 kennt keine Meldung neuer E-Mails; es gilt das Abrufintervall.' },
        title: 'Sofort abholen (IDLE)',
        help: 'Der Server meldet neue E-Mails von sich aus; das Abrufintervall bleibt als Sicherheitsnetz.',
      },
      fetchRead: {
        grey: { pop3: 'POP3 kennt kein „gelesen“; abgeholt wird alles, was noch nicht importiert ist.' },
        title: 'Auch gelesene Nachrichten abholen',
        help: 'Ausgeschaltet werden nur ungelesene importiert. Nichts wird zweimal importiert.',
        more: 'Was einmal importiert wurde, wird nie wieder importiert, auch wenn es auf dem Server wieder als ungelesen gilt.',
      },
      afterImport: {
        title: 'Nach dem Abruf',
        help: 'Was mit der E-Mail auf dem Server geschieht, sobald sie hier sicher gespeichert ist.',
        choice: {
          delete: 'Löschen',
          move: 'In einen Ordner verschieben',
          markRead: 'Als gelesen markieren',
          keep: 'Unverändert lassen',
        },
      },
      moveTo: {
        title: 'Zielordner',
        help: 'Dorthin werden importierte E-Mails verschoben. Fehlt der Ordner, wird er angelegt.',
      },
      replyVia: {
        title: 'Antworten über',
        help: 'Der Postausgang, über den beantwortet wird, was hier ankommt. Leer: der Standard-Postausgang.',
      },
      newTicketStatus: {
        grey: { noNewTickets: 'Dieses Postfach erzeugt keine neuen Tickets; der Wert bleibt erhalten.' },
        title: 'Automatischer Status für neue Tickets',
        help: 'Mit diesem Status beginnt jedes Ticket, das über dieses Postfach entsteht. Leer: der erste, der passt.',
        more: 'Ein Status für Anfragen passt nur, wenn weder eine Ressource noch eine Kategorie mit Ressource gewählt ist; jeder andere nur, wenn eine davon gewählt ist.',
      },
      changeReplyStatus: {
        title: 'Automatischer Ticketstatus für eingehende Antworten',
        help: 'Eingeschaltet bekommt ein Ticket einen neuen Status, wenn eine Antwort über dieses Postfach abgerufen wird.',
        more: 'Automatische E-Mails wie Abwesenheitsnotizen ändern nie einen Status, und gesperrte Tickets bleiben gesperrt. Passt der Status nicht zum Ticket, etwa „in Bearbeitung“ zu einer Anfrage ohne Ressource, so bleibt der bisherige.',
      },
      replyStatus: {
        grey: {
          off: 'Nur wählbar, wenn der Schalter „Automatischer Ticketstatus für eingehende Antworten“ eingeschaltet ist.',
        },
        title: 'Ticketstatus für Antworten',
        help: 'Der Status, den ein Ticket durch eine Antwort bekommt.',
      },
      labels: {
        grey: { noNewTickets: 'Dieses Postfach erzeugt keine neuen Tickets; der Wert bleibt erhalten.' },
        title: 'Label zuweisen',
        help: 'Neue Tickets aus diesem Postfach bekommen diese Labels.',
      },
      noNewTickets: {
        title: 'E-Mails erzeugen keine neuen Tickets',
        help: 'Antworten auf bestehende Tickets kommen weiter an; alles andere bleibt im Eingangsprotokoll.',
        more: 'Gedacht für Abteilungen, die neue Tickets nur am Telefon oder über ein Formular annehmen. Hat eine E-Mail eine gültige Ticketreferenz, so beantwortet sie ihr Ticket. Was nicht passt, steht als „nicht abgelegt“ im Eingangsprotokoll: Dort lässt es sich lesen und trotzdem zu einem Ticket machen.',
      },
      createContact: {
        grey: { noNewTickets: 'Dieses Postfach erzeugt keine neuen Tickets; der Wert bleibt erhalten.' },
        title: 'Absender als neuen Benutzer anlegen, falls unbekannt',
        help: 'Der lokale Teil der E-Mail-Adresse, vor dem @, wird zum Benutzernamen.',
        more: 'Gehört die Absenderadresse zu keinem Benutzer, so wird einer angelegt; der Anzeigename wird sein voller Name. Ist der Benutzername schon vergeben, so heißt er nach der vollen Adresse: info@a.example und info@b.example sind zwei Benutzer. Automatische E-Mails legen nie einen Benutzer an.',
      },
      createCustomer: {
        grey: { noNewTickets: 'Dieses Postfach erzeugt keine neuen Tickets; der Wert bleibt erhalten.' },
        title: 'Domäne des Absenders als neuen Ort/Kunden-Eintrag erfassen',
        help: 'Der globale Teil der E-Mail-Adresse, nach dem @, wird zu einem Ort/Kunden, wenn der Absender unbekannt ist.',
        more: 'Gibt es schon einen Ort/Kunden mit dieser Domäne, so wird er verwendet. Wird auch der Benutzer angelegt, so gehört er dazu. Domänen von Freemail-Anbietern werden nie ein Ort/Kunde; ihre Liste steht in den Einstellungen.',
      },
      fallbackContact: {
        grey: { noNewTickets: 'Dieses Postfach erzeugt keine neuen Tickets; der Wert bleibt erhalten.' },
        title: 'Ticket-Benutzer wenn unbekannt',
        help: 'Nötig, wenn unbekannte Absender nicht als Benutzer angelegt werden: Für ihn entsteht dann das Ticket.',
        more: 'Die Adresse des wirklichen Absenders bleibt am Ticket: An sie gehen Antworten und Auto-E-Mails.',
      },
      bundle: {
        grey: { noNewTickets: 'Dieses Postfach erzeugt keine neuen Tickets; der Wert bleibt erhalten.' },
        title: 'Automatisches Bündeln von Aufträgen',
        help: 'E-Mails mit gleichem Absender und gleichem Betreff werden zu einem Ticket, wenn sie kurz nacheinander kommen.',
        more: 'Das gilt für autorisierte Tickets und für E-Mails aus demselben oder dem vorangehenden Abruf dieses Postfachs. Jede E-Mail wird ein eigener Schritt des Tickets. Nur die erste löst eine Auto-Antwort aus.',
      },
      autoReplyTemplate: {
        grey: { noNewTickets: 'Dieses Postfach erzeugt keine neuen Tickets; der Wert bleibt erhalten.' },
        title: 'Template für Auto-Antwort bei Mail-Eingang',
        help: 'Was der Absender als Antwort auf ein neues Ticket erhalten kann. Leer: das Template aus den Auto-E-Mails.',
        more: 'Gesendet wird es nur, wenn unter Auto-E-Mails das Ereignis „Neues Ticket per E-Mail“ eingeschaltet ist, höchstens einmal je neuem Ticket und nie auf automatische E-Mails.',
      },
      team: {
        grey: { noNewTickets: 'Dieses Postfach erzeugt keine neuen Tickets; der Wert bleibt erhalten.' },
        title: 'Neuer Auftrag für Ressource',
        help: 'Neue Tickets werden dieser Ressource sofort als Auftrag zugewiesen. Leer: die der Kategorie; hat sie keine, bleiben sie Anfragen.',
      },
      category: {
        grey: { noNewTickets: 'Dieses Postfach erzeugt keine neuen Tickets; der Wert bleibt erhalten.' },
        title: 'Kategorie des neuen Auftrages',
        help: 'Alle Tickets, die über dieses Postfach entstehen, bekommen diese Kategorie. Bringt sie eine Ressource mit, so werden sie gleich zu Aufträgen.',
      },
      priority: {
        grey: { noNewTickets: 'Dieses Postfach erzeugt keine neuen Tickets; der Wert bleibt erhalten.' },
        title: 'Priorität des neuen Auftrages',
        help: 'Gilt für alle Tickets, die über dieses Postfach entstehen. Leer: die des Ortes/Kunden, sonst die Standardpriorität.',
        more: 'Die Wichtigkeit, die ein Absender seiner E-Mail selbst gibt, entscheidet nie.',
      },
    },
    ...masterFieldsDe,
    oauthConnection: oauthConnectionDe,
    outgoing: {
      ...server,
      ...authFieldsDe,
      username: {
        title: 'Benutzername',
        help: 'Oft die E-Mail-Adresse. Leer: Es wird ohne Anmeldung gesendet.',
        more: 'Er wird Zeichen für Zeichen so gesendet, wie er hier steht. Auch ein umgekehrter Schrägstrich bleibt erhalten.',
      },
      password: {
        title: 'Passwort',
        help: 'Wird verschlüsselt gespeichert und nie wieder angezeigt.',
      },
      ...signIn,
      senderName: {
        title: 'Absender Anzeigename',
        help: 'Diesen Namen sehen Ihre Kunden als Absender, zum Beispiel „Kundendienst“.',
      },
      senderAddress: {
        title: 'Absender E-Mail-Adresse',
        help: 'Von dieser Adresse wird gesendet. Der Server muss sie erlauben.',
      },
      signature: {
        title: 'Signatur',
        help: 'Steht unter jeder E-Mail, die ein Bearbeiter von hier aus schreibt. Platzhalter wie {{ bearbeiter.name }} werden eingesetzt.',
        more: 'Möglich sind bearbeiter.name, bearbeiter.adresse, postfach.name, postfach.adresse und poststelle.name, jeweils zwischen doppelten geschweiften Klammern. In reinen Text-E-Mails steht die Signatur nach „-- “. Automatische E-Mails tragen sie nicht.',
      },
      maxPerHour: {
        title: 'Höchstens E-Mails pro Stunde',
        help: 'Leer lassen, wenn Ihr Provider keine Grenze setzt.',
        more: 'Viele Provider sperren ein Konto, über das zu viele E-Mails auf einmal gehen. Ist die Zahl in einer Stunde erreicht, wartet alles Weitere im Postausgang, bis wieder Platz ist; es geht nichts verloren.',
      },
      isDefault: {
        title: 'Standard-Postausgang',
        help: 'Wird verwendet, wenn ein Posteingang keinen eigenen Postausgang nennt.',
      },
      active: {
        title: 'Aktiv',
        help: 'Ausgeschaltet bleibt liegen, was hierüber gesendet werden soll.',
      },
    },
  },
  csv: masterCsvDe,
  problem: {
    'time-zone-unknown': 'Diese Zeitzone ist nicht bekannt. Ein Name ist zum Beispiel Europe/Berlin.',
    'same-ticket': 'Bitte wählen Sie ein anderes Ticket als dieses.',
    'not-movable': 'Abtrennen lassen sich E-Mails und Notizen, keine Änderungen.',
    'nothing-left': 'Mindestens eine E-Mail oder Notiz muss im Ticket bleiben.',
    ...masterProblemsDe,
    ...templateProblemsDe,
    'picture-gone': 'Ein Bild im Text gibt es nicht mehr. Bitte fügen Sie es neu ein.',
    'no-picture': 'Im Text können nur Bilder stehen (PNG, JPEG, GIF, WebP). Bitte hängen Sie die Datei an.',
    'choice-closed': 'Das geht mit diesem Protokoll nicht. Bitte wählen Sie neu.',
    gone: 'Das gibt es nicht mehr.',
    'status-needs-team':
      'Dieser Status ist für Aufträge. Wählen Sie eine Ressource oder eine Kategorie mit Ressource, oder einen Status für Anfragen.',
    'status-of-inquiry':
      'Dieser Status ist für Anfragen, neue Tickets werden hier aber sofort zu Aufträgen. Bitte wählen Sie einen anderen.',
    'not-latin1':
      'Das enthält ein Zeichen, das es im Zeichensatz Latin-1 nicht gibt. Wählen Sie UTF-8 oder ein anderes Passwort.',
    'same-folder': 'Das ist der Ordner, aus dem abgerufen wird. Bitte wählen Sie einen anderen.',
    taken: 'Das ist schon vergeben.',
    wrong: 'Das stimmt nicht.',
    required: 'Bitte ausfüllen.',
    invalid: 'Dieser Wert passt hier nicht.',
    'too-long': 'Zu lang: höchstens {{limit}} Zeichen.',
    'too-short': 'Zu kurz: mindestens {{limit}} Zeichen.',
    'too-big': 'Zu groß: höchstens {{limit}}.',
    'too-small': 'Zu klein: mindestens {{limit}}.',
    'control-character': 'Zeilenumbrüche und Steuerzeichen sind hier nicht erlaubt.',
    'not-an-address': 'Das ist keine E-Mail-Adresse.',
    'not-a-host':
      'Das ist keine Serveradresse. Bitte nur den Namen oder die IP-Adresse, ohne „https://“ und ohne Port.',
    'not-https': 'Das ist keine Adresse mit https://.',
    'not-a-day': 'Bitte als JJJJ-MM-TT, zum Beispiel 2027-06-30.',
    'not-a-fingerprint': 'Ein SHA-256-Fingerabdruck hat 64 Ziffern und Buchstaben von 0 bis 9 und A bis F.',
    'name-taken': 'Diesen Namen trägt schon ein anderes Postfach.',
  },
};
