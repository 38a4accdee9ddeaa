/**
 * The charset that 8-bit text without a usable label most likely has: `windows-1251` or `koi8-r` if it looks Cyrillic, else
 * `windows-1252`. Only for bytes that are not UTF-8. Looks at the first 64 kB.
 */
export function guessLegacy(bytes: Uint8Array): 'windows-1251' | 'koi8-r' | 'windows-1252' {
  let high = 0;
  let runs = 0;
  let lowerHalf = 0;
  let upperHalf = 0;
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
    if (byte >= 0xe0) upperHalf++;
    else if (byte >= 0xc0) lowerHalf++;
  }
  // Latin text has single letters above ASCII, Cyrillic text has whole words of them.
  if (high < 3 || high / runs < 2.2 || lowerHalf + upperHalf < high * 0.8) return 'windows-1252';
  // Small letters, which are most of a text, lie at C0–DF in KOI8-R and at E0–FF in windows-1251.
  return lowerHalf > upperHalf ? 'koi8-r' : 'windows-1251';
}
