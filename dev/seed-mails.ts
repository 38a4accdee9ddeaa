/** A customer's mail of the small desk, and what becomes of its ticket. */
export type SeedMail = {
  from: { name: string; addr: string };
  subject: string;
  text: string;
  team?: 'support' | 'orders';
  note?: string;
  reply?: string;
  /** Group of the status that the ticket gets with the reply, or by itself. */
  status?: 'working' | 'waiting' | 'done';
};

/** What the customer answers to the reply of the first mail. */
export const seedAnswers = {
  de: 'Guten Tag,\n\nvielen Dank, mit der neuen Kanne ist alles dicht. Das Paket war schon am Samstag da.\n\nFreundliche Grüße\nKatrin Ahlers',
  en: 'Hello,\n\nthank you, the new jug holds tight. The parcel was here on Saturday already.\n\nKind regards\nKatrin Ahlers',
};

/** The mails of the small desk, oldest first. */
export const seedMails: Readonly<Record<'de' | 'en', readonly SeedMail[]>> = {
  de: [
    {
      from: { name: 'Katrin Ahlers', addr: 'k.ahlers@haus-am-deich.example' },
      subject: 'Kaffeemaschine tropft',
      text: 'Guten Tag,\n\ndie Maschine aus Lieferung 3318 tropft am Deckel der Kanne. Der Dichtring sitzt richtig, das haben wir geprüft. Können Sie uns eine neue Kanne schicken? Wir haben sie im Frühstücksraum jeden Tag in Gebrauch.\n\nFreundliche Grüße\nKatrin Ahlers\nHaus am Deich',
      team: 'support',
      note: 'Charge 24-07: bei drei weiteren Maschinen war der Deckel verzogen. Kanne auf Garantie, Lager ist verständigt.',
      reply:
        'Guten Tag Frau Ahlers,\n\ndas soll nicht sein. Eine neue Kanne geht heute noch an Sie ab, die alte brauchen wir nicht zurück. Sagen Sie uns bitte kurz, ob damit alles dicht ist?\n\nFreundliche Grüße\nIhr Kundendienst',
      status: 'waiting',
    },
    {
      from: { name: 'Mehmet Yıldız', addr: 'einkauf@yildiz-feinkost.example' },
      subject: 'Angebot über 40 Regalböden',
      text: 'Guten Tag,\n\nwir richten einen zweiten Laden ein und brauchen 40 Böden 80 × 40 cm in Buche, geölt. Was kosten sie mit Lieferung nach Bremen, und wann könnten sie da sein?\n\nBeste Grüße\nMehmet Yıldız',
      team: 'orders',
      status: 'working',
    },
    {
      from: { name: 'Greta Sommer', addr: 'greta.sommer@post.example' },
      subject: 'Falsche Farbe geliefert',
      text: 'Hallo,\n\nbestellt war Salbei, gekommen ist Petrol. Die Polster sind noch verpackt. Wie bekomme ich die richtigen?\n\nGreta Sommer',
    },
    {
      from: { name: 'Praxis Dr. Lindqvist', addr: 'buero@praxis-lindqvist.example' },
      subject: 'Rechnung bitte noch einmal als PDF',
      text: 'Guten Tag,\n\ndie Rechnung vom Oktober ist bei uns nicht angekommen. Bitte senden Sie sie uns als PDF.\n\nMit freundlichen Grüßen\nPraxis Dr. Lindqvist',
      team: 'orders',
      reply:
        'Guten Tag,\n\ndie Rechnung ist eben an diese Adresse gegangen. Wenn noch etwas fehlt, antworten Sie einfach auf diese Mail.\n\nFreundliche Grüße\nIhr Kundendienst',
      status: 'done',
    },
    {
      from: { name: 'Jonas Weiß', addr: 'jonas@weiss-und-partner.example' },
      subject: 'Anmeldung im Kundenbereich geht nicht',
      text: 'Hallo,\n\nseit gestern sagt mir die Seite, mein Konto sei gesperrt. Ich habe mein Passwort nicht geändert. Könnt ihr nachsehen?\n\nJonas',
      team: 'support',
    },
  ],
  en: [
    {
      from: { name: 'Katrin Ahlers', addr: 'k.ahlers@haus-am-deich.example' },
      subject: 'Coffee machine drips',
      text: 'Hello,\n\nthe machine from delivery 3318 drips at the lid of the jug. The sealing ring sits as it should, we checked. Could you send us a new jug? The machine is in use every day in our breakfast room.\n\nKind regards\nKatrin Ahlers\nHaus am Deich',
      team: 'support',
      note: 'Batch 24-07: three other machines had a warped lid. New jug on warranty, the warehouse knows.',
      reply:
        'Hello Ms Ahlers,\n\nthat should not happen. A new jug leaves for you today, and we do not need the old one back. Would you tell us whether it holds tight then?\n\nKind regards\nCustomer service',
      status: 'waiting',
    },
    {
      from: { name: 'Mehmet Yıldız', addr: 'purchasing@yildiz-fine-food.example' },
      subject: 'Offer for 40 shelves',
      text: 'Hello,\n\nwe are fitting out a second shop and need 40 shelves of 80 × 40 cm in oiled beech. What do they cost delivered to Bristol, and when could they be here?\n\nBest regards\nMehmet Yıldız',
      team: 'orders',
      status: 'working',
    },
    {
      from: { name: 'Greta Sommer', addr: 'greta.sommer@post.example' },
      subject: 'Wrong colour delivered',
      text: 'Hello,\n\nI ordered sage and got teal. The cushions are still in their wrapping. How do I get the right ones?\n\nGreta Sommer',
    },
    {
      from: { name: 'Dr Lindqvist, surgery', addr: 'office@surgery-lindqvist.example' },
      subject: 'Please send the invoice again as PDF',
      text: 'Hello,\n\nyour invoice of October did not reach us. Please send it as PDF.\n\nKind regards\nDr Lindqvist, surgery',
      team: 'orders',
      reply:
        'Hello,\n\nthe invoice has just left for this address. If anything is missing, simply answer this mail.\n\nKind regards\nCustomer service',
      status: 'done',
    },
    {
      from: { name: 'Jonas White', addr: 'jonas@white-and-partners.example' },
      subject: 'Cannot sign in to the customer area',
      text: 'Hi,\n\nsince yesterday the page tells me that my account is locked. I did not change my password. Could you have a look?\n\nJonas',
      team: 'support',
    },
  ],
};
