import type { Failure } from '../lib/failure.ts';

/** Why a run or an attempt to send failed, kept with it in JSON until one succeeds. `at` in milliseconds since 1970. */
export type StoredError = {
  code: string;
  params: Record<string, string | number>;
  serverReply: string | null;
  at: number;
};

/** What is kept of a failure: nothing that only the log may know. */
export function storedError({ code, params, serverReply }: Failure, at: number): StoredError {
  return { code, params, serverReply: serverReply ?? null, at };
}
