/** Einstellungen der ganzen Poststelle. */
export const desk = {
  title: 'Poststelle',
  about: 'Was für alle Postfächer und Bearbeiter gilt.',
  name: 'Name der Poststelle',
  nameHelp: 'Steht oben in der Leiste und auf der Anmeldeseite.',
  language: 'Sprache',
  languageHelp: 'Gilt für neue Bearbeiter und für alles, was die Poststelle von sich aus schreibt.',
  keyword: 'Stichwort der Ticketreferenz',
  keywordHelp: 'Steht in Betreffzeilen vor der Ticketnummer, so: {{example}}.',
  keywordWrong: 'Bis zu 30 Buchstaben, Ziffern, Binde- und Unterstriche, ohne Leerzeichen.',
  stopped: 'Postfächer nicht einlesen',
  stoppedHelp:
    'Hält den Abruf aller Postfächer an, etwa auf einer Kopie des Systems. Auf den Servern bleibt alles liegen.',
  undo: 'Sekunden bis zum Versand',
  undoHelp: 'So lange lässt sich eine Antwort nach dem Absenden noch zurückholen, 0 bis 60.',
  undoWrong: 'Bitte eine ganze Zahl von 0 bis 60.',
} as const;
