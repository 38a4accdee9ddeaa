/** Settings of OAuth in German. */
export const authFieldsDe = {
  auth: {
    title: 'Authentifizierung',
    help: 'Wie sich das Postfach beim Server anmeldet.',
    more: 'Bei OAuth meldet sich einmal eine Person beim Anbieter an und erlaubt den Zugriff; ein Passwort wird hier nicht gespeichert. Wechseln Sie zurück, ist wieder da, was Sie eingetragen hatten.',
    choice: { password: 'Passwort', oauth: 'OAuth' },
  },
  oauthConnection: {
    title: 'OAuth-Verbindung',
    help: 'Sie ersetzt Serveradresse, Port, Verschlüsselung und Passwort. Der Benutzername bleibt und nennt das Postfach, das geöffnet wird.',
  },
};

const scopesOnly = 'Kommt für Postfächer mit diesem Protokoll dazu.';
const server =
  'Rechnername, bei Bedarf mit Port. Leer: wie beim Anbieter üblich; sonst wird das Protokoll nicht angeboten.';

export const oauthConnectionDe = {
  name: { title: 'Name', help: 'Unter diesem Namen wird die Verbindung bei den Postfächern angeboten.' },
  provider: {
    title: 'Anbieter',
    help: 'Bei Microsoft 365 und Google sind Adressen und Berechtigungen bekannt.',
    choice: { microsoft: 'Microsoft 365', google: 'Google', custom: 'Anderer (OpenID Connect)' },
  },
  tenant: {
    title: 'Mandant (Tenant)',
    help: 'Verzeichnis-ID oder Domäne Ihres Mandanten. Leer: jedes Geschäftskonto.',
  },
  issuer: {
    title: 'Aussteller (Issuer)',
    help: 'Die Adresse, unter der der Anbieter seine Einstellungen veröffentlicht (OpenID Discovery).',
  },
  clientId: { title: 'Client-ID', help: 'Die Kennung der Anwendung, die Sie beim Anbieter registriert haben.' },
  clientSecret: {
    title: 'Client-Geheimnis',
    help: 'Wird verschlüsselt gespeichert und nie wieder angezeigt. Es lässt sich ersetzen, ohne Postfächer neu zu verbinden.',
  },
  secretExpiresOn: {
    title: 'Geheimnis läuft ab am',
    help: 'Wie der Anbieter es nennt. 30, 14 und 3 Tage vorher werden die Administratoren gewarnt.',
  },
  authorizationEndpoint: {
    title: 'Adresse der Anmeldung',
    help: 'Nur, wenn der Anbieter keine OpenID Discovery kennt (authorization endpoint).',
  },
  tokenEndpoint: {
    title: 'Adresse der Token',
    help: 'Nur, wenn der Anbieter keine OpenID Discovery kennt (token endpoint).',
  },
  deviceEndpoint: {
    title: 'Adresse für andere Geräte',
    help: 'Nur, wenn der Anbieter keine OpenID Discovery kennt (device authorization endpoint).',
  },
  revocationEndpoint: {
    title: 'Adresse für den Widerruf',
    help: 'Nur, wenn der Anbieter keine OpenID Discovery kennt (revocation endpoint, RFC 7009).',
    more: 'Dort werden die Token widerrufen, wenn ein Postfach gelöscht wird. Leer: Es wird nichts widerrufen.',
  },
  scopes: {
    title: 'Bei jeder Anmeldung',
    help: 'Durch Leerzeichen getrennt. „offline_access“ erlaubt, das Token ohne eine Person zu erneuern.',
    more: 'Leer: wie beim Anbieter üblich. Google kennt „offline_access“ nicht; dort wird der dauerhafte Zugriff anders verlangt.',
  },
  imapScopes: { title: 'Für IMAP', help: scopesOnly },
  pop3Scopes: { title: 'Für POP3', help: scopesOnly },
  smtpScopes: { title: 'Für SMTP', help: scopesOnly },
  imapServer: {
    title: 'Server für IMAP',
    help: server,
    more: 'Mit Port 143 wird über STARTTLS verschlüsselt, sonst von Anfang an.',
  },
  pop3Server: {
    title: 'Server für POP3',
    help: server,
    more: 'Mit Port 110 wird über STARTTLS verschlüsselt, sonst von Anfang an.',
  },
  smtpServer: {
    title: 'Server für SMTP',
    help: server,
    more: 'Mit Port 25 oder 587 wird über STARTTLS verschlüsselt, sonst von Anfang an.',
  },
};
