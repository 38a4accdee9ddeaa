import { domainToUnicode } from 'node:url';
import { normaliseAddress } from './addresses.ts';
import type { Address } from './message.ts';

/**
 * The address that a display name pretends to be, if it is another one than the real address: `"boss@firm.example" <x@evil.example>`.
 * Null if the name holds no address or the real one.
 */
export function spoofedAddress(address: Address): string | null {
  if (!/[@＠﹫]/.test(address.name)) return null;
  const name = address.name.slice(0, 1_000).normalize('NFKC');
  const match = /[^\s<>"'()[\],;:]{1,64}@[^\s<>"'()[\],;:]{3,253}/.exec(name);
  const shown = match ? normaliseAddress(match[0].replace(/[.]+$/, '')) : '';
  if (shown === '' || !/@.+\.[a-z0-9-]{2,}$/i.test(shown)) return null;
  return shown.toLowerCase() === address.addr.toLowerCase() ? null : shown;
}

/** The domain of an address for people: U-labels (RFC 5890) instead of `xn--`, unless they mix scripts to look like another one. */
export function displayDomain(addr: string): string {
  const domain = addr.slice(addr.lastIndexOf('@') + 1);
  if (!domain.includes('xn--')) return domain;
  const shown = domainToUnicode(domain);
  return shown === '' || shown.split('.').some(mixesScripts) ? domain : shown;
}

/** UTS 39 §5.1 in short: Latin letters beside Cyrillic or Greek ones in one label are a disguise. */
function mixesScripts(label: string): boolean {
  const scripts = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u].filter((script) =>
    script.test(label),
  );
  return scripts.length > 1;
}
