/**
 * The charset that 8-bit text without a usable label most likely has: `windows-1251` or `koi8-r` if it looks Cyrillic, else
 * `windows-1252`. Only for bytes that are not UTF-8. Looks at the first 64 kB.
 */
export function guessLegacy(bytes: Uint8Array): 'windows-1251' | 'koi8-r' | 'windows-1252' {
  let high = 0;
  let runs = 0;
  let letters = 0;
  let windows = 0;
  let koi = 0;
  let inRun = false;
  const end = Math.min(bytes.length, 65_536);
  for (let i = 0; i < end; i++) {
    const byte = bytes[i] as number;
    if (byte < 0x80) {
      inRun = false;
      continue;
    }
    if (!inRun) runs++;
    inRun = true;
    high++;
    if (byte < 0xc0) continue;
    letters++;
    // The other case of a letter is 0x20 away in both charsets; small letters are the usual ones.
    if (WINDOWS_1251.has(byte | 0x20)) windows += byte >= 0xe0 ? 3 : 2;
    if (KOI8_R.has(byte & 0xdf)) koi += byte < 0xe0 ? 3 : 2;
  }
  // Latin text has single letters above ASCII, Cyrillic text has whole words of them.
  if (high < 3 || high / runs < 2.2 || letters < high * 0.8) return 'windows-1252';
  return koi > windows ? 'koi8-r' : 'windows-1251';
}

/** о е а и н т с р в л: two thirds of a Russian text, as small letters. */
const WINDOWS_1251 = new Set([0xee, 0xe5, 0xe0, 0xe8, 0xed, 0xf2, 0xf1, 0xf0, 0xe2, 0xeb]);
const KOI8_R = new Set([0xcf, 0xc5, 0xc1, 0xc9, 0xce, 0xd4, 0xd3, 0xd2, 0xd7, 0xcc]);
