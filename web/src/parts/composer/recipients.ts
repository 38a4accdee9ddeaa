/** A person on a To or Cc line. `addr` is what was typed, also while it is not an address yet. */
export type Recipient = { name: string; addr: string };

/**
 * The recipients in typed or pasted text, separated by comma, semicolon or line break; commas inside quotes or before `<` belong to the name
 * (`Petersen, Jana <jana@hafenbau.example>`). Never drops text: what is no address comes back as `addr` for the person to correct.
 */
export function readRecipients(text: string): Recipient[] {
  return splitList(text)
    .map(readRecipient)
    .filter((recipient) => recipient.addr !== '' || recipient.name !== '');
}

/** Whether mail can be sent to `addr`: a local part, one @ and a host name, no spaces or brackets (RFC 5321 §4.1.2, RFC 6531 for other scripts). */
export function isAddress(addr: string): boolean {
  if (addr.length > 254) return false;
  return /^[^\s@<>()[\]\\,;:"]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}-]*[\p{L}\p{N}\p{M}])?)(?:\.[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}-]*[\p{L}\p{N}\p{M}])?)*$/u.test(
    addr,
  );
}

/** The recipients without those whose address occurs before (case does not count), first one kept. */
export function withoutDuplicates(recipients: readonly Recipient[]): Recipient[] {
  const seen = new Set<string>();
  return recipients.filter((recipient) => {
    const key = recipient.addr.toLowerCase();
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function splitList(text: string): string[] {
  const parts: string[] = [];
  let start = 0;
  let quoted = false;
  for (let at = 0; at <= text.length; at++) {
    const char = text[at];
    if (char === '"') quoted = !quoted;
    if (char !== undefined && !(char === '\n' || char === '\r' || (!quoted && (char === ';' || char === ','))))
      continue;
    if (char === ',' && isNameSoFar(text.slice(start, at), text, at + 1)) continue;
    parts.push(text.slice(start, at).trim());
    start = at + 1;
    quoted = false;
  }
  return parts.filter((one) => one !== '');
}

/** Not by RFC: `Petersen, Jana <…>` without quotes is how address books show people. */
function isNameSoFar(part: string, text: string, after: number): boolean {
  if (part.trim() === '' || part.includes('@')) return false;
  return /^[^,;@\n\r<]{0,100}</.test(text.slice(after, after + 101));
}

function readRecipient(text: string): Recipient {
  const angled = /^(.*?)<([^<>]*)>\s*$/s.exec(text);
  if (!angled) return { name: '', addr: text.replace(/^mailto:/i, '') };
  const name = (angled[1] ?? '')
    .trim()
    .replace(/^"(.*)"$/s, '$1')
    .replaceAll('\\"', '"');
  return { name, addr: (angled[2] ?? '').trim() };
}
