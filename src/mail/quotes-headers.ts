/** Recognises the block of header lines that Outlook and others put above an unmarked quote, and the lines that announce one. */

type Kind = 'from' | 'sent' | 'to' | 'cc' | 'subject' | 'other';

/** As mail programs label them, in lower case: the languages of Europe, then Turkish, Hebrew, Arabic, Chinese, Japanese and Korean. */
const LABELS: Record<Kind, string> = {
  from: 'von|from|de|van|da|od|från|fra|expéditeur|absender|afzender|mittente|nadawca|remitente|feladó|lähettäjä|от|від|odesílatel|de la|šalje|pošiljatelj|από|saatja|kimden|gönderen|מאת|من|发件人|寄件者|寄件人|差出人|送信者|보낸 사람|보낸사람',
  sent: 'gesendet|gesendet am|sent|sent at|date|datum|datum/uhrzeit|envoyé|envoyé le|date d’envoi|verzonden|verzonden op|data|data e ora|inviato|inviato il|enviado|enviado el|enviado em|enviada em|enviada|fecha|wysłano|wysłane|data wysłania|skickat|sendt|dato|lähetetty|päivämäärä|odesláno|odoslané|dátum|elküldve|дата|отправлено|надіслано|изпратено|trimis|poslano|datums|saadetud|ημερομηνία|στάλθηκε|gönderildi|gönderme tarihi|tarih|נשלח|תאריך|تم الإرسال|تاريخ الإرسال|التاريخ|تاريخ|发送时间|发送日期|日期|寄件日期|傳送時間|送信日時|日付|보낸 날짜|날짜|보낸날짜',
  to: 'an|to|à|a|aan|para|do|till|til|pour|destinataire|empfänger|naar|komu|címzett|vastaanottaja|кому|до|către|prima|za|προς|saaja|kime|alıcı|אל|إلى|收件人|收件者|宛先|받는 사람|받는사람',
  cc: 'cc|kopie|kopie an|copie|copie à|copia|copia per|dw|do wiadomości|kopia|kopi|kopio|cópia|cc’d|másolatot kap|копия|копія|κοιν|bcc|bilgi|עותק|نسخة|抄送|副本|참조',
  subject:
    'betreff|betr.|subject|objet|onderwerp|oggetto|asunto|temat|ämne|emne|assunto|thema|aihe|předmět|predmet|tárgy|тема|относно|subiect|zadeva|θέμα|teema|konu|נושא|الموضوع|主题|主旨|件名|제목',
  other:
    'reply-to|reply to|antwort an|antworten an|répondre à|wichtigkeit|importance|importancia|priorität|priority|anlagen|anhänge|attachments|pièces jointes|organisation|sensitivity|vertraulichkeit',
};
const KIND_OF = new Map<string, Kind>(
  (Object.keys(LABELS) as Kind[]).flatMap((kind) =>
    LABELS[kind].split('|').map((label): [string, Kind] => [label, kind]),
  ),
);

const LABELLED = /^[*_|\s]{0,4}(\p{L}[\p{L}’'./ -]{0,24}?)[*_]{0,2}\s{0,12}[:：][*_]{0,2}(?:\s|$|\S)/u;
/** Labels of a contact form, which otherwise looks like such a block. */
const FORM =
  /^(?:name|vorname|nachname|nachricht|message|telefon\p{L}*|tel|phone|firma|company|kommentar|anliegen|mitteilung|text|frage|bericht|messaggio|mensaje|wiadomość|treść|kundennummer|ip|e-mail|email|website|url|seite)$/u;

const RULE = /^(?:[_=-]{10,}|(?:\* ){2,}\*|(?:- ?){10,})$/u;
const ORIGINAL =
  /^[-_=*\s]{0,60}(?:urspr(?:üngliche|ungliche|\.) (?:nachricht|mail|e-mail)|original[ -]?nachricht|originale nachricht|original (?:message|email|e-mail|mail|appointment)|ursprünglicher termin|reply message|message (?:d[’']origine|initial|original)|courriel original|oorspronkelijk(?:e)? (?:bericht|e-mail)|originele bericht|messaggio originale|mensaje original|correo original|(?:oryginalna |pierwotna )wiadomość|wiadomość oryginalna|mensagem original|ursprungligt meddelande|originalmeddelande|oprindelig meddelelse|opprinnelig melding|alkuperäinen viesti|původní (?:zpráva|e-mail)|eredeti üzenet|исходное сообщение|оригинальное сообщение|вихідне повідомлення|orijinal mesaj|原始(?:邮件|郵件)|邮件原件|郵件原件|元のメッセージ|원본 (?:메시지|메일)|הודעה מקורית|الرسالة الأصلية)[-_=*:：\s]{0,60}$/iu;
const FORWARDED =
  /^[-_=*\s]{0,60}(?:(?:anfang der )?weitergeleitete(?:n|r)? (?:nachricht|e-mail|mail|text)|weitergeleitet von .{1,120}|(?:begin )?forwarded message|forwarded by .{1,120}|(?:début du )?message (?:transféré|réexpédié)|transféré par .{1,120}|(?:begin )?doorgestuurd(?:e)? (?:bericht|e-mail)|(?:inizio (?:del )?)?messaggio inoltrato|inoltrato da .{1,120}|(?:inicio del )?mensaje reenviado|reenviado por .{1,120}|(?:początek )?(?:wiadomość przekazana|przekazan(?:a|ej) (?:dalej )?wiadomoś(?:ć|ci)|przesłana wiadomość|treść przekazanej wiadomości)|(?:início da )?mensagem (?:encaminhada|reencaminhada)|vidarebefordrat (?:meddelande|brev)|videresendt (?:meddelelse|melding|besked)|přeposlaná zpráva|välitetty viesti|továbbított üzenet|(?:начало )?(?:пересылаемо|пересланно|переадресованно|перенаправленно)(?:е|го) сообщени[ея]|iletilen mesaj|(?:下面是被|开始)?转发的?(?:邮件|消息)(?:信息)?|轉寄的?郵件|転送(?:された)?(?:メッセージ|メール)|전달된 메(?:시지|일))[-_=*:：\s]{0,60}$/iu;
const DELIMITER =
  /^[^\p{L}\p{N}]{2,40}.{0,120}(?:above this line|oberhalb dieser (?:zeile|linie)|über dieser (?:zeile|linie)|au-dessus de cette ligne|boven deze (?:lijn|regel)|sopra questa (?:riga|linea)|encima de esta línea|powyżej tej linii)/iu;

const DELIMITER_END =
  /^[^\p{L}\p{N}]{2,40}.{0,120}(?:(?:under|below) this line|unterhalb dieser (?:zeile|linie)|unter dieser (?:zeile|linie)|(?:sous|en dessous de) cette ligne|onder deze (?:lijn|regel)|sotto questa (?:riga|linea)|debajo de esta línea|poniżej tej linii)/iu;

/** `8:01` and `10 h 01`, in the digits of any script. */
const HOUR = /\p{Nd}\s?[:：h時时시]\s?\p{Nd}{2}/u;
/** Lines looked at for one block: long lists of recipients are wrapped over many. */
const MAX_BLOCK_LINES = 60;
const MAX_LINE = 1000;

/** `-----Ursprüngliche Nachricht-----` in the usual languages; dashes around or a colon behind are required. */
export function isOriginalMarker(line: string): boolean {
  return line.length <= 200 && marked(line) && ORIGINAL.test(line);
}

/** `---------- Forwarded message ---------` in the usual languages. */
export function isForwardMarker(line: string): boolean {
  return line.length <= 200 && marked(line) && FORWARDED.test(line);
}

/** The line of a ticket system above which the answer is to be written. */
export function isReplyDelimiter(line: string): boolean {
  return line.length <= 300 && DELIMITER.test(line);
}

/** The line of a ticket system below which an answer may go on. */
export function isReplyDelimiterEnd(line: string): boolean {
  return line.length <= 300 && DELIMITER_END.test(line);
}

/** A line of words between dashes, in whatever language, as stands above a mail within a mail. */
export function isUnknownMarker(line: string): boolean {
  return line.length <= 200 && /^-{4,60} ?\p{L}[^-]{1,80}[^-:\s] ?-{4,60}$/u.test(line) && !ORIGINAL.test(line);
}

/** True if a text starts as a header block does: `Von:`, `From`, `Gesendet: …`. */
export function isHeaderLabel(text: string): boolean {
  const kind = kindOf(`${text.slice(0, 60).replace(/[:：][\s\S]*$/u, '')}:`);
  return kind === 'from' || kind === 'sent';
}

/** A drawn line, as Outlook for the web puts one above its block. */
export function isRule(line: string): boolean {
  return line.length <= 200 && RULE.test(line);
}

function marked(line: string): boolean {
  return /^[-_=*]{2}/u.test(line) || /[-_=*]{2}$|[:：]$/u.test(line.slice(-2));
}

/** Of the lines of a text few hold a colon; asking for it first spares the others a search by pattern. */
export const hasColon = (line: string) => line.includes(':') || line.includes('：');

/** Which label each line starts with, read once for all the places where a block may start. */
export type Labels = readonly (Kind | 'form' | null)[];

export function labelsOf(lines: readonly string[]): Labels {
  return lines.map((line) => (hasColon(line) ? kindOf(line) : null));
}

/**
 * Number of lines of the header block that starts at `lines[at]`, 0 if none does. A block names the writer, the time and one thing more, and
 * holds an address or an hour, which a timetable or a form with such labels does not; after a line that announces it (`announced`) two
 * labels are enough. Lines come trimmed, without line ends.
 */
export function headerBlockAt(lines: readonly string[], labels: Labels, at: number, announced: boolean): number {
  const first = labels[at];
  if (!first || first === 'form' || first === 'other') return 0;
  const kinds = new Set<Kind>();
  let end = at;
  const last = Math.min(lines.length, at + MAX_BLOCK_LINES);
  for (let line = at; line < last; line++) {
    const kind = labels[line];
    if (kind === 'form') return 0;
    if (kind) {
      kinds.add(kind);
      end = line + 1;
    } else if (lines[line] === '' ? line > end : !isContinuation(lines[line]!, labels[line + 1])) {
      break;
    }
  }
  if (!kinds.has('from')) return 0;
  if (announced) return kinds.size >= 2 ? end - at : 0;
  if (!kinds.has('sent') || !(kinds.has('to') || kinds.has('subject'))) return 0;
  return lines.slice(at, end).some((line) => line.includes('@') || HOUR.test(line)) ? end - at : 0;
}

/** Further recipients or the rest of a long subject: followed by another label at once. */
function isContinuation(line: string, next: Labels[number] | undefined): boolean {
  return line.includes('@') || line.endsWith(';') || line.endsWith(',') || Boolean(next);
}

function kindOf(line: string): Kind | 'form' | null {
  if (line.length > MAX_LINE) return null;
  const label = LABELLED.exec(line)?.[1]?.trim().toLowerCase().replaceAll("'", '’');
  if (label === undefined) return null;
  return KIND_OF.get(label) ?? (FORM.test(label) ? 'form' : null);
}

const NOTES_TO = /^(?:an|to|a|à|para|aan|do)$/iu;
const NOTES_SUBJECT = /^(?:thema|betreff|subject|objet|oggetto|asunto|onderwerp|temat)$/iu;
const NOTES_TIME = /\d{1,2}[./-]\d{1,2}[./-]\d{2,4}.{0,12}\d{1,2}:\d{2}/u;

/**
 * Number of lines of an old Lotus Notes header, whose labels stand alone on their lines, 0 if none starts at `lines[at]`.
 * Not by RFC: name, time, `An`, addresses, `Kopie`, `Thema`, subject.
 */
export function notesHeaderAt(lines: readonly string[], at: number): number {
  const timeAt = [at, at + 1].find((line) => hasTime(lines[line]));
  if (timeAt === undefined || lines[at] === '') return 0;
  const last = Math.min(lines.length, timeAt + 24);
  let to = -1;
  for (let line = timeAt + 1; line < last; line++) {
    if (NOTES_TO.test(lines[line]!) && line <= timeAt + 4) to = line;
    if (to >= 0 && NOTES_SUBJECT.test(lines[line]!)) return line + 1 - at;
  }
  return 0;
}

function hasTime(line: string | undefined): boolean {
  return line !== undefined && line.length <= 120 && NOTES_TIME.test(line);
}
