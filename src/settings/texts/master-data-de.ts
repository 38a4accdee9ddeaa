const active = {
  title: 'Aktiv',
  help: 'Ausgeschaltet wird es nicht mehr angeboten. Wo es verwendet ist, bleibt es stehen.',
};
const rank = { title: 'Reihenfolge', help: 'Kleinere Zahlen stehen in Listen weiter oben.' };
const nameDe = { title: 'Name (Deutsch)', help: 'So heißt der Eintrag auf der deutschen Oberfläche.' };
const nameEn = { title: 'Name (Englisch)', help: 'So heißt der Eintrag auf der englischen Oberfläche.' };

/** Master data in German: fields of the seven kinds. */
export const masterFieldsDe = {
  team: {
    name: { title: 'Name', help: 'Eine Gruppe von Bearbeitern, oder der Name einer Person.' },
    parentId: {
      title: 'Gehört zu',
      help: 'Die übergeordnete Ressource. Wer dort Mitglied ist, sieht auch die Tickets dieser Ressource.',
    },
    memberIds: { title: 'Mitglieder', help: 'Sie sehen die Tickets der Ressource und bearbeiten sie.' },
    readerIds: { title: 'Nur lesen', help: 'Sie sehen die Tickets der Ressource, ändern aber nichts daran.' },
    active,
  },
  category: {
    name: { title: 'Name', help: 'Unter derselben übergeordneten Kategorie nur einmal.' },
    parentId: { title: 'Gehört zu', help: 'Die übergeordnete Kategorie. Leer: oberste Ebene.' },
    teamId: {
      title: 'Ressource',
      help: 'Neue Tickets dieser Kategorie werden ihr sofort als Auftrag zugewiesen. Leer: Sie bleiben Anfragen.',
    },
    active,
  },
  priority: {
    nameDe,
    nameEn,
    rank: { title: 'Reihenfolge', help: 'Je größer die Zahl, desto dringender.' },
    isDefault: {
      title: 'Standard',
      help: 'Gilt für neue Tickets, wenn nichts anderes bestimmt ist. Es gibt genau eine.',
    },
    active,
  },
  status: {
    nameDe,
    nameEn,
    group: {
      title: 'Gruppe',
      help: 'Was der Status für das Ticket bedeutet.',
      more: '„Gesperrt“ ist erledigt und wird durch keine E-Mail wieder geöffnet. Sobald Tickets den Status tragen, bleibt seine Gruppe fest.',
      grey: { builtIn: 'Eingebaute Status behalten ihre Gruppe. Umbenennen und übersetzen können Sie sie.' },
      choice: {
        inquiry: 'Anfrage (ohne Ressource)',
        open: 'Offen',
        working: 'In Bearbeitung',
        waiting: 'Wartet',
        done: 'Erledigt',
        locked: 'Gesperrt',
      },
    },
    rank,
    active,
  },
  label: {
    name: { title: 'Name', help: 'Unter demselben übergeordneten Label nur einmal.' },
    parentId: { title: 'Gehört zu', help: 'Das übergeordnete Label. Leer: oberste Ebene.' },
    colour: {
      title: 'Farbe',
      help: 'Daran erkennen Sie das Label in Listen.',
      choice: {
        gray: 'Grau',
        red: 'Rot',
        pink: 'Rosa',
        grape: 'Traube',
        violet: 'Violett',
        indigo: 'Indigo',
        blue: 'Blau',
        cyan: 'Cyan',
        teal: 'Petrol',
        green: 'Grün',
        lime: 'Limette',
        yellow: 'Gelb',
        orange: 'Orange',
      },
    },
    active,
  },
  customer: {
    name: { title: 'Name', help: 'Der Ort oder das Unternehmen. Jeder Name kommt nur einmal vor.' },
    domains: {
      title: 'Domänen',
      help: 'Was hinter dem @ steht, zum Beispiel kunde.de. Daran werden neue Benutzer zugeordnet.',
    },
    priorityId: {
      title: 'Priorität',
      help: 'Neue Tickets seiner Benutzer erhalten sie, wenn das Postfach keine andere bestimmt.',
    },
    active,
  },
  contact: {
    name: { title: 'Name', help: 'Kurz und eindeutig, zum Beispiel der Teil der E-Mail-Adresse vor dem @.' },
    fullName: { title: 'Voller Name', help: 'Wie die Person heißt.' },
    addresses: {
      title: 'E-Mail-Adressen',
      help: 'E-Mails von diesen Adressen gehören zu diesem Benutzer. Jede Adresse hat nur ein Benutzer.',
    },
    customerId: { title: 'Ort/Kunde', help: 'Wohin der Benutzer gehört.' },
    locale: {
      title: 'Sprache',
      help: 'In dieser Sprache erhält der Benutzer automatische E-Mails.',
      choice: { desk: 'wie eingestellt', de: 'Deutsch', en: 'Englisch' },
    },
    active,
  },
};

/** What can be wrong with master data. */
export const masterProblemsDe = {
  'not-a-domain': 'Das ist keine Domäne. Gemeint ist, was hinter dem @ steht, zum Beispiel kunde.de.',
  'address-taken': '„{{value}}“ gehört schon zu „{{name}}“.',
  'domain-taken': '„{{value}}“ gehört schon zu „{{name}}“.',
  'same-entry': 'Bitte wählen Sie einen anderen Eintrag.',
  'below-itself': 'Ein Eintrag kann nicht unter sich selbst stehen.',
  inactive: 'Das ist nicht mehr aktiv und kann nicht neu vergeben werden.',
  'built-in': 'Eingebaute Status lassen sich umbenennen, aber nicht löschen.',
  'group-in-use': 'Tickets oder Postfächer tragen diesen Status; seine Gruppe bleibt deshalb.',
  'last-of-group': 'In jeder Gruppe muss ein Status aktiv bleiben.',
  'other-group': 'Der Ersatz muss zur selben Gruppe gehören.',
  'default-stays': 'Bestimmen Sie stattdessen eine andere als Standard.',
  'both-lists': 'Wer Mitglied ist, steht nicht auch unter „Nur lesen“.',
  'used-by-tickets': 'In {{count}} Tickets.',
  'used-by-contacts': 'Bei {{count}} Benutzern: {{names}}.',
  'used-by-customers': 'Bei {{count}} Orten/Kunden: {{names}}.',
  'used-by-children': 'Darunter stehen {{count}}: {{names}}.',
  'used-by-categories': 'In {{count}} Kategorien: {{names}}.',
  'used-by-mailboxes': 'In {{count}} Postfächern: {{names}}.',
  'csv-no-header': 'Die erste Zeile muss die Spalten nennen.',
  'csv-unknown-column': 'Die Spalte „{{name}}“ ist unbekannt.',
  'csv-column-twice': 'Die Spalte „{{name}}“ kommt zweimal vor.',
  'csv-column-missing': 'Die Spalte „{{name}}“ fehlt.',
  'csv-open-quote': 'Ein Anführungszeichen wird nicht geschlossen.',
  'csv-after-quote': 'Hinter einem schließenden Anführungszeichen steht noch Text.',
  'csv-too-many-cells': 'Die Zeile hat mehr Felder, als es Spalten gibt.',
  'csv-too-many-lines': 'Zu viele Zeilen: höchstens {{limit}}. Bitte teilen Sie die Datei.',
  'csv-twice': 'Dieser Eintrag steht schon in Zeile {{other}}.',
  'csv-no-such': '„{{value}}“ gibt es nicht.',
  'csv-several': '„{{value}}“ gibt es mehrmals.',
  'csv-not-yes-or-no': 'Hier steht „ja“ oder „nein“.',
};

/** Words of CSV files. */
export const masterCsvDe = { id: 'Nr.', yes: 'ja', no: 'nein' };
