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
  'data-folder': {
    http: 500,
    de: 'Der Datenordner „{{folder}}“ lässt sich nicht anlegen oder beschreiben. Bitte prüfen Sie Pfad und Rechte.',
    en: 'The data folder “{{folder}}” cannot be created or written. Please check its path and permissions.',
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
  'blob-missing': {
    http: 500,
    de: 'Der gespeicherte Inhalt fehlt im Datenordner.',
    en: 'The stored content is missing from the data folder.',
  },
} as const satisfies Record<string, FailureText>;
