/** Anmeldung, Einrichtung, Begrüßung. */
export const start = {
  signIn: {
    title: 'Anmelden',
    email: 'E-Mail-Adresse',
    password: 'Passwort',
    submit: 'Anmelden',
    required: 'Bitte ausfüllen.',
    forgotten: 'Passwort vergessen? Ein Administrator kann Ihnen ein neues geben.',
  },
  setup: {
    title: 'Willkommen bei der Poststelle',
    about: 'Legen Sie den ersten Administrator an. Alles Weitere geschieht danach auf der Seite.',
    name: 'Ihr Name',
    nameHelp: 'So sehen Sie Ihre Kolleginnen und Kollegen.',
    email: 'Ihre E-Mail-Adresse',
    emailHelp: 'Damit melden Sie sich an.',
    password: 'Passwort',
    passwordHelp: 'Mindestens 10 Zeichen. Ein langer Satz ist besser als viele Sonderzeichen.',
    language: 'Sprache',
    submit: 'Administrator anlegen',
    noToken: 'Bitte den Link von der Konsole öffnen',
    noTokenText:
      'Beim ersten Start hat die Poststelle auf der Konsole einen Link zum Einrichten ausgegeben. Nur er führt hierher; so kann niemand sonst der erste Administrator werden. Ein neuer Start gibt einen neuen Link aus.',
    done: 'Die Poststelle ist schon eingerichtet',
    doneText: 'Bitte melden Sie sich an.',
  },
  greeting: {
    noTickets: 'Noch keine Tickets',
    title: 'Guten Tag, {{name}}',
    about: 'Hier ist noch keine E-Mail angekommen. Drei Wege, zu beginnen:',
    mailbox: 'Ein Postfach anbinden',
    mailboxText:
      'Aus jeder E-Mail, die dort eingeht, wird ein Ticket. Sie brauchen Serveradresse, Benutzername und Passwort.',
    mailboxAct: 'Postfach anlegen',
    sandbox: 'Im Sandkasten ausprobieren',
    sandboxText: 'Ein Postfach innerhalb der Poststelle, mit Beispiel-E-Mails. Nichts davon verlässt diesen Rechner.',
    sandboxAct: 'Sandkasten öffnen',
    guide: 'Die Anleitung lesen',
    guideText: 'Wie aus E-Mails Tickets werden, wie Antworten ihren Weg zurück finden, und was bei Fehlern hilft.',
    guideAct: 'Anleitung lesen',
    waiting: 'Postfächer bindet ein Administrator an. Sobald dort eine E-Mail eingeht, erscheint sie hier als Ticket.',
  },
} as const;
