/** Ressourcen verwalten. */
export const teams = {
  title: 'Ressourcen',
  about: 'Eine Ressource ist, wem Arbeit zugewiesen wird: eine Gruppe von Bearbeitern oder eine einzelne Person.',
  create: 'Anlegen',
  search: 'Ressourcen suchen',
  nothingFound: 'Keine Ressource heißt so.',
  emptyTitle: 'Noch keine Ressource',
  emptyText:
    'Solange es keine gibt, bleibt jede neue E-Mail eine Anfrage. Mit einer Ressource lässt sie sich als Auftrag zuweisen, auch gleich beim Eingang.',
  name: 'Name',
  nameHelp: 'Zum Beispiel Support, Buchhaltung oder Versand.',
  members: 'Mitglieder',
  membersHelp: 'Sehen die Tickets der Ressource unter „Meine Ressourcen“.',
  noMembers: 'Noch niemand',
  createTitle: 'Ressource anlegen',
  editTitle: '{{name}} bearbeiten',
  edit: '{{name}} bearbeiten',
  delete: '{{name}} löschen',
  deleteTitle: '{{name}} löschen?',
  deleteText: 'Das geht nur, solange kein Ticket und kein Postfach sie verwendet.',
  deleted: '{{name}} ist gelöscht.',
} as const;
