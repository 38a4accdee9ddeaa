import { Resolver } from 'node:dns/promises';
import type { SettingsFinder } from './find-settings.ts';

/** Asks the machine's name servers and the web. `directory` is the base of a directory in Mozilla's format, '' for none. */
export function systemFinder(directory: string): SettingsFinder {
  const resolver = new Resolver({ timeout: 3_000, tries: 2 });
  return {
    srv: (name) => resolver.resolveSrv(name),
    mx: (domain) => resolver.resolveMx(domain),
    fetch: (url, init) => fetch(url, init),
    directory,
  };
}
