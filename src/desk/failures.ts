/** One row of the table: HTTP status when the API answers with it, and its text in both languages with `{{name}}` placeholders. */
type FailureText = { http: number; de: string; en: string };

/** Every code that `new Failure` may carry. The texts say what happened and what to do; values come from `params`. */
export const failures = {
  internal: {
    http: 500,
    de: 'Ein unerwarteter Fehler ist aufgetreten. Er steht mit Einzelheiten im Protokoll des Servers.',
    en: 'Something unexpected went wrong. The details are in the server log.',
  },
  invalid: { http: 422, de: 'Einige Angaben stimmen nicht.', en: 'Some of the entries are not right.' },
  'not-found': { http: 404, de: 'Das gibt es nicht oder nicht mehr.', en: 'This does not exist, or no longer.' },
  'not-signed-in': { http: 401, de: 'Bitte melden Sie sich an.', en: 'Please sign in.' },
  'not-allowed': {
    http: 403,
    de: 'Dafür fehlt Ihnen das Recht. Administratoren können es geben.',
    en: 'You lack the right to do this. An administrator can grant it.',
  },
  'foreign-origin': {
    http: 403,
    de: 'Die Anfrage kam von einer fremden Seite und wurde nicht ausgeführt.',
    en: 'The request came from another site and was not carried out.',
  },
  'malformed-request': {
    http: 400,
    de: 'Die Anfrage ist nicht lesbar.',
    en: 'The request cannot be read.',
  },
  'unsupported-type': {
    http: 415,
    de: 'Diese Art von Daten wird hier nicht angenommen.',
    en: 'This kind of data is not accepted here.',
  },
  'sign-in-wrong': {
    http: 401,
    de: 'E-Mail-Adresse oder Passwort stimmt nicht.',
    en: 'The e-mail address or the password is wrong.',
  },
  'too-many-tries': {
    http: 429,
    de: 'Zu viele Versuche. Bitte warten Sie {{seconds}} Sekunden.',
    en: 'Too many attempts. Please wait {{seconds}} seconds.',
  },
  'setup-link-wrong': {
    http: 403,
    de: 'Dieser Link zum Einrichten gilt nicht oder nicht mehr. Den gültigen zeigt der Server beim Start an.',
    en: 'This set-up link is not valid, or no longer. The server prints the valid one when it starts.',
  },
  'password-link-wrong': {
    http: 403,
    de: 'Dieser Link gilt nicht oder nicht mehr. Ein Administrator kann Ihnen einen neuen geben.',
    en: 'This link is not valid, or no longer. An administrator can give you a new one.',
  },
  'last-admin': {
    http: 409,
    de: 'Mindestens ein aktiver Administrator muss bleiben.',
    en: 'At least one active administrator has to remain.',
  },
  'hourly-limit': {
    http: 503,
    de: 'Über dieses Postfach gehen höchstens {{count}} E-Mails pro Stunde; diese wartet, bis wieder Platz ist.',
    en: 'This mailbox sends at most {{count}} e-mails per hour; this one waits until there is room again.',
  },
  'built-in': {
    http: 409,
    de: 'Das gehört fest zu Poststelle und kann nur geändert, nicht gelöscht werden.',
    en: 'This is part of Poststelle and can only be changed, not deleted.',
  },
  'not-built-in': {
    http: 409,
    de: 'Das haben Sie selbst angelegt; es gibt keinen Stand, auf den es sich zurücksetzen ließe.',
    en: 'You made this yourself; there is nothing to reset it to.',
  },
  'template-failed': {
    http: 422,
    de: 'Das Template lässt sich nicht ausfüllen.',
    en: 'The template cannot be filled in.',
  },
  'in-use': {
    http: 409,
    de: 'Das wird noch verwendet und kann deshalb nicht gelöscht werden.',
    en: 'This is still in use and can therefore not be deleted.',
  },
  'csv-wrong': {
    http: 422,
    de: 'Nichts wurde übernommen: {{count}} Zeilen der Datei stimmen nicht.',
    en: 'Nothing was imported: {{count}} lines of the file are not right.',
  },
  'password-wrong': {
    http: 422,
    de: 'Das bisherige Passwort stimmt nicht.',
    en: 'The current password is wrong.',
  },
  'too-large': {
    http: 413,
    de: 'Das ist zu groß; erlaubt sind {{limit}}.',
    en: 'This is too large; the limit is {{limit}}.',
  },
  'name-taken': {
    http: 409,
    de: 'Es gibt schon einen Eintrag mit dem Namen „{{name}}“.',
    en: 'There is already an entry named “{{name}}”.',
  },
  'seal-broken': {
    http: 500,
    de: 'Ein gespeichertes Geheimnis lässt sich nicht öffnen: Der Schlüssel passt nicht dazu.',
    en: 'A stored secret cannot be opened: the key does not fit it.',
  },
  'header-injection': {
    http: 422,
    de: 'Zeilenumbrüche sind hier nicht erlaubt.',
    en: 'Line breaks are not allowed here.',
  },
  'address-invalid': {
    http: 422,
    de: 'An „{{address}}“ kann keine E-Mail geschickt werden: Das ist keine gültige Adresse.',
    en: 'No mail can be sent to “{{address}}”: this is not a valid address.',
  },
  'data-folder': {
    http: 500,
    de: '„{{folder}}“ lässt sich nicht anlegen oder beschreiben. Bitte prüfen Sie den Pfad des Datenordners und die Rechte.',
    en: '“{{folder}}” cannot be created or written. Please check the path of the data folder and its permissions.',
  },
  'database-unreachable': {
    http: 503,
    de: 'Die Datenbank ist nicht erreichbar. Es geht nichts verloren; der Abruf läuft weiter, sobald sie antwortet.',
    en: 'The database cannot be reached. Nothing is lost; fetching goes on as soon as it answers.',
  },
  'database-locked': {
    http: 503,
    de: 'Die Datenbank ist gerade von einem anderen Programm gesperrt. Es wird gleich noch einmal versucht.',
    en: 'Another program is holding the database. It will be tried again shortly.',
  },
  'named-gone': {
    http: 409,
    de: 'Etwas, das hier gebraucht wird, wurde im selben Augenblick gelöscht. Bitte versuchen Sie es noch einmal.',
    en: 'Something that is needed here was deleted at the same moment. Please try again.',
  },
  'database-full': {
    http: 507,
    de: 'Die Datenbank kann nicht mehr schreiben: Der Datenträger ist voll oder defekt. E-Mails bleiben auf dem Server.',
    en: 'The database can no longer write: the disk is full or faulty. Mails stay on the server.',
  },
  'migration-failed': {
    http: 500,
    de: 'Die Datenbank ließ sich nicht auf den neuen Stand bringen (Schritt {{name}}).',
    en: 'The database could not be brought up to date (step {{name}}).',
  },
  'disk-full': {
    http: 507,
    de: 'Der Datenträger ist voll. E-Mails bleiben auf dem Server, bis wieder Platz ist.',
    en: 'The disk is full. Mails stay on the server until there is room again.',
  },
  'blob-write': {
    http: 500,
    de: 'Eine Datei ließ sich nicht in den Datenordner schreiben. E-Mails bleiben auf dem Server.',
    en: 'A file could not be written to the data folder. Mails stay on the server.',
  },
  'no-new-tickets': {
    http: 500,
    de: 'Dieses Postfach erzeugt keine neuen Tickets, und die E-Mail gehört zu keinem vorhandenen.',
    en: 'This mailbox makes no new tickets, and the mail belongs to none that exists.',
  },
  'report-foreign': {
    http: 500,
    de: 'Ein Bericht über eine E-Mail, die nicht von diesem System stammt.',
    en: 'A report about a mail that this desk did not send.',
  },
  'report-without-ticket': {
    http: 500,
    de: 'Ein Bericht über eine E-Mail dieses Systems, die zu keinem Ticket gehört. Er ist beim Postausgang und bei der Adresse vermerkt.',
    en: 'A report about a mail of this desk that belongs to no ticket. It is noted in the outbox and at the address.',
  },
  'blob-missing': {
    http: 500,
    de: 'Der gespeicherte Inhalt fehlt im Datenordner.',
    en: 'The stored content is missing from the data folder.',
  },
  // Reaching a mail server (src/net)
  cancelled: { http: 499, de: 'Der Vorgang wurde abgebrochen.', en: 'This was cancelled.' },
  'host-unknown': {
    http: 422,
    de: 'Den Server „{{host}}“ gibt es nicht: Der Name lässt sich nicht auflösen. Bitte prüfen Sie die Schreibweise.',
    en: 'There is no server “{{host}}”: the name cannot be resolved. Please check the spelling.',
  },
  'name-server-unreachable': {
    http: 502,
    de: 'Der Name „{{host}}“ ließ sich gerade nicht auflösen, weil der Namensdienst (DNS) nicht antwortet.',
    en: 'The name “{{host}}” could not be resolved just now because the name service (DNS) does not answer.',
  },
  'host-unreachable': {
    http: 502,
    de: 'Zu „{{host}}“ führt von hier kein Weg durch das Netz.',
    en: 'There is no way through the network from here to “{{host}}”.',
  },
  'connection-refused': {
    http: 502,
    de: '„{{host}}“ nimmt auf Port {{port}} keine Verbindung an.',
    en: '“{{host}}” does not accept connections on port {{port}}.',
  },
  'connection-timeout': {
    http: 504,
    de: '„{{host}}“ hat auf Port {{port}} nicht rechtzeitig geantwortet.',
    en: '“{{host}}” did not answer on port {{port}} in time.',
  },
  'connection-lost': {
    http: 502,
    de: 'Die Verbindung zu „{{host}}“ ist abgerissen.',
    en: 'The connection to “{{host}}” broke.',
  },
  'step-timeout': {
    http: 504,
    de: 'Dieser Schritt hat länger als {{seconds}} Sekunden gedauert und wurde beendet.',
    en: 'This step took more than {{seconds}} seconds and was stopped.',
  },
  'greeting-missing': {
    http: 502,
    de: '„{{host}}“ nimmt auf Port {{port}} Verbindungen an, meldet sich aber nicht. Vielleicht erwartet der Server dort eine andere Verschlüsselung.',
    en: '“{{host}}” accepts connections on port {{port}} but does not greet. Perhaps the server expects a different encryption there.',
  },
  'not-this-protocol': {
    http: 422,
    de: 'Auf diesem Port antwortet kein {{protocol}}-Server.',
    en: 'It is not an {{protocol}} server that answers on this port.',
  },
  'server-said-bye': {
    http: 502,
    de: 'Der Server „{{host}}“ hat die Verbindung beendet.',
    en: 'The server “{{host}}” ended the connection.',
  },
  'server-busy': {
    http: 503,
    de: 'Der Server „{{host}}“ ist überlastet und bittet, es später zu versuchen.',
    en: 'The server “{{host}}” is overloaded and asks to try again later.',
  },
  'server-refused': {
    http: 502,
    de: 'Der Server „{{host}}“ hat einen Befehl abgelehnt.',
    en: 'The server “{{host}}” refused a command.',
  },
  'reply-too-large': {
    http: 502,
    de: 'Die Antwort von „{{host}}“ ist größer, als sie sein darf.',
    en: 'The reply of “{{host}}” is larger than it may be.',
  },
  'tls-untrusted': {
    http: 422,
    de: 'Das Zertifikat von „{{host}}“ (ausgestellt von „{{issuer}}“) stammt von keiner bekannten Zertifizierungsstelle.',
    en: 'The certificate of “{{host}}” (issued by “{{issuer}}”) is not from a known certification authority.',
  },
  'tls-expired': {
    http: 422,
    de: 'Das Zertifikat von „{{host}}“ ist abgelaufen (gültig bis {{validTo}}).',
    en: 'The certificate of “{{host}}” has expired (valid until {{validTo}}).',
  },
  'tls-not-yet-valid': {
    http: 422,
    de: 'Das Zertifikat von „{{host}}“ gilt erst ab {{validFrom}}.',
    en: 'The certificate of “{{host}}” is not valid before {{validFrom}}.',
  },
  'tls-wrong-name': {
    http: 422,
    de: 'Das Zertifikat gilt nicht für „{{host}}“, sondern für {{names}}.',
    en: 'The certificate is not for “{{host}}” but for {{names}}.',
  },
  'tls-wrong-fingerprint': {
    http: 422,
    de: 'Das Zertifikat von „{{host}}“ hat einen anderen Fingerabdruck als den eingetragenen: {{fingerprint}}.',
    en: 'The certificate of “{{host}}” has a different fingerprint than the one entered: {{fingerprint}}.',
  },
  'tls-not-spoken': {
    http: 422,
    de: '„{{host}}“ spricht auf Port {{port}} kein TLS.',
    en: '“{{host}}” does not speak TLS on port {{port}}.',
  },
  'tls-too-old': {
    http: 422,
    de: '„{{host}}“ kann nur veraltete, unsichere Verschlüsselung (älter als TLS 1.2).',
    en: '“{{host}}” knows only outdated, insecure encryption (older than TLS 1.2).',
  },
  'tls-failed': {
    http: 502,
    de: 'Die verschlüsselte Verbindung zu „{{host}}“ kam nicht zustande.',
    en: 'The encrypted connection to “{{host}}” could not be established.',
  },
  'starttls-missing': {
    http: 422,
    de: '„{{host}}“ bietet auf Port {{port}} kein STARTTLS an. Es wurden keine Zugangsdaten gesendet.',
    en: '“{{host}}” does not offer STARTTLS on port {{port}}. No credentials were sent.',
  },
  'starttls-refused': {
    http: 502,
    de: '„{{host}}“ hat STARTTLS abgelehnt. Es wurden keine Zugangsdaten gesendet.',
    en: '“{{host}}” refused STARTTLS. No credentials were sent.',
  },
  'sign-in-refused': {
    http: 422,
    de: 'Der Server hat die Anmeldung abgelehnt.',
    en: 'The server refused the sign-in.',
  },
  'sign-in-charset': {
    http: 422,
    de: 'Benutzername oder Passwort enthält ein Zeichen, das es im Zeichensatz Latin-1 nicht gibt. Es wurde nichts gesendet.',
    en: 'The user name or the password has a character that the character set Latin-1 lacks. Nothing was sent.',
  },
  'sign-in-unavailable': {
    http: 503,
    de: 'Der Server kann die Anmeldung gerade nicht prüfen.',
    en: 'The server cannot check the sign-in just now.',
  },
  'sign-in-impossible': {
    http: 422,
    de: 'Keine der Anmeldearten, die der Server anbietet, ist erlaubt oder hier bekannt. Angeboten: {{offered}}',
    en: 'None of the ways to sign in that the server offers is allowed or known here. Offered: {{offered}}',
  },
  'sign-in-broken': {
    http: 502,
    de: 'Der Server hält sich nicht an den Ablauf der Anmeldung ({{mechanism}}).',
    en: 'The server does not follow the course of the sign-in ({{mechanism}}).',
  },
  'sign-in-needed': {
    http: 422,
    de: 'Der Server nimmt E-Mails nur nach einer Anmeldung an. Bitte tragen Sie Benutzername und Passwort ein.',
    en: 'The server accepts mail only after a sign-in. Please enter user name and password.',
  },
  'server-not-authentic': {
    http: 502,
    de: 'Der Server konnte nicht beweisen, dass er das Passwort kennt. Die Verbindung wurde beendet.',
    en: 'The server could not prove that it knows the password. The connection was ended.',
  },
  'folder-missing': {
    http: 422,
    de: 'Den Ordner „{{folder}}“ gibt es in diesem Postfach nicht.',
    en: 'There is no folder “{{folder}}” in this mailbox.',
  },
  'folder-refused': {
    http: 422,
    de: 'Der Server lässt den Ordner „{{folder}}“ nicht öffnen, obwohl die Anmeldung gelungen ist.',
    en: 'The server does not let the folder “{{folder}}” be opened, although the sign-in succeeded.',
  },
  'folder-without-uids': {
    http: 422,
    de: 'Der Server gibt den E-Mails im Ordner „{{folder}}“ keine bleibenden Nummern (UIDVALIDITY). So lässt sich nicht erkennen, was schon abgerufen wurde.',
    en: 'The server gives the mail in the folder “{{folder}}” no lasting numbers (UIDVALIDITY). So nobody can tell what was imported before.',
  },
  'folder-read-only': {
    http: 422,
    de: 'Der Ordner „{{folder}}“ darf nur gelesen werden; abgerufene E-Mails lassen sich dort nicht löschen, verschieben oder als gelesen markieren.',
    en: 'The folder “{{folder}}” may only be read; imported mail cannot be deleted, moved or marked as read there.',
  },
  'folder-unreadable': {
    http: 500,
    de: 'Der Ablageordner „{{folder}}“ lässt sich nicht lesen oder beschreiben.',
    en: 'The drop folder “{{folder}}” cannot be read or written.',
  },
  'sender-refused': {
    http: 422,
    de: 'Der Server nimmt keine E-Mails mit dem Absender „{{address}}“ an.',
    en: 'The server does not accept mail with the sender “{{address}}”.',
  },
  'mail-refused': {
    http: 422,
    de: 'Der Server hat die E-Mail abgelehnt.',
    en: 'The server refused the mail.',
  },
  'recipient-refused': {
    http: 422,
    de: 'Der Server nimmt die E-Mail an „{{address}}“ nicht an.',
    en: 'The server does not accept the mail to “{{address}}”.',
  },
  'send-uncertain': {
    http: 502,
    de: 'Die Verbindung ist abgerissen, als die E-Mail schon übertragen war. Ob sie angekommen ist, lässt sich nicht feststellen.',
    en: 'The connection broke when the mail had already been transmitted. Whether it arrived cannot be told.',
  },
  'already-running': {
    http: 409,
    de: 'Mit dem Datenordner „{{folder}}“ läuft schon eine Poststelle. Bitte beenden Sie sie zuerst oder nennen Sie einen anderen Ordner.',
    en: 'Another Poststelle is already running on the data folder “{{folder}}”. Please stop it first or name another folder.',
  },
  'protocol-unknown': {
    http: 422,
    de: 'Das Protokoll „{{protocol}}“ ist hier nicht bekannt.',
    en: 'The protocol “{{protocol}}” is not known here.',
  },
  'settle-failed': {
    http: 502,
    de: 'Der Server hat abgerufene E-Mails weder gelöscht noch verschoben. Sie sind hier sicher abgelegt und werden nicht noch einmal eingelesen.',
    en: 'The server neither deleted nor moved fetched mails. They are safely filed here and will not be imported again.',
  },
  'outgoing-gone': {
    http: 409,
    de: 'Das Postfach für den Versand wurde gelöscht. Bitte senden Sie die E-Mail über ein anderes.',
    en: 'The mailbox it was to leave through was deleted. Please send the mail through another one.',
  },
  'mailbox-in-use': {
    http: 409,
    de: 'Diese Postfächer antworten über dieses Postfach: {{names}}. Bitte nennen Sie eines, das an seine Stelle tritt.',
    en: 'These mailboxes answer through this one: {{names}}. Please name one that takes its place.',
  },
  'sandbox-fixed': {
    http: 409,
    de: 'Die Postfächer des Sandkastens lassen sich nicht bearbeiten, nur entfernen.',
    en: 'The mailboxes of the sandbox cannot be edited, only removed.',
  },
  'sandbox-off': {
    http: 403,
    de: 'Der Sandkasten ist auf diesem Server abgeschaltet (POSTSTELLE_SANDBOX).',
    en: 'The sandbox is switched off on this server (POSTSTELLE_SANDBOX).',
  },
  'sandbox-closed': {
    http: 409,
    de: 'Der Sandkasten ist nicht geöffnet.',
    en: 'The sandbox is not open.',
  },
  'needs-team': {
    http: 422,
    de: 'Dieser Status gehört zu Aufträgen. Bitte weisen Sie das Ticket zuerst einer Ressource zu.',
    en: 'This status belongs to orders. Please assign the ticket to a team first.',
  },
  'has-team': {
    http: 422,
    de: 'Eine Anfrage hat keine Ressource. Bitte nehmen Sie dem Ticket zuerst die Ressource.',
    en: 'An inquiry has no team. Please take the team off the ticket first.',
  },
  'ticket-merged': {
    http: 409,
    de: 'Dieses Ticket wurde mit einem anderen zusammengeführt. Bitte arbeiten Sie dort weiter.',
    en: 'This ticket was merged into another one. Please go on working there.',
  },
  'draft-changed': {
    http: 409,
    de: 'Der Entwurf wurde inzwischen an anderer Stelle geändert, gesendet oder verworfen.',
    en: 'The draft has been changed, sent or discarded elsewhere in the meantime.',
  },
  'answered-meanwhile': {
    http: 409,
    de: 'Inzwischen hat schon jemand geantwortet. Bitte sehen Sie sich das an, bevor Sie senden.',
    en: 'Somebody has answered in the meantime. Please look at it before you send.',
  },
  'not-in-this-state': {
    http: 409,
    de: 'Das geht im jetzigen Zustand nicht; er hat sich inzwischen vielleicht geändert.',
    en: 'This cannot be done in the present state, which may have changed in the meantime.',
  },
  'left-too-large': {
    http: 409,
    de: 'Die E-Mail ist größer als erlaubt ({{limit}}) und liegt deshalb nur auf dem Server.',
    en: 'The mail is larger than allowed ({{limit}}) and therefore lies on the server only.',
  },
  'left-on-purpose': {
    http: 409,
    de: 'Die E-Mail lag schon auf dem Server, als das Postfach in Betrieb ging, und sollte nicht importiert werden.',
    en: 'The mail was already on the server when the mailbox went into operation, and was not to be imported.',
  },
  'mail-gone': {
    http: 409,
    de: 'Die E-Mail liegt nicht mehr auf dem Server.',
    en: 'The mail is no longer on the server.',
  },
  'fetch-broke-off': {
    http: 409,
    de: 'Das Abholen ist {{count}} Mal abgebrochen. Die E-Mail liegt noch auf dem Server.',
    en: 'Fetching broke off {{count}} times. The mail is still on the server.',
  },
  'filing-broke-off': {
    http: 409,
    de: 'Beim Ablegen dieser E-Mail hat Poststelle {{count}} Mal unerwartet geendet. Sie ist unverändert gespeichert.',
    en: 'Poststelle ended unexpectedly {{count}} times while filing this mail. It is stored unchanged.',
  },
  'already-sent': {
    http: 409,
    de: 'Die E-Mail ist schon unterwegs und lässt sich nicht mehr zurücknehmen.',
    en: 'The mail is already on its way and can no longer be taken back.',
  },
  // OAuth (src/oauth)
  'oauth-unreachable': {
    http: 504,
    de: 'Der OAuth-Anbieter ist gerade nicht zu erreichen.',
    en: 'The OAuth provider cannot be reached just now.',
  },
  'oauth-unavailable': {
    http: 503,
    de: 'Der OAuth-Anbieter ist überlastet oder gestört und bittet, es später zu versuchen.',
    en: 'The OAuth provider is overloaded or out of order and asks to try again later.',
  },
  'oauth-unexpected': {
    http: 502,
    de: 'Die Antwort des OAuth-Anbieters ist anders, als sie sein darf: {{reason}}',
    en: 'The answer of the OAuth provider is not as it has to be: {{reason}}',
  },
  'oauth-insecure': {
    http: 422,
    de: 'Die Adresse „{{url}}“ ist nicht durch TLS geschützt. Bitte tragen Sie eine Adresse mit https:// ein.',
    en: 'The address “{{url}}” is not protected by TLS. Please enter one with https://.',
  },
  'oauth-refused': {
    http: 422,
    de: 'Der OAuth-Anbieter hat die Anfrage abgelehnt ({{error}}).',
    en: 'The OAuth provider refused the request ({{error}}).',
  },
  'oauth-denied': {
    http: 422,
    de: 'Die Anmeldung wurde beim Anbieter abgebrochen oder abgelehnt.',
    en: 'The sign-in was cancelled or denied at the provider.',
  },
  'oauth-client-refused': {
    http: 422,
    de: 'Der OAuth-Anbieter erkennt die registrierte Anwendung nicht an ({{error}}). Bitte prüfen Sie Client-ID und Geheimnis der OAuth-Verbindung.',
    en: 'The OAuth provider does not accept the registered application ({{error}}). Please check client ID and secret of the OAuth connection.',
  },
  'oauth-grant-refused': {
    http: 422,
    de: 'Der OAuth-Anbieter nimmt die Anmeldung nicht mehr an ({{error}}).',
    en: 'The OAuth provider no longer accepts the sign-in ({{error}}).',
  },
  'oauth-no-refresh': {
    http: 422,
    de: 'Der OAuth-Anbieter hat kein Token zum Erneuern ausgestellt; das Postfach wäre nach kurzer Zeit wieder abgemeldet. Bitte erlauben Sie den Offline-Zugriff (offline_access).',
    en: 'The OAuth provider issued no token for renewal; the mailbox would soon be signed out again. Please allow offline access (offline_access).',
  },
  'oauth-no-device': {
    http: 422,
    de: 'Dieser OAuth-Anbieter bietet die Anmeldung auf einem anderen Gerät nicht an.',
    en: 'This OAuth provider does not offer signing in on another device.',
  },
  'oauth-scope-missing': {
    http: 422,
    de: 'Bei der Anmeldung wurde der Zugriff auf das Postfach nicht erlaubt. Es fehlt: {{scopes}}',
    en: 'Access to the mailbox was not allowed at the sign-in. Missing: {{scopes}}',
  },
  'oauth-flow-over': {
    http: 409,
    de: 'Diese Anmeldung ist abgelaufen, schon verwendet oder wurde in einer anderen Sitzung begonnen. Bitte klicken Sie noch einmal auf „Verbinden“.',
    en: 'This sign-in has expired, was used already or was begun in another session. Please click “Connect” again.',
  },
  'oauth-not-connected': {
    http: 409,
    de: 'Das Postfach ist noch nicht mit seinem OAuth-Anbieter verbunden. Bitte klicken Sie beim Postfach auf „Verbinden“.',
    en: 'The mailbox is not connected to its OAuth provider yet. Please click “Connect” at the mailbox.',
  },
  'oauth-signed-out': {
    http: 409,
    de: 'Das Postfach ist abgemeldet: Der OAuth-Anbieter nimmt die Anmeldung nicht mehr an. Bitte klicken Sie beim Postfach auf „Verbinden“.',
    en: 'The mailbox is signed out: the OAuth provider no longer accepts the sign-in. Please click “Connect” at the mailbox.',
  },
  'oauth-busy': {
    http: 503,
    de: 'Das Zugangstoken wird gerade erneuert.',
    en: 'The access token is being renewed just now.',
  },
  'oauth-no-server': {
    http: 422,
    de: 'Die OAuth-Verbindung „{{name}}“ nennt keinen Server für {{protocol}}.',
    en: 'The OAuth connection “{{name}}” names no server for {{protocol}}.',
  },
  'oauth-in-use': {
    http: 409,
    de: 'Diese Postfächer melden sich über diese OAuth-Verbindung an: {{names}}. Bitte stellen Sie sie zuerst um.',
    en: 'These mailboxes sign in through this OAuth connection: {{names}}. Please change them first.',
  },
  'mail-unreadable': {
    http: 500,
    de: 'Die E-Mail ließ sich nicht in vertretbarer Zeit lesen. Sie ist unverändert gespeichert.',
    en: 'The mail could not be read within reasonable time. It is stored unchanged.',
  },
} as const satisfies Record<string, FailureText>;
