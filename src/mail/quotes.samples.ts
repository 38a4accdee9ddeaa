/**
 * What mail programs write when somebody answers, each line marked by what it is: `f` fresh, `q` quoted, `s` signature, `.` blank.
 * Written by us after the habits of the programs; no real mail.
 */
export type QuoteSample = { name: string; subject?: string; lines: string };

export const GERMAN_SAMPLES: readonly QuoteSample[] = [
  {
    name: 'Gmail, German',
    lines: `
f Danke, das passt so.
.
q Am Mo., 5. Feb. 2024 um 10:11 Uhr schrieb Erika Muster <erika@beispiel.de>:
.
q > Guten Tag,
q >
q > passt Dienstag?`,
  },
  {
    name: 'Gmail on a phone, German',
    lines: `
f Ja, gern.
.
q Erika Muster <erika.muster@beispiel.de> schrieb am Mo., 5. Feb. 2024,
q 10:11:
.
q > passt Dienstag?
q >`,
  },
  {
    name: 'Gmail, German, introduction wrapped, quote not marked',
    lines: `
f Erledigt.
.
q Am Montag, 5. Februar 2024 um 10:11:12 Uhr schrieb Erika Muster-Langenname
q <erika.muster-langenname@sehr-lange-domain.beispiel.de>:
.
q Guten Tag,
q bitte erledigen.`,
  },
  {
    name: 'Thunderbird, German, answers between the lines',
    lines: `
q Am 05.02.24 um 10:11 schrieb Erika Muster:
q > Guten Tag,
q >
q > wann kommt der Techniker?
.
f Am Dienstag um acht.
.
q > Und was kostet es?
.
f Nichts, das ist Garantie.
.
s -- 
s Max Beispiel`,
  },
  {
    name: 'Thunderbird, German, answer below',
    lines: `
q Am 05.02.2024 um 10:11 schrieb Erika Muster:
q > Bitte um Rückruf.
.
f Ich rufe um drei an.
.
s Viele Grüße
s Max`,
  },
  {
    name: 'Outlook, German',
    lines: `
f Hallo Frau Muster,
.
f die Ware ist angekommen.
.
s Mit freundlichen Grüßen
s Max Beispiel
s Beispiel GmbH · Tel. +49 30 1234
.
q Von: Erika Muster <erika@beispiel.de>
q Gesendet: Montag, 5. Februar 2024 10:11
q An: Max Beispiel <max@kunde.de>
q Cc: Lager <lager@kunde.de>
q Betreff: Lieferung 4711
.
q Guten Tag Herr Beispiel,
.
q ist die Ware angekommen?`,
  },
  {
    name: 'Outlook 2003, German',
    lines: `
f Ja, bitte.
.
q -----Ursprüngliche Nachricht-----
q Von: Erika Muster [mailto:erika@beispiel.de]
q Gesendet: Montag, 5. Februar 2024 10:11
q An: max@kunde.de
q Betreff: Angebot
.
q Sollen wir liefern?`,
  },
  {
    name: 'Outlook 2003, German, every quoted line marked and answered',
    lines: `
q -----Ursprüngliche Nachricht-----
q Von: Erika Muster [mailto:erika@beispiel.de]
q Gesendet: Montag, 5. Februar 2024 10:11
q An: max@kunde.de
q Betreff: Angebot
.
q > Sollen wir liefern?
.
f Ja.
.
q > Wohin?
.
f Ins Lager zwei.`,
  },
  {
    name: 'Outlook on the web, German',
    lines: `
f Passt.
.
q ________________________________
q Von: Erika Muster <erika@beispiel.de>
q Gesendet: Montag, 5. Februar 2024 10:11
q An: Max Beispiel <max@kunde.de>
q Betreff: Termin
.
q Passt Ihnen Mittwoch?`,
  },
  {
    name: 'Outlook for Android, German',
    lines: `
f Bin unterwegs, melde mich morgen.
.
s Outlook für Android herunterladen<https://aka.ms/AAb9ysg>
q ________________________________
q From: Erika Muster <erika@beispiel.de>
q Sent: Monday, February 5, 2024 10:11:12 AM
q To: Max Beispiel <max@kunde.de>
q Subject: Rückruf
.
q Bitte rufen Sie an.`,
  },
  {
    name: 'Outlook for iOS, German',
    lines: `
f Ist gut
.
s Holen Sie sich Outlook für iOS<https://aka.ms/o0ukef>
q ________________________________
q Von: Erika Muster <erika@beispiel.de>
q Gesendet: Montag, Februar 5, 2024 10:11 AM
q An: max@kunde.de <max@kunde.de>
q Betreff: Termin
.
q Kommen Sie?`,
  },
  {
    name: 'Outlook header block in bold, as Gmail and others turn it into text',
    lines: `
f Danke!
.
q *Von:* Erika Muster <erika@beispiel.de>
q *Gesendet:* Montag, 5. Februar 2024 10:11
q *An:* Max Beispiel <max@kunde.de>
q *Betreff:* AW: Zugang
.
q Ihr Zugang ist frei.`,
  },
  {
    name: 'Outlook, many recipients over several lines',
    lines: `
f Bin dabei.
.
q Von: Erika Muster <erika@beispiel.de>
q Gesendet: Montag, 5. Februar 2024 10:11
q An: Eins <eins@kunde.de>; Zwei <zwei@kunde.de>;
q Drei <drei@kunde.de>; Vier <vier@kunde.de>
q Cc: Fünf <fuenf@kunde.de>
q Betreff: Sitzung
q Wichtigkeit: Hoch
.
q Wer kommt?`,
  },
  {
    name: 'Apple Mail, German',
    lines: `
f Hier der Plan.
.
f Gruß an alle.
.
q > Am 05.02.2024 um 10:11 schrieb Erika Muster <erika@beispiel.de>:
q > 
q > Haben Sie einen Plan?`,
  },
  {
    name: 'iPhone, German',
    lines: `
f Ok, bis dann
.
s Von meinem iPhone gesendet
.
q > Am 05.02.2024 um 10:11 schrieb Erika Muster <erika@beispiel.de>:
q > 
q > ﻿Bis Dienstag?`,
  },
  {
    name: 'GMX and Web.de',
    lines: `
f Hallo,
f der Fehler ist weg.
.
s Viele Grüße
s Max
.
q Gesendet: Montag, 05. Februar 2024 um 10:11 Uhr
q Von: "Erika Muster" <erika@beispiel.de>
q An: max.beispiel@gmx.de
q Betreff: Fehler 12
.
q Ist der Fehler weg?`,
  },
  {
    name: 'GMX app',
    lines: `
f Nein leider nicht
s --
s Diese Nachricht wurde von meinem Android Mobiltelefon mit GMX Mail gesendet.
.
q Am 05.02.24, 10:11 schrieb "Erika Muster" <erika@beispiel.de>:
.
q Geht es wieder?`,
  },
  {
    name: 'Telekom Mail',
    lines: `
f Bitte stornieren.
.
q -----Original-Nachricht-----
q Betreff: Ihre Bestellung
q Datum: 2024-02-05T10:11:12+0100
q Von: "Erika Muster" <erika@beispiel.de>
q An: "max@t-online.de" <max@t-online.de>
.
q Ihre Bestellung ist eingegangen.`,
  },
  {
    name: 'Yahoo, German',
    lines: `
f Habe bezahlt.
.
q    Am Montag, 5. Februar 2024 um 10:11:12 MEZ hat Erika Muster <erika@beispiel.de> Folgendes geschrieben:  
.
q  Bitte zahlen Sie.`,
  },
  {
    name: 'Open-Xchange and 1&1, German',
    lines: `
f Anbei das Formular.
.
q > Erika Muster <erika@beispiel.de> hat am 05.02.2024 10:11 CET geschrieben:
q > 
q > Bitte das Formular senden.`,
  },
  {
    name: 'Roundcube, German',
    lines: `
q Am 05.02.2024 10:11, schrieb Erika Muster:
q > Gehört das Ihnen?
.
f Ja, mir.`,
  },
  {
    name: 'Roundcube, address instead of a name',
    lines: `
f ok
.
q Am 2024-02-05 10:11, schrieb erika@beispiel.de:
q > Einverstanden?`,
  },
  {
    name: 'SOGo, German',
    lines: `
f Wird gemacht.
.
q Am Montag, Februar 05, 2024 10:11 CET, schrieb Erika Muster <erika@beispiel.de>:
.
q Bitte machen.`,
  },
  {
    name: 'Evolution, German',
    lines: `
q Am Montag, dem 05.02.2024 um 10:11 +0100 schrieb Erika Muster:
q > Welche Version?
.
f 3.52`,
  },
  {
    name: 'Horde, German',
    lines: `
q Zitat von Erika Muster <erika@beispiel.de>:
.
q > Läuft der Drucker?
.
f Er läuft.`,
  },
  {
    name: 'Samsung, German',
    lines: `
f Geht klar
.
s Von meinem Samsung Galaxy Smartphone gesendet.
.
q -------- Ursprüngliche Nachricht --------
q Von: Erika Muster <erika@beispiel.de>
q Datum: 05.02.24 10:11 (GMT+01:00)
q An: max@kunde.de
q Betreff: Termin
.
q Geht Freitag?`,
  },
  {
    name: 'K-9, German, with only two header lines',
    lines: `
f Ja.
.
q -------- Ursprüngliche Nachricht --------
q Von: Erika Muster <erika@beispiel.de>
q Gesendet: 5. Februar 2024 10:11:12 MEZ
.
q Geht Freitag?`,
  },
  {
    name: 'Lotus Notes, German',
    lines: `
f Siehe Anlage.
.
s Mit freundlichen Grüßen / Kind regards
s Max Beispiel
.
q Von:        Erika Muster/Beispiel/DE
q An:        Max Beispiel/Kunde/DE@KUNDE
q Kopie:        Lager
q Datum:        05.02.2024 10:11
q Betreff:        Bestand
q --------------------------------------------------
.
q Wie ist der Bestand?`,
  },
  {
    name: 'Lotus Notes 6, German, labels on lines of their own',
    lines: `
f Bestand ist 12.
.
q Erika Muster/Beispiel/DE@BEISPIEL
q 05.02.2024 10:11
.
q An
q Max Beispiel/Kunde/DE@KUNDE
q Kopie
.
q Thema
q Bestand
.
q Wie ist der Bestand?`,
  },
  {
    name: 'iNotes, German',
    lines: `
f Erledigt
.
q -----Erika Muster <erika@beispiel.de> schrieb: -----
q An: max@kunde.de
q Von: Erika Muster <erika@beispiel.de>
q Datum: 05.02.2024 10:11
q Betreff: Bitte
.
q Bitte erledigen.`,
  },
  {
    name: 'Proton, German',
    lines: `
f Gerne.
.
q Am Montag, 5. Februar 2024 um 10:11, schrieb Erika Muster <erika@beispiel.de>:
.
q > Darf ich anrufen?`,
  },
  {
    name: 'GroupWise',
    lines: `
f Morgen.
.
q >>> Erika Muster <erika@beispiel.de> 05.02.2024 10:11 >>>
q Wann?`,
  },
  {
    name: 'the line of a ticket system',
    lines: `
f Noch immer kaputt.
.
q ##- Bitte schreiben Sie Ihre Antwort oberhalb dieser Zeile -##
.
q Wir haben Ihr Ticket geschlossen.`,
  },
  {
    name: 'HTML of Outlook turned into text, a blank line before each label',
    lines: `
f Gut.
.
q Von: Erika Muster
.
q Gesendet: Montag, 5. Februar 2024 10:11
.
q An: Max Beispiel
.
q Betreff: Frage
.
q Gut?`,
  },
  {
    name: 'Outlook for iOS, German, the link within the line',
    lines: `
f Ja
.
s Outlook für iOS<https://aka.ms/o0ukef> beziehen
q ________________________________
q Von: Erika Muster <erika@beispiel.de>
q Gesendet: Montag, Februar 5, 2024 10:11
q An: max@kunde.de
q Betreff: Termin
.
q Kommen Sie?`,
  },
  {
    name: 'mutt with a date in brackets',
    lines: `
q * Erika Muster [2024-02-05 10:11]:
.
q > Kommen Sie?
.
f Ja.`,
  },
];
