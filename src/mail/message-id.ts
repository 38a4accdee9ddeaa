import { LIMITS } from './limits.ts';

/**
 * The message identifiers of a Message-ID, In-Reply-To or References value (RFC 5322 §3.6.4), angle brackets kept, in order,
 * without repeats, at most `LIMITS.messageIds` (the first and the last ones of a longer thread).
 * Phrases beside them (§4.5.4) are skipped; identifiers without brackets are given them if nothing else is there.
 */
export function messageIds(value: string | undefined): string[] {
  if (value === undefined || value === '') return [];
  const found = new Set<string>();
  for (const match of value.matchAll(BRACKETED)) {
    // Not by RFC: programs that fold inside an identifier. Controls go too, for an answer has to name the identifier.
    const id = `<${(match[1] as string).replace(/[\s\u0000-\u001f\u007f-\u009f]+/g, '')}>`;
    if (id.length > 2 && Buffer.byteLength(id) <= LIMITS.messageIdBytes) found.add(id);
  }
  if (found.size === 0) for (const id of bareIds(value)) found.add(id);
  const ids = [...found];
  if (ids.length <= LIMITS.messageIds) return ids;
  return [ids[0] as string, ...ids.slice(ids.length - LIMITS.messageIds + 1)];
}

/** The first identifier of a value, null if there is none. */
export function firstMessageId(value: string | undefined): string | null {
  return messageIds(value)[0] ?? null;
}

const BRACKETED = /<([^<>]{1,2000})>/g;

/** Not by RFC: `Message-ID: abc@host` from scripts. */
function bareIds(value: string): string[] {
  return value
    .slice(0, 20_000)
    .split(/[\s\u0000-\u001f\u007f-\u009f,<>]+/)
    .filter((word) => Buffer.byteLength(word) < LIMITS.messageIdBytes - 1 && /^[^@"()]+@[^@"()]+$/.test(word))
    .map((word) => `<${word}>`);
}
