/** Recognises where the signature starts in what a person wrote. Careful: what is taken for a signature is folded on the page. */

/** Half-open range of lines. */
export type LineRange = { start: number; end: number };

/** More lines than this below a separator are rather text. */
const MAX_SIGNATURE_LINES = 40;
/** Without a separator: name, position, company, address, numbers, a line of the register court. */
const MAX_CLOSING_LINES = 25;
/** Longer lines are sentences, unless the company's details have begun. */
const MAX_DETAIL = 90;

const CLOSING =
  /^(?:(?:mit )?(?:den )?(?:freundlich\p{L}*|best\p{L}*|herzlich\p{L}*|schön\p{L}*|lieb\p{L}*|sonnig\p{L}*|kollegial\p{L}*|viele\p{L}*|beste\p{L}*)(?: (?:und )?(?:freundlich\p{L}*|lieb\p{L}*|sonnig\p{L}*|herzlich\p{L}*))? (?:gr(?:ü|ue|u)(?:ß|ss)\p{L}*|empfehlungen)(?: (?:aus|von|vom|nach|an) .{2,40})?|gruß|grüße|gruss|hochachtungsvoll|mfg|m\.f\.g\.|vg|lg|bg|(?:mit )?vorzüglicher hochachtung|(?:(?:with )?(?:best|kind|kindest|warm|warmest|many)? ?(?:regards|wishes))|cheers|yours (?:sincerely|faithfully|truly)|sincerely(?: yours)?|respectfully|(?:bien |très )?cordialement(?: vôtre)?|bien à vous|(?:meilleures |sincères )?salutations(?: distinguées)?|sincères salutations|meilleures salutations|(?:veuillez agréer|je vous prie d’agréer).{0,120}|(?:met )?(?:vriendelijke|hartelijke) groet(?:en)?|(?:hoogachtend|groetjes|groeten|groet)|mvg|(?:cordiali|distinti|migliori|cari) saluti|(?:un )?cordiale saluto|(?:un )?(?:cordial saludo|saludo)|saludos(?: cordiales)?|(?:muy )?atentamente|atte\.?|z poważaniem|z wyrazami szacunku|(?:serdecznie )?pozdrawiam(?: serdecznie)?|(?:serdeczne )?pozdrowienia|med vänlig(?:a)? hälsning(?:ar)?|(?:med )?venlig hilsen|atenciosamente|cumprimentos|med vennlig hilsen|(?:hyvin )?ystävällisin terveisin|terveisin|s (?:přátelským )?pozdrav(?:em|om)|üdvözlettel|tisztelettel|(?:srdačan|lijep|lep) pozdrav|lp|cu (?:stimă|respect)|с уважением|с наилучшими пожеланиями|всего доброго|з повагою|поздрави|με εκτίμηση|saygılarım(?:la|ızla)|iyi çalışmalar|בברכה|مع (?:خالص|أطيب|فائق) (?:التحية|التحيات|الاحترام|التقدير)|مع (?:التحية|تحياتي)|تحياتي|此致(?:敬礼|敬禮)?|敬礼|祝好|顺(?:祝|颂)商祺|順(?:祝|頌)商祺|敬具)[\s,，،.。!！–-]*$/iu;

/** What telephones and mail programs add. */
const APP_LINE =
  /^(?:von mein(?:em|er)(?:\/meine[mr])? .{2,40} gesendet|gesendet (?:von|vom|mit|aus|über) .{2,80}|diese (?:nachricht|e-mail|mail) wurde (?:von|mit) .{2,80} gesendet|sent (?:from|with|via) .{2,80}|get outlook for (?:ios|android).{0,80}|(?:holen sie sich|hol dir) outlook für .{2,80}|outlook für (?:ios|android) (?:herunterladen|beziehen).{0,80}|envoyé (?:de|depuis|à partir) .{2,80}|télécharger outlook pour .{2,80}|obtenir outlook pour .{2,80}|verstuurd (?:vanaf|met|via) .{2,80}|verzonden (?:vanaf|met|via) .{2,80}|(?:download|outlook voor) .{0,20}(?:ios|android).{0,80}|inviato (?:da|dal) .{2,80}|scarica outlook per .{2,80}|ottieni outlook per .{2,80}|enviado (?:desde|con|do) .{2,80}|obtener outlook para .{2,80}|obtenga outlook para .{2,80}|wysłane? z .{2,80}|pobierz (?:aplikację )?outlook.{2,80}|uzyskaj (?:aplikację )?outlook.{2,80}|skickat från .{2,80}|sendt fra .{2,80}|lähetetty .{2,80}|odesláno z .{2,80}|отправлено (?:с|из) .{2,80}|надіслано з .{2,80}|получить outlook для .{2,80}|.{2,40}(?:[’'][a-zıü]{1,6})? gönderildi|发自我的.{2,40}|從我的 ?.{2,40}傳送|从我的 ?.{2,40}发送|获取 ?outlook for .{2,80}|.{2,40}から送信|(?:나의 )?.{2,40}에서 보냄|(?:مُرسل|أُرسلت|أرسلت|مرسل) من .{2,80}|נשלח מה.{2,40})[.!。]?$/iu;
/** A link that such a line may carry below it. */
const APP_LINK = /^<?https?:\/\/\S{3,200}>?$/u;

const DETAILS =
  /(?:\b(?:tel|fon|phone|telefon|fax|mobil|mobile|mob|handy|www|gmbh|ag|kg|ltd|inc|b\.v|s\.r\.l|sp\. z o\.o|hrb|ust-?id\p{L}*|sitz|geschäftsführ\p{L}*|registergericht|amtsgericht|vat|siret)\b|@|https?:|\+\d{2})/iu;
const AFTERTHOUGHT = /^(?:p\.? ?s\.?\b|ps:|nachtrag|n\.b\.|anlagen?:|anhang:|edit:)/iu;

/**
 * The lines of the signature in `lines`, a run of text by one writer, or null. RFC 3676 §4.3 `-- ` first, then a closing formula with
 * what follows it, then the line of a telephone. Lines come trimmed, without line ends; the separator therefore as `--`.
 */
export function signatureIn(lines: readonly string[]): LineRange | null {
  return separated(lines) ?? closed(lines) ?? appended(lines);
}

function separated(lines: readonly string[]): LineRange | null {
  for (let at = lines.length - 1, filled = 0, found = -1; at >= 0; at--) {
    if (lines[at] === '--') found = at;
    else if (lines[at] !== '') filled++;
    if (filled > MAX_SIGNATURE_LINES || at === 0) return found < 0 ? null : { start: found, end: lines.length };
  }
  return null;
}

function closed(lines: readonly string[]): LineRange | null {
  let filled = 0;
  for (let at = lines.length - 1; at >= 0 && filled <= MAX_CLOSING_LINES; at--) {
    const line = lines[at]!;
    if (line === '') continue;
    filled++;
    if (isClosing(line)) return { start: at, end: closingEnd(lines, at) };
  }
  return null;
}

/** Formulas in two languages stand side by side, with a stroke between. */
function isClosing(line: string): boolean {
  return line.length <= 160 && CLOSING.test(line.split(/ [/|–] /u, 1)[0]!);
}

/** A question, a sentence or an afterthought below the name belongs to the text again. */
function closingEnd(lines: readonly string[], start: number): number {
  let details = false;
  for (let at = start + 1; at < lines.length; at++) {
    const line = lines[at]!;
    if (line === '') continue;
    if (AFTERTHOUGHT.test(line) || line.endsWith('?')) return at;
    if (!details && line.length > MAX_DETAIL) return at;
    details ||= DETAILS.test(line);
  }
  return lines.length;
}

function appended(lines: readonly string[]): LineRange | null {
  let at = lines.length - 1;
  while (at >= 0 && lines[at] === '') at--;
  if (at > 0 && APP_LINK.test(lines[at]!)) at--;
  return at >= 0 && isAppLine(lines[at]!) ? { start: at, end: lines.length } : null;
}

/** The link to the program may stand in the middle: `Outlook für iOS<https://…> beziehen`. */
function isAppLine(line: string): boolean {
  return line.length <= 300 && APP_LINE.test(line.replace(/ ?<https?:[^>]{1,200}>/u, ''));
}
