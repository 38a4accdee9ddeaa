import { LIMITS } from './limits.ts';

/**
 * What a subject is about: without reply and forward marks, list tags and warnings in front (RFC 5256 §2.1, with the prefixes of
 * many languages). Takes a decoded subject; keeps its case; '' if nothing is left.
 */
export function baseSubject(subject: string): string {
  let rest = subject.slice(0, LIMITS.subjectCharacters).replace(/\s+/g, ' ').trim();
  for (let round = 0; round < ROUNDS; round++) {
    const before = rest;
    rest = withoutTrailer(rest);
    rest = withoutLeaders(rest);
    // RFC 5256 §2.1 (6): `[Fwd: subject]`.
    const wrapped = /^\[\s*(?:fwd?|wg|tr|rv|enc)\s*:(.*)\]$/iu.exec(rest);
    if (wrapped) rest = (wrapped[1] as string).trim();
    if (rest === before) break;
  }
  return rest;
}

/** How many reply and forward marks stand in front, in the same reading. 0 for a new subject. */
export function replyDepth(subject: string): number {
  let rest = subject.slice(0, 1_000).replace(/\s+/g, ' ').trim();
  let depth = 0;
  while (depth < ROUNDS) {
    const mark = MARK.exec(rest);
    const leader = mark ?? TAG.exec(rest) ?? WARNING.exec(rest);
    if (!leader) break;
    if (mark) depth++;
    rest = rest.slice(leader[0].length).trimStart();
  }
  return depth;
}

/** Nobody writes more marks; a bound on hostile subjects, whose every round is linear. */
const ROUNDS = 100;

/**
 * Answer and forward marks by language, as mail programs write them. Single letters (R, I) are Outlook's Italian ones.
 * A word that is also a common beginning of a real subject does not belong here.
 */
const WORDS = [
  ['re', 'fw', 'fwd', 'reply', 'forwarded'],
  ['aw', 'antw', 'antwort', 'wg', 'weitergeleitet', 'wtr', 'ant', 'doorst', 'doorgestuurd', 'betr'],
  ['sv', 'vs', 'vb', 'vl', 'fs', 'svar', 'vid'],
  ['rép', 'rep', 'réf', 'tr', 'transf', 'ré'],
  ['rv', 'res', 'enc', 'resp', 'rif', 'r', 'i', 'inol', 'reenv', 'reenviado', 'rta'],
  [
    'odp',
    'pd',
    'podaj dalej',
    'odg',
    'prosl',
    'vá',
    'va',
    'továbbítás',
    'továbbítva',
    'ynt',
    'ilt',
    'İlt',
    'cvp',
    'yan',
  ],
  ['bls', 'trs', 'balas', 'terusan', 'atb', 'yml', 'edasi', 'vast'],
  ['отв', 'ответ', 'на', 'ha', 'пересл', 'fwd', 'відп', 'απ', 'πρθ', 'σχετ'],
  [
    '回复',
    '回覆',
    '答复',
    '答覆',
    '转发',
    '轉寄',
    '轉發',
    '返信',
    '転送',
    '회신',
    '전달',
    '답장',
    'השב',
    'הועבר',
    'تعقيب',
    'إعادة توجيه',
    'رد',
  ],
].flat();

const MARK = new RegExp(
  `^(?:${WORDS.toSorted((a, b) => b.length - a.length).join('|')})\\s?(?:[[(^]{1,2}\\d{1,4}[\\])]?|\\d{0,3}\\*)?\\s?(?:\\[[^\\][]{0,100}\\]\\s?)?[:：]\\s*`,
  'iu',
);

/** RFC 5256 subj-blob: a list tag, `[EXTERN]`, a ticket reference. */
const TAG = /^\[[^\][]{0,200}\]\s*/u;

/** Not by RFC: what gateways put in front of mail from outside or of suspected spam. */
const WARNING =
  /^(?:\*{1,5}\s?(?:extern(?:al|e|o|a)?|ext|spam|suspected spam|junk|caution)\s?\*{1,5}:?|\(\s?extern(?:al|e|o|a)?\s?\)|(?:extern|external|ext|spam)\s?[:|]|<extern(?:al)?>|\{(?:spam|extern(?:al)?)\??\})\s*/iu;

function withoutLeaders(subject: string): string {
  let rest = subject;
  for (let round = 0; round < ROUNDS; round++) {
    const mark = MARK.exec(rest) ?? WARNING.exec(rest);
    if (mark) {
      rest = rest.slice(mark[0].length);
      continue;
    }
    // RFC 5256 §2.1 (4): a blob goes only if something is left.
    const tag = TAG.exec(rest);
    if (!tag || tag[0].length === rest.length || isWrapped(rest)) return rest;
    rest = rest.slice(tag[0].length);
  }
  return rest;
}

function isWrapped(subject: string): boolean {
  return /^\[\s*(?:fwd?|wg|tr|rv|enc)\s*:.*\]$/iu.test(subject);
}

/** RFC 5256 §2.1 (2): `(fwd)` at the end. */
function withoutTrailer(subject: string): string {
  let rest = subject;
  while (/\((?:fwd|wg)\)$/i.test(rest)) rest = rest.slice(0, rest.lastIndexOf('(')).trimEnd();
  return rest;
}
