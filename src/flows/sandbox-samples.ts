import { randomBytes } from 'node:crypto';
import type { Draft } from '../mail/compose.ts';
import type { Address } from '../mail/message.ts';

type Sample = {
  from: Address;
  subject: string;
  text: string;
  html?: string;
  extra?: Record<string, string>;
  attachments?: Draft['attachments'];
};

/** Sample mails that show what a desk meets in a day; those in the reader's language come last and so stand first in the list. */
export function sampleMails(locale: 'de' | 'en', to: string, now: Date): Draft[] {
  const samples = locale === 'de' ? [...english.slice(0, 2), ...german] : [...german.slice(0, 2), ...english];
  return samples.map(({ from, subject, text, html, extra, attachments = [] }) => ({
    from,
    to: [{ name: '', addr: to }],
    cc: [],
    subject,
    text,
    ...(html === undefined ? {} : { html }),
    ...(extra === undefined ? {} : { extra }),
    messageId: `<${randomBytes(12).toString('hex')}@${from.addr.slice(from.addr.lastIndexOf('@') + 1)}>`,
    date: now,
    attachments,
  }));
}

const person = (name: string, addr: string): Address => ({ name, addr });

const orderList = Buffer.from(
  'Artikel;Menge;Preis\r\nSchreibtischlampe Nova;2;39,90\r\nVerlängerungskabel 3 m;5;8,50\r\n',
  'utf8',
);

const german: Sample[] = [
  {
    from: person('Jürgen Großmann', 'j.grossmann@tischlerei-grossmann.example'),
    subject: 'Rechnung 20417: falsche Lieferadresse',
    text: 'Guten Tag,\n\nauf der Rechnung 20417 steht noch unsere alte Adresse in der Lindenstraße. Seit Mai sind wir am Hafenweg 12.\n\nKönnen Sie mir bitte eine berichtigte Rechnung schicken?\n\nMit freundlichen Grüßen\nJürgen Großmann\n\n-- \nTischlerei Großmann · Hafenweg 12 · 24159 Kiel\n',
  },
  {
    from: person('Ayşe Yıldız', 'ayse.yildiz@beispielmail.example'),
    subject: 'Lampe kam zerbrochen an',
    text: 'Hallo,\n\ndie Lampe Nova ist heute angekommen, aber der Schirm hat einen Sprung. Was soll ich tun: zurückschicken oder reicht ein Foto?\n\nViele Grüße\nAyşe Yıldız\n',
    html: '<p>Hallo,</p><p>die Lampe <b>Nova</b> ist heute angekommen, aber der <span style="color:#b00020">Schirm hat einen Sprung</span>. Was soll ich tun:</p><ul><li>zurückschicken oder</li><li>reicht ein Foto?</li></ul><p>Viele Grüße<br>Ayşe Yıldız</p><p><img src="https://bilder.example/unterschrift.png" alt="Unterschrift"></p>',
  },
  {
    from: person('Einkauf Nordlicht GmbH', 'einkauf@nordlicht.example'),
    subject: 'Bestellung für die neue Filiale',
    text: 'Sehr geehrte Damen und Herren,\n\nanbei unsere Bestellliste. Bitte bestätigen Sie uns den Liefertermin.\n\nMit freundlichen Grüßen\nNordlicht GmbH, Einkauf\n',
    attachments: [{ name: 'Bestellliste Kühlhaus.csv', type: 'text/csv', content: orderList }],
  },
  {
    from: person('Petra Lang', 'petra.lang@nordlicht.example'),
    subject: 'Abwesenheitsnotiz: Liefertermin',
    text: 'Ich bin bis einschließlich Freitag nicht im Büro. In dringenden Fällen wenden Sie sich bitte an einkauf@nordlicht.example.\n',
    extra: { 'Auto-Submitted': 'auto-replied' },
  },
];

const english: Sample[] = [
  {
    from: person('Grace Okafor', 'grace@okafor-design.example'),
    subject: 'Cannot sign in since this morning',
    text: 'Hello,\n\nsince this morning your shop tells me that my password is wrong. I reset it twice and the mail with the link never arrives.\n\nCould you have a look?\n\nThanks,\nGrace\n',
  },
  {
    from: person("Liam O'Brien", 'liam@obrien.example'),
    subject: 'Question about the extended warranty',
    text: 'Hi there,\n\ndoes the extended warranty also cover the power supply, or only the lamp itself? I would order three of them this week.\n\nBest\nLiam\n',
    html: '<div>Hi there,</div><div><br></div><div>does the extended warranty also cover the <i>power supply</i>, or only the lamp itself? I would order <b>three</b> of them this week.</div><div><br></div><div>Best<br>Liam</div>',
  },
  {
    from: person('Accounts, Harbour Ltd', 'accounts@harbour.example'),
    subject: 'Order list for the new branch',
    text: 'Dear team,\n\nplease find our order list attached and confirm the date of delivery.\n\nKind regards\nHarbour Ltd\n',
    attachments: [
      {
        name: 'order list.csv',
        type: 'text/csv',
        content: Buffer.from('item,quantity\r\nDesk lamp Nova,2\r\nExtension cable 3 m,5\r\n'),
      },
    ],
  },
  {
    from: person('Maria Rossi', 'maria.rossi@harbour.example'),
    subject: 'Automatic reply: date of delivery',
    text: 'I am out of the office until Friday. In urgent cases please write to accounts@harbour.example.\n',
    extra: { 'Auto-Submitted': 'auto-replied' },
  },
];
