import { Failure } from '../../src/lib/failure.ts';
import type { Source } from '../../src/sources/source.ts';

/** How a server behaves in one run. */
export type ScriptedRun = {
  mails?: readonly { ref: string; raw: Buffer; receivedAt: Date }[];
  /** Where the line breaks: before anything was listed, after the last mail was given, or when the mail of a ref is to come. */
  breaks?: 'at once' | 'after the mails' | { at: string };
  push?: boolean;
};

/** A way in for one run, without a server: it gives the mails and breaks where it is told to. */
export function scriptedSource({ mails = [], breaks, push = false }: ScriptedRun): Source {
  const lost = () => new Failure('connection-lost', { temporary: true });
  return {
    push,
    list: async () => {
      if (breaks === 'at once') throw lost();
      return mails.map(({ ref, raw, receivedAt }) => ({ ref, receivedAt, size: raw.length, seen: false }));
    },
    fetch: async function* (refs) {
      for (const { ref, raw } of mails.filter((mail) => refs.includes(mail.ref))) {
        if (typeof breaks === 'object' && breaks.at === ref) throw lost();
        yield { ref, raw };
      }
      if (breaks === 'after the mails') throw lost();
    },
    headers: async (refs) => new Map(mails.filter(({ ref }) => refs.includes(ref)).map(({ ref, raw }) => [ref, raw])),
    settle: async (refs) => [...refs],
    wait: async () => 'timeout',
    close: async () => undefined,
    end: () => undefined,
  };
}
