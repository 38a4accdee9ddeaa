/** The steps of a connection test (SPEC §2.6) in the order in which they can appear. */
export const checkStepNames = [
  'resolve',
  'connect',
  'tls',
  'capabilities',
  'signIn',
  'openFolder',
  'count',
  'send',
] as const;
export type CheckStepName = (typeof checkStepNames)[number];

/** One line of a running connection test. The same step is reported first as `running`, then once as `ok` or `failed`. */
export type CheckStep = {
  step: CheckStepName;
  state: 'running' | 'ok' | 'failed';
  /** Milliseconds the step took, absent while running. */
  ms?: number;
  /**
   * What was found: address (resolve), version, subject, issuer, validTo, fingerprint (tls), list (capabilities),
   * mechanism (signIn), folder, total, wouldImport, oldestDays (openFolder, count), recipient, reply (send). Never a secret.
   */
  found?: Record<string, string | number | boolean | null>;
  /** Our side's words: a code of desk/failures.ts with its values. */
  failure?: { code: string; params: Record<string, string | number> };
  /** The server's reply character for character, several lines joined by LF, credentials masked. */
  serverReply?: string;
  /** A name in desk/texts/hints.ts, whose text has the key `hint.<name>`: what usually helps. */
  hint?: string;
};

/** Where a test reports its steps; called synchronously, in order. */
export type ReportStep = (step: CheckStep) => void;

/** A step may take this long before it counts as failed (SPEC §2.6). */
export const checkStepTimeoutMs = 15_000;
