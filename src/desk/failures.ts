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
} as const satisfies Record<string, FailureText>;
