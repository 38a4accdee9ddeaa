/** Words of the system page in German. */
const words = {
  'system.finding.storage': '{{text}}',
  'system.finding.diskLow':
    'Auf dem Datenträger sind nur noch {{free}} MB frei. Ohne Platz werden keine E-Mails mehr angenommen; sie bleiben solange auf dem Mailserver.',
  'system.finding.certificateExpires':
    'Das Zertifikat des Servers von „{{name}}“ läuft in {{days}} Tagen ab. Danach wird die Verbindung abgelehnt.',
  'system.finding.certificateToday':
    'Das Zertifikat des Servers von „{{name}}“ läuft heute ab. Danach wird die Verbindung abgelehnt.',
  'system.finding.certificateExpired':
    'Das Zertifikat des Servers von „{{name}}“ war beim letzten Kontakt noch gültig und ist inzwischen abgelaufen.',
  'system.finding.secretExpires':
    'Der geheime Clientschlüssel von „{{name}}“ läuft in {{days}} Tagen ab. Danach können sich die Postfächer nicht mehr anmelden.',
  'system.finding.secretToday':
    'Der geheime Clientschlüssel von „{{name}}“ läuft heute ab. Danach können sich die Postfächer nicht mehr anmelden.',
  'system.finding.secretExpired':
    'Der geheime Clientschlüssel von „{{name}}“ ist abgelaufen. Die Postfächer dieser Verbindung können sich nicht mehr anmelden.',
  'system.finding.mailboxError': '„{{name}}“: {{text}}',
  'system.finding.mailboxOverdue':
    '„{{name}}“ wird nicht abgerufen, obwohl es an der Zeit ist. Vermutlich läuft kein Arbeitsprozess.',
  'system.finding.fetchStopped': 'Es wird kein Postfach abgerufen: „Postfächer nicht einlesen“ ist eingeschaltet.',
  'system.finding.noWorker': 'Es läuft kein Arbeitsprozess: E-Mails werden weder abgerufen noch gesendet.',
  'system.finding.noOutgoing': 'Es gibt kein aktives Postfach zum Senden. Antworten sind nicht möglich.',
  'system.finding.inboundFailed':
    'E-Mails konnten nicht gelesen oder abgelegt werden. Sie sind gespeichert; Anzahl: {{count}}.',
  'system.finding.outboundFailed': 'E-Mails konnten nicht gesendet werden; Anzahl: {{count}}.',
  'system.finding.inboundWaiting': 'Eingegangene E-Mails warten seit {{minutes}} Minuten darauf, abgelegt zu werden.',
  'system.finding.outboundWaiting': 'E-Mails warten seit {{minutes}} Minuten auf den Versand.',
  'system.finding.circuits':
    'Adressen bekommen zurzeit keine Auto-E-Mails, weil dort vermutlich eine Maschine antwortet; Anzahl: {{count}}.',
  'system.finding.tokenFailing': 'Das Zugriffstoken von „{{name}}“ ließ sich nicht erneuern: {{text}}',
  'system.action.keepSource': 'Platz schaffen oder alte Quelltexte entfernen lassen',
  'system.action.certificate': 'Beim Betreiber des Mailservers nachfragen; Postfach öffnen',
  'system.action.secret': 'Neuen Schlüssel beim Anbieter anlegen und hier eintragen',
  'system.action.mailbox': 'Postfach öffnen und die Verbindung testen',
  'system.action.fetchStopped': 'Abruf in den Einstellungen wieder zulassen',
  'system.action.startWorker': 'Auf dem Server „poststelle serve“ oder „poststelle worker“ starten',
  'system.action.newOutgoing': 'Postfach zum Senden anlegen',
  'system.action.intake': 'Im Posteingangsprotokoll ansehen und erneut versuchen',
  'system.action.outbox': 'Im Postausgang ansehen und erneut senden',
  'system.action.circuits': 'Sperren ansehen',
} as const;

export const systemDe: { [K in keyof typeof words]: string } = words;
