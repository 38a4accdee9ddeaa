/** Entwürfe am Server, wer sonst noch am Ticket sitzt, und was inzwischen geschah. */
export const drafts = {
  saved: 'Entwurf gespeichert {{time}}',
  changedElsewhere: 'Dieser Entwurf wurde auch an anderer Stelle geändert.',
  endedElsewhere: 'Dieser Entwurf wurde an anderer Stelle gesendet oder verworfen.',
  takeOther: 'Den anderen nehmen',
  dropOwn: 'Diesen auch verwerfen',
  keepOwn: 'Diesen behalten',
  answeredTitle: 'Es gibt schon eine Antwort',
  answeredAbout: 'Seit Sie mit dieser Antwort begonnen haben, kam im Ticket hinzu:',
  sendAnyway: 'Trotzdem senden',
  lookFirst: 'Erst ansehen',
  presence: 'Wer dieses Ticket noch offen hat',
  writing: '{{name}} schreibt gerade eine Antwort',
  viewing: '{{name}} sieht sich dieses Ticket an',
} as const;
