/** Änderungsprotokoll. */
export const audit = {
  title: 'Änderungsprotokoll',
  about: 'Wer wann was geändert hat.',
  search: 'Im Änderungsprotokoll suchen',
  who: 'Wer',
  noAgent: 'Kein Bearbeiter',
  kind: 'Art',
  period: 'Zeitraum',
  lastDays_one: 'Letzter Tag',
  lastDays_other: 'Letzte {{count}} Tage',
  export: 'Als CSV-Datei herunterladen',
  nothing: 'Dazu steht nichts im Protokoll',
  showAll: 'Alle Zeilen zeigen',
  empty: 'Noch keine Änderungen',
  emptyText:
    'Hier steht bald, wer Einstellungen, Postfächer, Stammdaten oder Bearbeiter geändert hat. Was an Tickets geschah, steht in deren Verlauf.',
  end: 'Hier beginnt das Protokoll.',
  named: '„{{name}}“',
  changed: '{{field}}: geändert',
} as const;
