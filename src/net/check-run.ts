import { asFailure, Failure } from '../lib/failure.ts';
import type { Account } from './account.ts';
import { type CheckStepName, checkStepTimeoutMs, type ReportStep } from './check-step.ts';
import { hintFor } from './hints.ts';
import type { Found, Progress } from './progress.ts';

export type CheckOptions = {
  report: ReportStep;
  /** Ends the test; the running step then fails with `cancelled`. */
  signal: AbortSignal;
  /** The limit of one step; 15 seconds unless told (SPEC §2.6). */
  stepTimeoutMs?: number;
};

/**
 * Runs the work of a connection test. What it tells `progress` is reported as steps with their time; a step that takes too long aborts the signal
 * that the work was given. What the work throws fails the step that runs. Resolves to true if all steps went well.
 */
export async function runCheck(
  account: Account,
  { report, signal, stepTimeoutMs = checkStepTimeoutMs }: CheckOptions,
  work: (progress: Progress, signal: AbortSignal) => Promise<void>,
): Promise<boolean> {
  const tooLong = new AbortController();
  let current: { step: CheckStepName; begun: number; timer: NodeJS.Timeout } | undefined;
  const elapsed = () => (current ? Math.round(performance.now() - current.begun) : 0);
  const limit = () => {
    const params = { seconds: stepTimeoutMs / 1000 };
    return setTimeout(() => tooLong.abort(new Failure('step-timeout', { temporary: true, params })), stepTimeoutMs);
  };
  const progress: Progress = (step, found) => {
    clearTimeout(current?.timer);
    if (found) report({ step, state: 'ok', ms: elapsed(), found });
    else report({ step, state: 'running' });
    // Also what follows a step, such as the goodbye, may not take longer than one.
    current = { step, begun: performance.now(), timer: limit() };
  };
  try {
    await work(progress, AbortSignal.any([signal, tooLong.signal]));
    return true;
  } catch (error) {
    const failure = endedBy(error, signal, tooLong.signal);
    const { code, params, serverReply } = failure;
    const step = current?.step ?? 'resolve';
    const hint = hintFor(failure, account, step);
    const found = certificateIn(params);
    report({ step, state: 'failed', ms: elapsed(), found, failure: { code, params }, serverReply, hint });
    return false;
  } finally {
    clearTimeout(current?.timer);
  }
}

// When the line was cut because of the time or the user, that is the reason, not the cut.
function endedBy(error: unknown, byUser: AbortSignal, tooLong: AbortSignal): Failure {
  if (byUser.aborted) return new Failure('cancelled', { temporary: true });
  return asFailure(tooLong.aborted ? tooLong.reason : error);
}

// A certificate that was refused is shown all the same, so that its fingerprint can be compared and pinned.
function certificateIn({ subject, issuer, validTo, fingerprint }: Failure['params']): Found | undefined {
  if (!fingerprint) return undefined;
  return { subject: subject ?? '', issuer: issuer ?? '', validTo: validTo ?? '', fingerprint };
}
