import iconv from 'iconv-lite';

/** The canonical lower-case name of a charset label (RFC 2978, with the WHATWG supersets), null if we cannot decode it. */
export function charsetName(label: string): string | null {
  const known = RESOLVED.get(label);
  if (known !== undefined) return known;
  const name = resolve(label);
  // Labels come from mail: remember only so many.
  if (RESOLVED.size < 500 && label.length < 40) RESOLVED.set(label, name);
  return name;
}

/** True if every character of the charset is one byte. */
export function isSingleByte(charset: string): boolean {
  return !/^(?:utf|gb|big5|cp9(?:32|36|49|50)|euc|iso-2022|hz|shift|ucs)/.test(charset);
}

/** True if bytes below 0x80 mean in this charset what they mean in ASCII. */
export function isAsciiSuperset(charset: string): boolean {
  return !/^(?:utf-7|utf-16|utf-32|iso-2022|hz)/.test(charset);
}

/**
 * Our name → further labels. A superset is taken for its subsets (WHATWG Encoding §4.2): what is labelled gb2312 contains
 * gb18030, what is labelled iso-8859-1 contains the € of windows-1252.
 */
const LABELS: Record<string, string> = {
  'us-ascii':
    'ascii ansi_x3.4-1968 iso646-us 7bit 8bit binary unknown x-unknown unknown-8bit x-user-defined default default-charset none',
  'utf-8': 'utf8 utf8mb4 unicode-1-1-utf-8 x-utf-8 cp65001 utf-8n utf-8-sig utf--8 utf8-8',
  'utf-7': 'utf7 unicode-1-1-utf-7 x-unicode-2-0-utf-7 cp65000 unicode-2-0-utf-7',
  'utf-16': 'unicode iso-10646-ucs-2 ucs-2 utf16',
  'utf-16le': 'utf16le unicodefffe-le',
  'utf-16be': 'utf16be unicodefffe',
  'utf-32': 'utf32',
  'utf-32le': '',
  'utf-32be': '',
  'windows-1252': 'latin1 latin-1 l1 ansi iso-latin-1 cp819 ibm819 western x-ansi iso8859 iso-8859',
  'windows-1254': 'latin5 latin-5',
  'iso-8859-2': 'latin2 latin-2 l2',
  'iso-8859-5': 'cyrillic',
  'iso-8859-6': 'arabic asmo-708',
  'iso-8859-7': 'greek elot-928',
  'iso-8859-8': 'hebrew iso-8859-8-i logical visual',
  'iso-8859-15': 'latin9 latin-9 l9',
  'windows-874': 'tis-620 tis620 iso-8859-11 dos-874 thai',
  gb18030:
    'gb2312 gb-2312 gb2312-80 gb-2312-80 gbk x-gbk gb-18030 cp936 ms936 euc-cn x-euc-cn iso-ir-58 chinese csgb2312 gb',
  'hz-gb-2312': 'hz',
  big5hkscs: 'big5 big-5 big5-hkscs x-x-big5 x-big5 cp950 cn-big5 csbig5 big5-eten',
  cp949: 'euc-kr euckr ks-c-5601-1987 ks-c-5601-1989 ks-c-5601 ksc5601 ksc-5601 korean uhc ms949 cseuckr iso-ir-149',
  'iso-2022-kr': 'csiso2022kr',
  'iso-2022-jp':
    'iso-2022-jp-1 iso-2022-jp-2 iso-2022-jp-3 iso-2022-jp-2004 iso-2022-jp-ms cp50220 cp50221 cp50222 csiso2022jp jis',
  cp932: 'shift-jis sjis x-sjis ms-kanji windows-31j ms932 shiftjis cswindows31j csshiftjis',
  eucjp: 'euc-jp x-euc-jp x-euc ujis cseucpkdfmtjapanese',
  'koi8-r': 'koi8r koi8 koi cskoi8r',
  'koi8-u': 'koi8u',
  'koi8-ru': '',
  cp866: 'ibm866 866 csibm866',
  cp437: 'ibm437 dos 437',
  cp850: 'ibm850 850',
  cp852: 'ibm852 852',
  cp858: 'ibm858 ibm00858',
  macroman: 'x-mac-roman macintosh mac x-macroman',
  maccyrillic: 'x-mac-cyrillic x-mac-ukrainian',
  maccenteuro: 'x-mac-ce x-mac-centraleurroman',
  macturkish: 'x-mac-turkish',
  macgreek: 'x-mac-greek',
  viscii: 'csviscii',
};

const ALIASES = new Map<string, string>();
for (const [name, labels] of Object.entries(LABELS)) {
  ALIASES.set(name, name);
  for (const label of labels.split(' ')) if (label !== '') ALIASES.set(label, name);
}

const RESOLVED = new Map<string, string | null>();

/** Encodings that iconv-lite offers but that are no charsets: a mail naming one must not have its body read as hex. */
const NOT_CHARSETS = /^(?:base64|hex|binary|utf7imap|utf-7-imap|cesu8|ucs2)$/;

function resolve(label: string): string | null {
  // No name is longer, and the patterns below are not made for a page of text.
  const loose = label
    .slice(0, 100)
    .trim()
    .toLowerCase()
    .replace(/^["']|["']$/g, '')
    .replace(/\*.*$/, '')
    .replace(/[\s_]+/g, '-');
  const known = ALIASES.get(loose);
  if (known !== undefined) return known;
  const windows = /^(?:x-)?(?:windows|win|cp|ms|microsoft-cp|windows-cp)-?(125[0-8]|874)$/.exec(loose);
  if (windows) return `windows-${windows[1]}`;
  const iso = /^(?:x-)?iso-?8859-?(\d{1,2})(?:[-:](?:\d{4}|e|i))?$/.exec(loose);
  if (iso) return iso[1] === '1' ? 'windows-1252' : iso[1] === '9' ? 'windows-1254' : known8859(iso[1] as string);
  if (!/^[a-z0-9][a-z0-9.:_-]{1,38}$/.test(loose) || NOT_CHARSETS.test(loose)) return null;
  return iconv.encodingExists(loose) ? loose : null;
}

function known8859(part: string): string | null {
  return iconv.encodingExists(`iso-8859-${part}`) ? `iso-8859-${part}` : null;
}
