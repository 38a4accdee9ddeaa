import type { QuoteSample } from './quotes.samples.ts';

/** English, French, Dutch, Italian, Spanish, Polish and neighbours, marked like the German ones. */
export const LANGUAGE_SAMPLES: readonly QuoteSample[] = [
  {
    name: 'Gmail, English, introduction wrapped',
    lines: `
f Works for me.
.
q On Mon, Feb 5, 2024 at 10:11 AM Erica Sample-Longname <erica@example.com>
q wrote:
.
q > Does Tuesday work?
q >
q > Erica`,
  },
  {
    name: 'Gmail, English, answers between the lines',
    lines: `
q On Mon, 5 Feb 2024 at 10:11, Erica Sample <erica@example.com> wrote:
.
q > Which version?
q >
.
f 3.2
.
q > Which system?
q >
.
f Debian`,
  },
  {
    name: 'Outlook, English',
    lines: `
f Hi Erica,
.
f the printer is back.
.
s Kind regards,
s Max
s Phone: +44 20 1234
.
q From: Erica Sample <erica@example.com>
q Sent: 05 February 2024 10:11
q To: Max Example <max@customer.com>
q Subject: Printer
.
q Is it back?`,
  },
  {
    name: 'old Outlook, English',
    lines: `
f Yes please
.
q -----Original Message-----
q From: Erica Sample [mailto:erica@example.com]
q Sent: Monday, February 5, 2024 10:11 AM
q To: max@customer.com
q Subject: Quote
.
q Shall we?`,
  },
  {
    name: 'Outlook for iOS, English',
    lines: `
f ok thanks
.
s Get Outlook for iOS<https://aka.ms/o0ukef>
q ________________________________
q From: Erica Sample <erica@example.com>
q Sent: Monday, February 5, 2024 10:11:12 AM
q To: Max Example <max@customer.com>
q Subject: Re: Printer
.
q Try again please.`,
  },
  {
    name: 'iPhone, English',
    lines: `
f Will do
.
s Sent from my iPhone
.
q > On 5 Feb 2024, at 10:11, Erica Sample <erica@example.com> wrote:
q > 
q > ﻿Please restart it.`,
  },
  {
    name: 'Apple Mail, English',
    lines: `
f Done.
.
q > On Feb 5, 2024, at 10:11 AM, Erica Sample <erica@example.com> wrote:
q > 
q > Please do.`,
  },
  {
    name: 'Thunderbird, English',
    lines: `
q On 2/5/24 10:11, Erica Sample wrote:
q > Does it boot?
f No, it does not.`,
  },
  {
    name: 'Yahoo, English, quote not marked',
    lines: `
f paid yesterday
.
q     On Monday, February 5, 2024 at 10:11:12 AM GMT+1, Erica Sample <erica@example.com> wrote:  
.
q  Please pay.`,
  },
  {
    name: 'Yahoo for Android',
    lines: `
f yes
.
s Sent from Yahoo Mail on Android
.
q   On Mon, 5 Feb 2024 at 10:11, Erica Sample<erica@example.com> wrote:   Still open?
q Or done?`,
  },
  {
    name: 'Proton, English',
    lines: `
f Fine.
.
s Sent with Proton Mail secure email.
.
q On Monday, February 5th, 2024 at 10:11 AM, Erica Sample <erica@example.com> wrote:
.
q > Fine?`,
  },
  {
    name: 'mutt, English',
    lines: `
q On Mon, Feb 05, 2024 at 10:11:12AM +0100, Erica Sample wrote:
q > patch attached
.
f Applied, thanks.
.
s -- 
s Max`,
  },
  {
    name: 'Emacs, English',
    lines: `
q Erica Sample <erica@example.com> writes:
.
q > Does it build?
.
f It does.`,
  },
  {
    name: 'Lotus Notes 8, English',
    lines: `
f See below.
f Room 12 is free.
.
q Erica Sample ---05/02/2024 10:11:02---Is a room free?
.
q From: Erica Sample/Example
q To: Max Example/Customer@CUSTOMER
q Date: 05/02/2024 10:11
q Subject: Room
.
q Is a room free?`,
  },
  {
    name: 'the line of a ticket system, English',
    lines: `
f Still broken.
.
q ##- Please type your reply above this line -##
.
q Your request has been solved.`,
  },
  {
    name: 'Gmail, French',
    lines: `
f C’est parfait.
.
q Le lun. 5 févr. 2024 à 10:11, Erica Exemple <erica@exemple.fr> a écrit :
.
q > Est-ce que mardi convient ?`,
  },
  {
    name: 'Outlook, French',
    lines: `
f Bonjour,
.
f la livraison est arrivée.
.
s Cordialement,
s Max
.
q De : Erica Exemple <erica@exemple.fr>
q Envoyé : lundi 5 février 2024 10:11
q À : Max <max@client.fr>
q Objet : Livraison
.
q Est-elle arrivée ?`,
  },
  {
    name: 'old Outlook, French',
    lines: `
f Oui
.
q -----Message d'origine-----
q De : Erica Exemple [mailto:erica@exemple.fr]
q Envoyé : lundi 5 février 2024 10:11
q À : max@client.fr
q Objet : Devis
.
q On y va ?`,
  },
  {
    name: 'Thunderbird, French, answer below',
    lines: `
q Le 05/02/2024 à 10:11, Erica Exemple a écrit :
q > Ça marche ?
.
f Oui.`,
  },
  {
    name: 'iPhone, French',
    lines: `
f Bien reçu
.
s Envoyé de mon iPhone
.
q > Le 5 févr. 2024 à 10:11, Erica Exemple <erica@exemple.fr> a écrit :
q > 
q > ﻿Reçu ?`,
  },
  {
    name: 'Gmail, Dutch',
    lines: `
f Prima.
.
q Op ma 5 feb 2024 om 10:11 schreef Erica Voorbeeld <erica@voorbeeld.nl>:
.
q > Past dinsdag?`,
  },
  {
    name: 'Outlook, Dutch',
    lines: `
f Dat klopt.
.
s Met vriendelijke groet,
s Max
.
q Van: Erica Voorbeeld <erica@voorbeeld.nl>
q Verzonden: maandag 5 februari 2024 10:11
q Aan: Max <max@klant.nl>
q Onderwerp: Levering
.
q Klopt dat?`,
  },
  {
    name: 'Outlook, Dutch, original message marker',
    lines: `
f Ja
.
q -----Oorspronkelijk bericht-----
q Van: Erica <erica@voorbeeld.nl>
q Verzonden: maandag 5 februari 2024 10:11
q Aan: max@klant.nl
q Onderwerp: Offerte
.
q Akkoord?`,
  },
  {
    name: 'Thunderbird, Dutch, answers between the lines',
    lines: `
q Op 05-02-2024 om 10:11 schreef Erica Voorbeeld:
q > Welke versie?
f Drie.
q > En welk systeem?
f Windows.`,
  },
  {
    name: 'Gmail, Italian',
    lines: `
f Va bene.
.
q Il giorno lun 5 feb 2024 alle ore 10:11 Erica Esempio <erica@esempio.it> ha
q scritto:
.
q > Va bene martedì?`,
  },
  {
    name: 'Outlook, Italian',
    lines: `
f Buongiorno,
f tutto risolto.
.
s Cordiali saluti
s Max
.
q Da: Erica Esempio <erica@esempio.it>
q Inviato: lunedì 5 febbraio 2024 10:11
q A: Max <max@cliente.it>
q Oggetto: Problema
.
q Risolto?`,
  },
  {
    name: 'iPhone, Italian',
    lines: `
f Sì
.
s Inviato da iPhone
.
q > Il giorno 5 feb 2024, alle ore 10:11, Erica Esempio <erica@esempio.it> ha scritto:
q > 
q > ﻿Confermi?`,
  },
  {
    name: 'Thunderbird, Italian',
    lines: `
q Il 05/02/2024 10:11, Erica Esempio ha scritto:
q > Quando?
.
f Domani.`,
  },
  {
    name: 'Gmail, Spanish',
    lines: `
f De acuerdo.
.
q El lun, 5 feb 2024 a las 10:11, Erica Ejemplo (<erica@ejemplo.es>) escribió:
.
q > ¿Le viene bien el martes?`,
  },
  {
    name: 'Outlook, Spanish',
    lines: `
f Buenos días,
f ya funciona.
.
s Saludos cordiales,
s Max
.
q De: Erica Ejemplo <erica@ejemplo.es>
q Enviado el: lunes, 5 de febrero de 2024 10:11
q Para: Max <max@cliente.es>
q Asunto: Avería
.
q ¿Funciona?`,
  },
  {
    name: 'Outlook, Spanish, original message marker',
    lines: `
f Sí
.
q -----Mensaje original-----
q De: Erica <erica@ejemplo.es>
q Enviado: lunes, 5 de febrero de 2024 10:11
q Para: max@cliente.es
q Asunto: Oferta
.
q ¿Aceptan?`,
  },
  {
    name: 'Gmail, Polish',
    lines: `
f Zgadza się.
.
q pon., 5 lut 2024 o 10:11 Erica Przykład <erica@przyklad.pl> napisał(a):
.
q > Czy wtorek pasuje?`,
  },
  {
    name: 'Outlook, Polish',
    lines: `
f Dzień dobry,
f już działa.
.
s Z poważaniem
s Max
.
q Od: Erica Przykład <erica@przyklad.pl>
q Wysłano: poniedziałek, 5 lutego 2024 10:11
q Do: Max <max@klient.pl>
q Temat: Awaria
.
q Czy działa?`,
  },
  {
    name: 'Thunderbird, Polish',
    lines: `
q W dniu 05.02.2024 o 10:11, Erica Przykład pisze:
q > Kiedy?
.
f Jutro.`,
  },
  {
    name: 'Apple Mail, Polish',
    lines: `
f Tak.
.
q > Wiadomość napisana przez Erica Przykład <erica@przyklad.pl> w dniu 5 lut 2024, o godz. 10:11:
q > 
q > Czy tak?`,
  },
  {
    name: 'Gmail, Portuguese',
    lines: `
f Certo.
.
q Em seg., 5 de fev. de 2024 às 10:11, Erica Exemplo <erica@exemplo.pt>
q escreveu:
.
q > Pode ser terça?`,
  },
  {
    name: 'Gmail, Swedish',
    lines: `
f Ja tack.
.
q Den mån 5 feb. 2024 kl 10:11 skrev Erica Exempel <erica@exempel.se>:
.
q > Passar tisdag?`,
  },
  {
    name: 'Gmail, Danish',
    lines: `
f Fint.
.
q Den man. 5. feb. 2024 kl. 10.11 skrev Erica Eksempel <erica@eksempel.dk>:
.
q > Passer tirsdag?`,
  },
  {
    name: 'Outlook, Czech',
    lines: `
f Ano.
.
q Od: Erica Příklad <erica@priklad.cz>
q Odesláno: pondělí 5. února 2024 10:11
q Komu: max@zakaznik.cz
q Předmět: Dotaz
.
q Ano?`,
  },
  {
    name: 'Gmail, Russian',
    lines: `
f Да.
.
q пн, 5 февр. 2024 г. в 10:11, Erica Primer <erica@primer.ru>:
.
q > Подходит?`,
  },
  {
    name: 'Gmail, Japanese',
    lines: `
f はい。
.
q 2024年2月5日(月) 10:11 Erica Rei <erica@rei.jp>:
.
q > よろしいですか`,
  },
];

/** Mails that are easily read wrongly. */
export const TRAP_SAMPLES: readonly QuoteSample[] = [
  {
    name: 'a mail without any quote',
    lines: `
f Guten Tag,
.
f von: Berlin bis: Hamburg, geht das am 5. Februar 2024?
.
f Danke`,
  },
  {
    name: 'the form of a web page looks like a header block',
    lines: `
f Neue Anfrage über das Kontaktformular
.
f Von: Erika Muster <erika@beispiel.de>
f Datum: 05.02.2024 10:11
f Betreff: Heizung
f Telefon: 030 1234
f Nachricht: Die Heizung tropft.`,
  },
  {
    name: 'a sentence that starts like an introduction',
    lines: `
f Am 05.02.2024 um 10:11 schrieb ich Ihnen schon:
f Die Heizung tropft.
f Bitte melden Sie sich.`,
  },
  {
    name: 'a sentence with “wrote” and a colon',
    lines: `
f As the manual says, somebody wrote:
f do not open.
f I opened it.`,
  },
  {
    name: 'forwarded by Gmail',
    lines: `
f Können Sie das übernehmen?
.
f ---------- Forwarded message ---------
f Von: Erika Muster <erika@beispiel.de>
f Date: Mo., 5. Feb. 2024 um 10:11 Uhr
f Subject: Heizung
f To: Max <max@kunde.de>
.
f Die Heizung tropft.`,
  },
  {
    name: 'forwarded by Thunderbird, without a word, with an older quote inside',
    lines: `
f -------- Weitergeleitete Nachricht --------
f Betreff: 	Heizung
f Datum: 	Mon, 5 Feb 2024 10:11:12 +0100
f Von: 	Erika Muster <erika@beispiel.de>
f An: 	max@kunde.de
.
f Am 04.02.24 um 09:00 schrieb Max:
f > Tropft sie?
.
f Ja.`,
  },
  {
    name: 'forwarded by Apple Mail',
    lines: `
f Bitte bearbeiten
.
f Anfang der weitergeleiteten Nachricht:
.
f Von: Erika Muster <erika@beispiel.de>
f Betreff: Heizung
f Datum: 5. Februar 2024 um 10:11:12 MEZ
f An: max@kunde.de
.
f Die Heizung tropft.`,
  },
  {
    name: 'forwarded by Outlook, known by the subject',
    subject: 'WG: Heizung',
    lines: `
f Hallo Team, das ist für euch.
.
f Von: Erika Muster <erika@beispiel.de>
f Gesendet: Montag, 5. Februar 2024 10:11
f An: Max Beispiel <max@kunde.de>
f Betreff: Heizung
.
f Die Heizung tropft.`,
  },
  {
    name: 'forwarded by Outlook, known by what is written above',
    lines: `
f zur Kenntnis
.
f Von: Erika Muster <erika@beispiel.de>
f Gesendet: Montag, 5. Februar 2024 10:11
f An: Max Beispiel <max@kunde.de>
f Betreff: Heizung
.
f Die Heizung tropft.`,
  },
  {
    name: 'forwarded by Outlook without a word',
    lines: `
f Von: Erika Muster <erika@beispiel.de>
f Gesendet: Montag, 5. Februar 2024 10:11
f An: Max Beispiel <max@kunde.de>
f Betreff: Heizung
.
f Die Heizung tropft.`,
  },
  {
    name: 'an answer below an unmarked quote stays visible',
    lines: `
f Am Montag, 5. Februar 2024 um 10:11 schrieb Erika Muster <erika@beispiel.de>:
.
f Tropft sie noch?
.
f Ja, sie tropft noch.`,
  },
  {
    name: 'nothing but a quote is shown',
    lines: `
f > Tropft sie noch?
f > Erika`,
  },
  {
    name: 'nothing but a signature is shown',
    lines: `
f --
f Max Beispiel`,
  },
  {
    name: 'nothing but the line of a telephone above a quote',
    lines: `
f Von meinem iPhone gesendet
.
q > Am 05.02.2024 um 10:11 schrieb Erika Muster <erika@beispiel.de>:
q > 
q > Anbei?`,
  },
  {
    name: 'a question below the name is text',
    lines: `
f Die Heizung tropft.
.
s Mit freundlichen Grüßen
s Max Beispiel
.
f PS: Wann haben Sie geöffnet?`,
  },
  {
    name: 'thanks in the middle is no closing',
    lines: `
f Viele Grüße aus dem Urlaub, hier ist alles gut, aber die Heizung daheim tropft und der Nachbar hat angerufen.
.
f Bitte fahren Sie hin.`,
  },
  {
    name: 'a closing with two languages and a disclaimer',
    lines: `
f Die Datei ist anbei.
.
s Mit freundlichen Grüßen / Best regards
s Max Beispiel
.
s Beispiel GmbH, Musterweg 1, 12345 Musterstadt, Tel. 030 1234, www.beispiel.de
s Diese E-Mail ist vertraulich. Sollten Sie sie irrtümlich erhalten haben, so löschen Sie sie bitte und geben uns Bescheid.`,
  },
  {
    name: 'a dashed line between paragraphs is text',
    lines: `
f Fehler 1: Licht
.
f ------------------------------
.
f Fehler 2: Heizung`,
  },
  {
    name: 'output of a shell keeps its prompt',
    lines: `
f Der Befehl lautet
f $ cat a > b
f und tut nichts.`,
  },
  {
    name: 'forwarded by a program in words we do not know',
    lines: `
f Kas yra?
.
f ---------- Persiųstas laiškas ---------
f Von: Erika Muster <erika@beispiel.de>
f Date: 2024-02-05 10:11
f Subject: Heizung
f To: Max <max@kunde.de>
.
f Die Heizung tropft.`,
  },
  {
    name: 'an answer above and below the text of a ticket system',
    lines: `
f Sie tropft noch.
.
q =-=-=-= To answer by email, write above this line =-=-=-=
.
q Ihr Ticket wurde gelöst.
.
q =_=_=_= To answer by email, write under this line =_=_=_=
.
f Und sie ist kalt.`,
  },
  {
    name: 'an answer in the middle of an older conversation',
    lines: `
f Siehe unten im Text.
.
q Am 05.02.24 um 10:11 schrieb Erika Muster:
q > Am 04.02.24 um 09:00 schrieb Max:
q >> Tropft sie?
q > Ja.
q >
q > Kommt jemand?
.
f Herr Kunz, morgen um acht.
.
q > Danke
q > Erika`,
  },
  {
    name: 'two levels of Outlook answers are one quote',
    lines: `
f Danke.
.
q Von: Erika Muster <erika@beispiel.de>
q Gesendet: Montag, 5. Februar 2024 10:11
q An: Max <max@kunde.de>
q Betreff: AW: Heizung
.
q Morgen um acht.
.
q Von: Max <max@kunde.de>
q Gesendet: Montag, 5. Februar 2024 09:00
q An: Erika Muster <erika@beispiel.de>
q Betreff: Heizung
.
q Wann?`,
  },
];
