/** Names of fields whose value never reaches the log, compared without case, `-` and `_`. */
const secretName =
  /^(.*(password|passphrase|secret|authorization|cookie|credential|apikey|privatekey|masterkey|sealed).*|(.*token)|pass|pwd)$/;

/** `scheme://user:password@` inside any text, as in a database URL that ends up in an error message. */
const urlCredentials = /\b([a-z][a-z0-9+.-]*:\/\/[^\s/:@]*):[^\s/@]+@/gi;

/** Depth, entries per level and characters per text that a log line keeps: enough to understand, too little to fill a disk with one mail. */
const maxDepth = 6;
const maxEntries = 50;
const maxText = 4000;

/** The fields as they may stand in a log: secrets masked at every depth, errors with their causes, bytes and long texts shortened, cycles cut. */
export function redact(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return redactEntries(Object.entries(fields), 0, []);
}

/** The text with the password of every URL in it masked. */
export function redactText(text: string): string {
  const masked = text.replace(urlCredentials, '$1:***@');
  return masked.length > maxText ? `${masked.slice(0, maxText)}… (${masked.length} characters)` : masked;
}

function redactEntries(
  entries: ReadonlyArray<readonly [string, unknown]>,
  depth: number,
  above: readonly object[],
): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [name, value] of entries.slice(0, maxEntries)) result[name] = redactField(name, value, depth, above);
  if (entries.length > maxEntries) result['…'] = `${entries.length - maxEntries} more`;
  return result;
}

function redactField(name: string, value: unknown, depth: number, above: readonly object[]): unknown {
  const isSecret = secretName.test(name.toLowerCase().replaceAll(/[-_]/g, ''));
  // A flag or a missing value gives nothing away, and "password: true" tells that one was set.
  if (isSecret && value !== undefined && value !== null && typeof value !== 'boolean') return '***';
  return redactValue(value, depth, above);
}

function redactValue(value: unknown, depth: number, above: readonly object[]): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'function' || typeof value === 'symbol') return undefined;
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'invalid date' : value.toISOString();
  if (value instanceof URL) return redactText(value.href);
  if (ArrayBuffer.isView(value)) return `${value.byteLength} bytes`;
  if (above.includes(value)) return '(cycle)';
  if (depth >= maxDepth) return '(deeper)';
  const path = [...above, value];
  if (value instanceof Error) return redactEntries(errorEntries(value), depth + 1, path);
  if (Array.isArray(value)) return redactList(value, depth, path);
  if (value instanceof Map)
    return redactEntries(
      [...value].map(([key, item]) => [String(key), item]),
      depth + 1,
      path,
    );
  if (value instanceof Set) return redactList([...value], depth, path);
  return redactEntries(Object.entries(value), depth + 1, path);
}

function redactList(list: readonly unknown[], depth: number, path: readonly object[]): unknown[] {
  const kept = list.slice(0, maxEntries).map((item) => redactValue(item, depth + 1, path));
  return list.length > maxEntries ? [...kept, `${list.length - maxEntries} more`] : kept;
}

/** An error's own fields (code, params, serverReply …) beside those that `Object.entries` does not list. */
function errorEntries(error: Error): [string, unknown][] {
  const own = Object.entries(error).filter(([name]) => name !== 'name' && name !== 'cause');
  const cause: [string, unknown][] = error.cause === undefined ? [] : [['cause', error.cause]];
  return [['name', error.name], ['message', error.message], ...own, ['stack', error.stack], ...cause];
}
