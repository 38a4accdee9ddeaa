/** Recognises the line (or the wrapped lines) by which a mail program introduces a quote: `Am … schrieb …:`, `On … wrote:`. */
import { hasColon } from './quotes-headers.ts';

export type Attribution = {
  /** Number of lines it takes. */
  lines: number;
  /** True: sure enough to hide what follows even if that is not marked with `>`. */
  sure: boolean;
};

/** Wrapped by mail programs at 72 or 78 columns, long names and addresses included. */
const MAX_LINES = 4;
const MAX_LENGTH = 500;

/** How the introduction of one language starts, if it does not start with the name of the writer. */
const STARTS =
  /^(?:On|Am|Le|Op|Il|El|En fecha|En date|W dniu|Dnia|Em|Den|Dne|Dňa|Pe|V|Vào|Στις|Wiadomość napisana|Zitat von|Quoting|Citát|pon\.?,|wt\.?,|śr\.?,|czw\.?,|pt\.?,|sob\.?,|niedz\.?,|(?:ma|man|ti|tir|on|ons|to|tor|fr|fre|lø|lør|sø|søn|lau|sun)\.|(?:пн|вт|ср|чт|пт|сб|вс|нд),|[12]\d{3}[-/.年년]|\d{1,2}[./]\d{1,2}[./]\d{2,4}|于|在|في|בתאריך|ב-)/u;

/** “wrote” as mail programs put it, without the ones that need more than a word. */
const WROTE =
  /(?:^|[\s,>"»)-])(?:wrote|writes|schrieb|geschrieben|a écrit|écrit|schreef|geschreven|ha scritto|scritto|scrive|escribió|escribio|ha escrito|pisze|pisał|napisał|napisała|napisał\(a\)|napisał\/a|napisana|escreveu|skrev|kirjoitti|napsal|napsal\(a\)|napísal|napísal\(a\)|ezt írta|a scris|je napisao|je napisala|napisao je|napisala je|va escriure|kirjutas|rašė|rakstīja|menulis|đã viết|написал|написала|написал\(а\)|написав|написа|пишет|пише|έγραψε|yazdı|كتب|كتبت|كتابة ما يلي|כתב|כתבה|כתב\/ה)(?=$|[\s,:：(<"«-])|(?:写道|寫道|のメール|書きました|작성|썼습니다)\s?[:：]/u;

/** `schrieb ich Ihnen:` is the author's own sentence. */
const FIRST_PERSON =
  /(?:\b(?:schrieb|wrote|schreef|geschrieben haben?) (?:ich|wir|I|we|ik|wij)\b|\b(?:ich|wir|I|we|ik|wij|je|nous)\b[^<>@]{0,20}\b(?:schrieb|geschrieben|wrote|schreef|écrit)\b)/u;

const TIME =
  /\b\d{1,2}\s?(?:[:.h]|\bUhr\b)\s?\d{2}\b|\b\d{1,2}\s?(?:AM|PM|Uhr)\b|(?:[上下]午|오[전후]) ?\d{1,2}:\d{2}/u;
const DATE =
  /\b\d{1,2}[./-]\s?(?:\d{1,2}|\p{L}{3,})[./-]?\s?\d{2,4}\b|\b[12]\d{3}[-/.年년]\s?\d{1,2}|\b\d{1,2}(?:\.|st|nd|rd|th)?\s(?:de\s)?\p{L}{3,}[.׳]?[,،]?\s(?:de\s)?[12]\d{3}\b|\b\p{L}{3,}\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s[12]\d{3}\b/u;
const ADDRESS = /[<[(][^\s<>@]{1,64}@[^\s<>@]{1,255}[>\])]|\bmailto:/u;
const ENDS = /[:：]\s*(?:-{2,}\s*)?$/u;

/** GroupWise: `>>> Name <a@b.c> 05.02.24 10:11 >>>`. */
const GROUPWISE = /^>>>\s.{3,200}\s>>>$/u;
/** iNotes: `-----Name <a@b.c> schrieb: -----`, Notes 8: `Name ---05.02.2024 10:11:02---Text`. */
const NOTES = /^-{4,}\s?[^-].{2,200}:\s?-{4,}$|^\S.{1,80} -{3}\d{1,2}[./]\d{1,2}[./]\d{2,4} \d{1,2}:\d{2}/u;

/** The introduction that starts at `lines[at]`, null if none does. Lines come trimmed, without line ends. */
export function attributionAt(lines: readonly string[], at: number): Attribution | null {
  const first = bare(lines[at]!);
  if (first === '' || first.length > MAX_LENGTH) return null;
  if (GROUPWISE.test(first) && (DATE.test(first) || ADDRESS.test(first))) return { lines: 1, sure: true };
  if (first.includes('---') && NOTES.test(first) && (TIME.test(first) || WROTE.test(first)))
    return { lines: 1, sure: true };
  if (hasColon(first) && ENDS.test(first)) {
    const found = judged(first, 1);
    if (found) return found;
  }
  if (STARTS.test(first)) {
    // Not by RFC: Yahoo on a phone goes on with the quote on the same line.
    const colon = first.search(/[:：] {2,}\S/u);
    const found = colon > 0 ? judged(first.slice(0, colon + 1), 1) : null;
    if (found?.sure) return found;
  }
  return STARTS.test(first) || ADDRESS.test(first) ? wrapped(lines, at, first) : null;
}

function wrapped(lines: readonly string[], at: number, first: string): Attribution | null {
  let joined = first;
  for (let count = 2; count <= MAX_LINES; count++) {
    const next = bare(lines[at + count - 1] ?? '');
    if (next === '' || next.startsWith('>') || joined.length + next.length > MAX_LENGTH) return null;
    joined += ` ${next}`;
    if (ENDS.test(next)) return judged(joined, count);
  }
  return null;
}

function judged(text: string, lines: number): Attribution | null {
  const dated = DATE.test(text) || TIME.test(text);
  const addressed = ADDRESS.test(text);
  if (FIRST_PERSON.test(text)) return null;
  if (WROTE.test(text)) {
    const sure =
      (TIME.test(text) && DATE.test(text)) ||
      (dated && addressed) ||
      (addressed && /^.{1,80}<\S+>\s\S+\s?[:：]$/u.test(text));
    return { lines, sure };
  }
  // Not by RFC: Gmail in some languages does without a verb, `2024-02-05 10:11 GMT+01:00 Name <a@b.c>:`.
  if (STARTS.test(text) && DATE.test(text) && TIME.test(text) && /<[^<>\s]+@[^<>\s]+>\s?[:：]$/u.test(text))
    return { lines, sure: true };
  // mutt in German and other set-ups: `* Name [2024-02-05 10:11]:`.
  if (/^\* .{1,120} \[\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}[^\]]{0,20}\]:$/u.test(text)) return { lines, sure: false };
  // Horde and IMP write `Zitat von Name <a@b.c>:`.
  return /^(?:Zitat von|Quoting|Citát)\b/u.test(text) ? { lines, sure: addressed } : null;
}

/** Without the marks by which bold and italic text survives as plain text, Arabic and Persian digits as ours. */
function bare(line: string): string {
  const unmarked =
    line.includes('*') || line.includes('_') ? line.replace(/^[*_]{1,2}(?=\p{L})|[*_]{1,2}$/gu, '') : line;
  return unmarked.replace(/[\u0660-\u0669\u06f0-\u06f9]/gu, (digit) => String(digit.charCodeAt(0) & 0xf));
}
