/** Seiten eines Benutzers und eines Ortes/Kunden. */
export const people = {
  toContacts: 'Alle Benutzer',
  toCustomers: 'Alle Orte/Kunden',
  addresses: 'E-Mail-Adressen',
  received: 'E-Mails empfangen',
  sent: 'E-Mails gesendet',
  lastMail: 'Letzte E-Mail',
  contacts: 'Benutzer',
  noContacts: 'Zu diesem Ort/Kunden gehört noch kein Benutzer.',
  tickets: 'Tickets',
  which: 'Welche Tickets',
  open: 'Offen ({{count}})',
  done: 'Erledigt ({{count}})',
  noTickets: 'Hier ist kein Ticket, das Sie sehen dürfen.',
} as const;
