import { Resolver as SystemResolver } from 'node:dns/promises';

/** One record: an address, a name, the strings of a TXT record, or a mail exchanger, as node:dns gives them. */
export type DnsRecord = string | string[] | { priority: number; exchange: string };

export type RecordType = 'A' | 'AAAA' | 'CNAME' | 'MX' | 'PTR' | 'TXT';

/** Looks up one name. Rejects with an error whose `code` is one of node:dns: ENOTFOUND and ENODATA mean that there is no record, all others a failure. */
export type Resolver = (name: string, type: RecordType) => Promise<DnsRecord[]>;

/** The resolver of the machine: its configured name servers, two tries of 2 s each. */
export function systemResolver(): Resolver {
  const resolver = new SystemResolver({ timeout: 2_000, tries: 2 });
  return async (name, type) => {
    switch (type) {
      case 'TXT':
        return resolver.resolveTxt(name);
      case 'MX':
        return resolver.resolveMx(name);
      default:
        return resolver.resolve(name, type);
    }
  };
}

export type LookupLimits = {
  /** Lookups of one mail; one more fails with the code ELOOKUPLIMIT. */
  lookups: number;
  /** Milliseconds one lookup may take. */
  lookupMs: number;
  /** Milliseconds all lookups may take, from now on. */
  totalMs: number;
};

/** A resolver that keeps within limits, asks each question once, and remembers which names could not be looked up. */
export type BoundedResolver = { resolve: Resolver; failed: ReadonlySet<string> };

/** Puts limits around a resolver; what takes longer fails with the code ETIMEOUT, and so does all that is asked after the end. */
export function boundedResolver(resolver: Resolver, limits: LookupLimits): BoundedResolver {
  const answers = new Map<string, Promise<DnsRecord[]>>();
  const failed = new Set<string>();
  const end = performance.now() + limits.totalMs;
  const ask = async (name: string, type: RecordType) => {
    try {
      if (answers.size > limits.lookups) throw lookupError('ELOOKUPLIMIT');
      return await withinTime(() => resolver(name, type), Math.min(limits.lookupMs, end - performance.now()));
    } catch (thrown) {
      if (!isNoRecord(thrown)) failed.add(name.toLowerCase());
      throw thrown;
    }
  };
  const resolve: Resolver = (name, type) => {
    const question = `${type} ${name.toLowerCase()}`;
    const known = answers.get(question);
    if (known) return known;
    // Set before the lookup begins, so that it counts among those of the limit.
    const { promise, resolve: settle } = Promise.withResolvers<DnsRecord[]>();
    answers.set(question, promise);
    promise.catch(() => undefined);
    settle(ask(name, type));
    return promise;
  };
  return { resolve, failed };
}

async function withinTime<T>(work: () => Promise<T>, ms: number): Promise<T> {
  if (ms <= 0) throw lookupError('ETIMEOUT');
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(lookupError('ETIMEOUT')), ms);
  });
  try {
    return await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}

function isNoRecord(thrown: unknown): boolean {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
  return code === 'ENOTFOUND' || code === 'ENODATA' || code === 'EBADNAME';
}

function lookupError(code: 'ETIMEOUT' | 'ELOOKUPLIMIT'): Error {
  return Object.assign(new Error(code), { code });
}
