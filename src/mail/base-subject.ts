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

/** True if the outermost mark says that the mail is handed on, so that the mail within it is its content. */
export function isForwardSubject(subject: string): boolean {
  let rest = subject.slice(0, 1_000).trimStart();
  for (let round = 0; round < ROUNDS; round++) {
    if (isWrapped(rest)) return true;
    const leader = TAG.exec(rest) ?? WARNING.exec(rest);
    if (!leader) break;
    rest = rest.slice(leader[0].length);
  }
  return FORWARD.test(rest);
}

/** Nobody writes more marks; a bound on hostile subjects, whose every round is linear. */
const ROUNDS = 100;

/**
 * Answer marks by language, as mail programs write them. Single letters (R, I) are Outlook's Italian ones.
 * A word that is also a common beginning of a real subject does not belong here.
 */
const REPLIES = [
  ['re', 'reply', 'aw', 'antw', 'antwort', 'ant', 'betr'],
  ['sv', 'svar', 'ré', 'rép', 'rep', 'réf'],
  ['res', 'resp', 'rif', 'r', 'rta'],
  ['odp', 'odg', 'vá', 'va', 'ynt', 'cvp', 'yan', 'bls', 'balas', 'atb', 'vast'],
  ['отв', 'ответ', 'на', 'ha', 'відп', 'απ', 'σχετ'],
  ['回复', '回覆', '答复', '答覆', '返信', '회신', '답장', 'השב', 'تعقيب', 'رد'],
].flat();

/** Forward marks, likewise. Finnish VS is an answer, but the Danish and Norwegian one is a forward: showing too much is the lesser harm. */
const FORWARDS = [
  ['fw', 'fwd', 'forwarded', 'wg', 'weitergeleitet', 'wtr', 'doorst', 'doorgestuurd'],
  ['vs', 'vb', 'vl', 'fs', 'vid', 'tr', 'transf'],
  ['rv', 'enc', 'i', 'inol', 'reenv', 'reenviado', 'pd', 'podaj dalej', 'prosl', 'továbbítás', 'továbbítva'],
  ['ilt', 'İlt', 'trs', 'terusan', 'yml', 'edasi', 'пересл', 'пер', 'πρθ'],
  ['转发', '轉寄', '轉發', '転送', '전달', 'הועבר', 'إعادة توجيه'],
].flat();

function markOf(words: readonly string[]): RegExp {
  const longestFirst = words.toSorted((a, b) => b.length - a.length).join('|');
  return new RegExp(
    `^(?:${longestFirst})\\s?(?:[[(^]{1,2}\\d{1,4}[\\])]?|\\d{0,3}\\*)?\\s?(?:\\[[^\\][]{0,100}\\]\\s?)?[:：]\\s*`,
    'iu',
  );
}

const MARK = markOf([...REPLIES, ...FORWARDS]);
const FORWARD = markOf(FORWARDS);

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
