import iconv from 'iconv-lite';
import { LIMITS } from './limits.ts';

/**
 * Compressed RTF (MS-OXRTFCP) as RTF bytes, at most `LIMITS.tnefRtfBytes`; null if it is none.
 * Written here because the known library trusts the sizes that the data claims.
 */
export function decompressRtf(bytes: Uint8Array): Buffer | null {
  const input = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (input.length < 16) return null;
  const kind = input.readUInt32LE(8);
  if (kind === 0x414c454d) return input.subarray(16, 16 + Math.min(input.readUInt32LE(4), LIMITS.tnefRtfBytes));
  if (kind !== 0x75465a4c) return null;
  const size = Math.min(input.readUInt32LE(4), LIMITS.tnefRtfBytes, (input.length - 16) * 17);
  const start = PRELOAD.length;
  const out = Buffer.alloc(start + size);
  PRELOAD.copy(out);
  let at = start;
  let i = 16;
  while (i < input.length && at < out.length) {
    const control = input[i++] as number;
    for (let bit = 0; bit < 8 && i < input.length && at < out.length; bit++) {
      if ((control & (1 << bit)) === 0) {
        out[at++] = input[i++] as number;
        continue;
      }
      const token = ((input[i] as number) << 8) | (input[i + 1] ?? 0);
      i += 2;
      let from = (at & ~4095) + (token >> 4);
      // MS-OXRTFCP §2.1.3.1.4: a reference to the write position ends the data.
      if (from === at) return out.subarray(start, at);
      if (from > at) from -= 4096;
      for (let n = (token & 15) + 2; n > 0 && at < out.length; n--) out[at++] = out[from++] ?? 0x20;
    }
  }
  return out.subarray(start, at);
}

/** What an RTF body says: the HTML it encapsulates (MS-OXRTFEX §2.1.3), else its plain text. */
export function readRtf(rtf: Buffer): { html: string | null; text: string } {
  const source = rtf.toString('latin1');
  const isHtml = /\\fromhtml1\b/.test(source.slice(0, 2_000));
  const codePage = /\\ansicpg(\d{3,5})/.exec(source.slice(0, 2_000))?.[1] ?? '1252';
  const read = readGroups(
    source,
    isHtml,
    iconv.encodingExists(`windows-${codePage}`) ? `windows-${codePage}` : `cp${codePage}`,
  );
  const text = read.replace(/\r\n?/g, '\n');
  return isHtml ? { html: text.trim(), text: '' } : { html: null, text: text.trim() };
}

const PRELOAD = Buffer.from(
  '{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx',
  'latin1',
);

/** RTF 1.9 destinations whose content is no text of the document. */
const SILENT =
  /^(?:fonttbl|colortbl|stylesheet|info|pict|object|header|footer|headerl|headerr|footerl|footerr|themedata|datastore|generator|listtable|listoverridetable|rsidtbl|xmlnstbl|latentstyles|mhtmltag)$/;

type Group = { silent: boolean; isTag: boolean; rtfOnly: boolean; unicodeSkip: number };

const TOKEN = /\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-f]{2})|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)/gi;

function readGroups(source: string, isHtml: boolean, charset: string): string {
  const out: string[] = [];
  let bytes: number[] = [];
  const stack: Group[] = [];
  let group: Group = { silent: false, isTag: false, rtfOnly: false, unicodeSkip: 1 };
  let skip = 0;
  const flush = () => {
    if (bytes.length === 0) return;
    out.push(iconv.decode(Buffer.from(bytes), iconv.encodingExists(charset) ? charset : 'windows-1252'));
    bytes = [];
  };
  const say = (text: string) => {
    flush();
    // MS-OXRTFEX §2.1.3.1: in encapsulated HTML, text between \htmlrtf and \htmlrtf0 is for RTF readers only.
    if (!group.silent && !group.rtfOnly) out.push(text);
  };
  for (const match of source.matchAll(TOKEN)) {
    const [, word, number, hex, symbol, brace, plain] = match;
    if (brace === '{') {
      flush();
      if (stack.length < 1_000) stack.push(group);
      group = { ...group };
    } else if (brace === '}') {
      flush();
      group = stack.pop() ?? group;
    } else if (hex !== undefined) {
      if (skip > 0) skip--;
      else if (!group.silent && !group.rtfOnly) bytes.push(Number.parseInt(hex, 16));
    } else if (symbol !== undefined) {
      if (symbol === '*') group.silent = true;
      else if (symbol === '~') say('\u00a0');
      else if (symbol === '_') say('\u2011');
      else if ('\\{}'.includes(symbol)) say(symbol);
    } else if (word !== undefined) {
      const command = word.toLowerCase();
      if (command === 'u' && number !== undefined) {
        say(String.fromCharCode(Number(number) & 0xffff));
        skip = group.unicodeSkip;
        continue;
      }
      const said = readWord(command, number, group, isHtml);
      if (said !== '') say(said);
    } else if (plain !== undefined) {
      const rest = plain.slice(skip);
      skip = Math.max(0, skip - plain.length);
      if (rest !== '') say(rest);
    }
  }
  flush();
  return out.join('');
}

/** What a control word says as text, '' if it only changes the group. */
function readWord(command: string, number: string | undefined, group: Group, isHtml: boolean): string {
  if (command === 'htmltag') {
    group.silent = false;
    group.isTag = true;
    return '';
  }
  if (SILENT.test(command)) group.silent = true;
  if (command === 'htmlrtf') group.rtfOnly = number !== '0';
  if (command === 'uc') group.unicodeSkip = Math.min(Number(number ?? 1), 10);
  // Inside an encapsulated tag \par is a line break of the HTML source, outside of it too (MS-OXRTFEX §2.1.3.1.4).
  if (command === 'par' || command === 'line' || command === 'row') return '\n';
  if (command === 'tab' || (command === 'cell' && !isHtml)) return '\t';
  return SYMBOLS[command] ?? '';
}

const SYMBOLS: Record<string, string> = {
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  bullet: '•',
  endash: '–',
  emdash: '—',
  emspace: '\u2003',
  enspace: '\u2002',
};
