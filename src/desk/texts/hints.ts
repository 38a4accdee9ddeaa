/** What usually helps when a connection test fails, in both languages. */
export const hints = {
  'host-unknown': {
    de: 'Prüfen Sie die Schreibweise der Serveradresse. Sie steht in der Anleitung Ihres Anbieters und beginnt oft mit „imap.“, „smtp.“ oder „mail.“.',
    en: 'Check the spelling of the server address. It is in your provider’s instructions and often begins with “imap.”, “smtp.” or “mail.”.',
  },
  'own-network': {
    de: 'Hat der Rechner, auf dem Poststelle läuft, gerade Zugang zum Netz, und ist bei ihm ein Namensdienst (DNS) eingetragen?',
    en: 'Does the machine on which Poststelle runs have network access just now, and does it have a name server (DNS) configured?',
  },
  firewall: {
    de: 'Meist ist der Port falsch oder eine Firewall zwischen hier und dem Server lässt die Verbindung nicht durch.',
    en: 'Usually the port is wrong, or a firewall between here and the server does not let the connection through.',
  },
  'wrong-port': {
    de: 'Port und Verschlüsselung passen vermutlich nicht zusammen. Üblich sind: IMAP 993 mit TLS, 143 mit STARTTLS; SMTP 465 mit TLS, 587 mit STARTTLS; POP3 995 mit TLS, 110 mit STARTTLS.',
    en: 'Port and encryption probably do not match. The usual ones are: IMAP 993 with TLS, 143 with STARTTLS; SMTP 465 with TLS, 587 with STARTTLS; POP3 995 with TLS, 110 with STARTTLS.',
  },
  'wrong-encryption': {
    de: 'Wählen Sie TLS und den dazu gehörenden Port. Bietet der Server gar keine Verschlüsselung an, wenden Sie sich an seinen Betreiber.',
    en: 'Choose TLS and the port that goes with it. If the server offers no encryption at all, ask whoever runs it.',
  },
  'old-tls': {
    de: 'Der Server muss TLS 1.2 oder neuer können. Das kann nur sein Betreiber ändern.',
    en: 'The server must support TLS 1.2 or newer. Only whoever runs it can change that.',
  },
  'certificate-expired': {
    de: 'Der Betreiber des Servers muss das Zertifikat erneuern. Stimmt die Uhr dieses Rechners?',
    en: 'Whoever runs the server must renew its certificate. Is the clock of this machine right?',
  },
  'certificate-name': {
    de: 'Tragen Sie als Serveradresse einen der Namen ein, für die das Zertifikat gilt.',
    en: 'Enter one of the names that the certificate is valid for as the server address.',
  },
  'certificate-authority': {
    de: 'Hat Ihr Haus eine eigene Zertifizierungsstelle, fügen Sie deren Zertifikat beim Postfach ein; oder tragen Sie den angezeigten Fingerabdruck ein, nachdem Sie ihn auf anderem Weg geprüft haben.',
    en: 'If your organisation has its own certification authority, paste its certificate at the mailbox; or enter the fingerprint shown here, once you have checked it by other means.',
  },
  'certificate-fingerprint': {
    de: 'Der Server zeigt ein anderes Zertifikat als vereinbart. Wurde es erneuert, fragen Sie den Betreiber nach dem neuen Fingerabdruck.',
    en: 'The server shows another certificate than agreed. If it was renewed, ask whoever runs the server for the new fingerprint.',
  },
  credentials: {
    de: 'Prüfen Sie Benutzername und Passwort. Bei den meisten Anbietern ist der Benutzername die ganze E-Mail-Adresse.',
    en: 'Check user name and password. With most providers the user name is the whole e-mail address.',
  },
  'app-password': {
    de: 'Dieser Anbieter verlangt für E-Mail-Programme ein eigenes App-Passwort statt des Passworts des Kontos. Legen Sie es in den Sicherheitseinstellungen des Kontos an (dafür muss oft die Zwei-Faktor-Anmeldung eingeschaltet sein) und tragen Sie es hier ein.',
    en: 'This provider asks mail programs for an app password instead of the password of the account. Create one in the account’s security settings (two-factor sign-in often has to be on for it) and enter it here.',
  },
  'mail-password': {
    de: 'Dieser Anbieter verlangt für E-Mail-Programme ein eigenes E-Mail-Passwort. Legen Sie es im Kundencenter fest und tragen Sie es hier ein, nicht das Passwort des Kontos.',
    en: 'This provider asks mail programs for a separate e-mail password. Set it in the customer centre and enter it here, not the password of the account.',
  },
  'smtp-auth-off': {
    de: 'Der Anbieter hat das Senden mit Anmeldung (SMTP AUTH) für dieses Postfach abgeschaltet. Ein Administrator schaltet es dort ein; bei Microsoft 365 steht es unter den E-Mail-Apps des Benutzers.',
    en: 'The provider has switched off sending with sign-in (SMTP AUTH) for this mailbox. An administrator switches it on there; with Microsoft 365 it is among the e-mail apps of the user.',
  },
  'token-refused': {
    de: 'Darf die Person, die sich beim Anbieter angemeldet hat, auf dieses Postfach zugreifen? Prüfen Sie den Benutzernamen und ob IMAP, POP3 oder SMTP für das Postfach erlaubt ist, oder verbinden Sie es mit einem anderen Konto.',
    en: 'Does the person who signed in at the provider have access to this mailbox? Check the user name and whether IMAP, POP3 or SMTP is allowed for the mailbox, or connect it with another account.',
  },
  'token-not-offered': {
    de: 'Auf diesem Server kann man sich nicht mit OAuth anmelden. Prüfen Sie Serveradresse und Port, oder stellen Sie die Authentifizierung auf Passwort um.',
    en: 'One cannot sign in by OAuth on this server. Check server address and port, or change the authentication to password.',
  },
  'oauth-needed': {
    de: 'Der Server nimmt keine Anmeldung mit Passwort an. Stellen Sie die Authentifizierung des Postfachs auf OAuth um.',
    en: 'The server accepts no sign-in by password. Change the authentication of the mailbox to OAuth.',
  },
  'access-switched-off': {
    de: 'Bei diesem Anbieter muss der Zugriff über POP3 und IMAP erst in den Einstellungen des Postfachs eingeschaltet werden. Ist dort die Zwei-Faktor-Anmeldung an, brauchen Sie außerdem ein eigenes App-Passwort.',
    en: 'With this provider, access by POP3 and IMAP must first be switched on in the mailbox settings. If two-factor sign-in is on there, you also need an app password.',
  },
  'basic-auth-off': {
    de: 'Microsoft nimmt die Anmeldung mit Passwort nicht mehr an. Stellen Sie die Authentifizierung des Postfachs auf OAuth um.',
    en: 'Microsoft no longer accepts sign-in by password. Change the authentication of the mailbox to OAuth.',
  },
  'login-disabled': {
    de: 'Der Server nimmt Passwörter nur über eine verschlüsselte Verbindung an. Wählen Sie TLS oder STARTTLS.',
    en: 'The server accepts passwords only over an encrypted connection. Choose TLS or STARTTLS.',
  },
  'mechanism-prevented': {
    de: 'Was der Server anbietet, ist im Postfach verboten: Nehmen Sie den Haken bei „Nur-Text-Anmeldung verhindern“ oder „NTLM Anmeldung verhindern“ weg.',
    en: 'What the server offers is forbidden at the mailbox: untick “Prevent plain-text sign-in” or “Prevent NTLM sign-in”.',
  },
  'submission-port': {
    de: 'An diesem Port nimmt der Server keine Anmeldung an. E-Mails werden auf Port 465 mit TLS oder 587 mit STARTTLS abgegeben; Port 25 ist für Server untereinander.',
    en: 'On this port the server takes no sign-in. Mail is handed in on port 465 with TLS or 587 with STARTTLS; port 25 is for servers among themselves.',
  },
  'sign-in-needed': {
    de: 'Tragen Sie beim ausgehenden Postfach Benutzername und Passwort ein.',
    en: 'Enter user name and password at the outgoing mailbox.',
  },
  'try-later': {
    de: 'Der Server ist vorübergehend nicht bereit. Versuchen Sie es in einigen Minuten noch einmal.',
    en: 'The server is not ready for the moment. Try again in a few minutes.',
  },
  'no-such-folder': {
    de: 'Wählen Sie den Ordner aus der Liste des Servers aus. Unterordner heißen je nach Server zum Beispiel „INBOX/Support“ oder „INBOX.Support“.',
    en: 'Pick the folder from the server’s list. Subfolders are called for example “INBOX/Support” or “INBOX.Support”, depending on the server.',
  },
  'shared-mailbox': {
    de: 'Bei freigegebenen Exchange-Postfächern lautet der Benutzername „Domäne\\Benutzer\\Postfach-Alias“, und meist müssen „Nur-Text-Anmeldung verhindern“ und „NTLM Anmeldung verhindern“ angehakt sein. Der Benutzer braucht Vollzugriff auf das Postfach.',
    en: 'For shared Exchange mailboxes the user name is “Domain\\User\\MailboxAlias”, and usually both “Prevent plain-text sign-in” and “Prevent NTLM sign-in” must be ticked. The user needs full access to the mailbox.',
  },
  'sender-not-allowed': {
    de: 'Dieses Konto darf mit dieser Absenderadresse nicht senden. Tragen Sie die Adresse des Kontos ein oder lassen Sie den Absender beim Anbieter freischalten.',
    en: 'This account may not send with this sender address. Enter the address of the account or have the sender permitted by the provider.',
  },
  'relay-denied': {
    de: 'Der Server leitet für dieses Konto nicht an fremde Adressen weiter. Meist fehlt die Anmeldung, oder es ist der Server für eingehende E-Mails eingetragen.',
    en: 'The server does not pass mail on to other domains for this account. Usually the sign-in is missing, or the server for incoming mail was entered.',
  },
} as const satisfies Record<string, { de: string; en: string }>;

/** The same as texts of one language, with keys `hint.<name>`. */
export function hintTexts(locale: 'de' | 'en'): Record<string, string> {
  return Object.fromEntries(Object.entries(hints).map(([name, text]) => [`hint.${name}`, text[locale]]));
}
