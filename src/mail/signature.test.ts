import { expect, test } from 'vitest';
import { signatureIn } from './signature.ts';

/** The lines that are taken for the signature. */
function signatureOf(text: string): string | null {
  const lines = text.split('\n');
  const range = signatureIn(lines);
  return range && lines.slice(range.start, range.end).join('\n');
}

test.each([
  'Mit freundlichen Grüßen',
  'Mit freundlichem Gruß',
  'mit freundlichen Gruessen',
  'Freundliche Grüße',
  'Mit besten Grüßen,',
  'Viele Grüße',
  'Viele liebe Grüße!',
  'Liebe Grüße aus Köln',
  'Herzliche Grüße',
  'Beste Grüße',
  'Schöne Grüße',
  'Schönen Gruß',
  'Gruß',
  'Hochachtungsvoll',
  'MfG',
  'VG',
  'LG',
  'Kind regards',
  'Best regards,',
  'Best wishes',
  'Regards',
  'Yours sincerely',
  'Yours faithfully,',
  'Sincerely',
  'Cheers',
  'Cordialement',
  'Bien cordialement,',
  'Meilleures salutations',
  'Veuillez agréer, Madame, l’expression de mes salutations distinguées.',
  'Met vriendelijke groet,',
  'Met vriendelijke groeten',
  'Mvg',
  'Groetjes',
  'Cordiali saluti',
  'Distinti saluti',
  'Saludos cordiales',
  'Un cordial saludo',
  'Atentamente',
  'Z poważaniem',
  'Pozdrawiam',
  'Pozdrawiam serdecznie',
  'Serdeczne pozdrowienia',
  'Med vänliga hälsningar',
  'Med venlig hilsen',
  'Atenciosamente',
  'Ystävällisin terveisin',
  'S pozdravem',
  'Üdvözlettel',
  'Lep pozdrav',
  'Cu stimă,',
  'С уважением,',
  'З повагою',
  'Με εκτίμηση',
  'Saygılarımla',
  'בברכה,',
  'مع أطيب التحيات',
  'تحياتي،',
  '此致敬礼',
  '顺祝商祺！',
  'Mit freundlichen Grüßen / Best regards',
])('closing “%s”', (closing) => {
  expect(signatureOf(`Die Heizung tropft.\n\n${closing}\nMax Beispiel`)).toBe(`${closing}\nMax Beispiel`);
});

test.each([
  'Von meinem iPhone gesendet',
  'Gesendet von Outlook für Android',
  'Gesendet mit der GMX Mail App',
  'Diese Nachricht wurde von meinem Android-Gerät mit K-9 Mail gesendet.',
  'Sent from my iPhone',
  'Sent from Mail for Windows',
  'Get Outlook for iOS<https://aka.ms/x>',
  'Envoyé de mon iPhone',
  'Télécharger Outlook pour iOS',
  'Verstuurd vanaf mijn iPhone',
  'Verzonden vanaf Outlook voor Android',
  'Inviato da iPhone',
  'Scarica Outlook per iOS',
  'Enviado desde mi iPhone',
  'Obtener Outlook para iOS',
  'Wysłane z iPhone’a',
  'Pobierz aplikację Outlook dla systemu iOS',
  'Von meinem/meiner Galaxy gesendet',
  'Sendt fra min iPhone',
  'Odesláno z iPhonu',
  'Отправлено с iPhone',
  'Отправлено из мобильной Почты',
  'iPhone’umdan gönderildi',
  '发自我的iPhone',
  'iPhoneから送信',
  '나의 iPhone에서 보냄',
  'أُرسلت من الـ iPhone',
  'נשלח מה-iPhone שלי',
])('line of a telephone “%s”', (line) => {
  expect(signatureOf(`Ja\n\n${line}\n`)).toBe(`${line}\n`);
});

test.each([
  ['the separator', 'Ja\n--\nMax\nTel. 1', '--\nMax\nTel. 1'],
  ['the first of two separators', 'Ja\n--\nMax\n--\nListe', '--\nMax\n--\nListe'],
  ['a separator too far above is text', `Ja\n--\n${'Text\n'.repeat(60)}`, null],
  ['the later separator if the first is too far above', `Ja\n--\n${'Text\n'.repeat(60)}--\nMax`, '--\nMax'],
  [
    'a closing formula within a sentence',
    'Viele Grüße soll ich auch von Frau Muster ausrichten, die mit der Heizung sehr zufrieden ist.\nMax',
    null,
  ],
  ['a closing formula far above', `Viele Grüße\n${'Text\n'.repeat(60)}`, null],
  ['a question below the name', 'Ja\nViele Grüße\nMax\n\nWann kommen Sie?', 'Viele Grüße\nMax\n'],
  ['an afterthought below the name', 'Ja\nViele Grüße\nMax\nPS: Die Klingel geht nicht.', 'Viele Grüße\nMax'],
  [
    'a long sentence below the name',
    'Ja\nViele Grüße\nMax\nÜbrigens haben wir auch im Keller einen Wasserfleck gefunden, der jeden Tag ein wenig größer wird.',
    'Viele Grüße\nMax',
  ],
  [
    'small print below the company',
    'Ja\nViele Grüße\nMax\nBeispiel GmbH, HRB 1\nDiese Nachricht ist vertraulich; haben Sie sie irrtümlich erhalten, so löschen Sie sie bitte und sagen uns Bescheid.',
    'Viele Grüße\nMax\nBeispiel GmbH, HRB 1\nDiese Nachricht ist vertraulich; haben Sie sie irrtümlich erhalten, so löschen Sie sie bitte und sagen uns Bescheid.',
  ],
  ['nothing of the kind', 'Ja\nNein', null],
  ['nothing at all', '', null],
])('%s', (_name, text, expected) => {
  expect(signatureOf(text)).toBe(expected);
});
