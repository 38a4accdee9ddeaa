/** Eigene Sitzungen. */
export const account = {
  since: 'Angemeldet',
  here: 'Dieses Gerät',
  unknown: 'Unbekannter Browser',
  end: 'Abmelden',
  endOne: '{{name}} abmelden',
  endOthers: 'Überall sonst abmelden',
  ended: 'Dort sind Sie jetzt abgemeldet.',
} as const;
