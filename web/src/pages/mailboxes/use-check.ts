import { useEffect, useRef, useState } from 'react';
import type { FieldProblem, FormValues } from '../../../../src/settings/field.ts';
import type { CheckStep } from '../../../../src/api/contract/mailboxes.ts';
import { ApiError, callLines } from '../../api.ts';

/** The last line of a test: its result, or why it could not even begin. */
export type CheckEnd = {
  end: true;
  ok: boolean;
  wouldImport?: number;
  total?: number;
  older?: number;
  tooLarge?: number;
  read?: number;
  failure?: { code: string; params: Record<string, string | number> };
  problems?: FieldProblem[];
};
type Request = { direction: 'incoming' | 'outgoing'; id?: number; values: FormValues; recipient?: string };

/** A running connection test: its steps so far, how it ended, or why it stopped before its end. */
export function useCheck() {
  const [steps, setSteps] = useState<CheckStep[]>([]);
  const [end, setEnd] = useState<CheckEnd>();
  const [stopped, setStopped] = useState<'cancelled' | 'refused' | 'broken'>();
  const [error, setError] = useState<unknown>();
  const [running, setRunning] = useState(false);
  const aborter = useRef<AbortController>(undefined);
  useEffect(() => () => aborter.current?.abort(), []);

  const reset = () => {
    setSteps([]);
    setEnd(undefined);
    setStopped(undefined);
    setError(undefined);
  };
  const follow = async (request: Request, signal: AbortSignal, onProblems: (problems: FieldProblem[]) => void) => {
    try {
      let ended = false;
      for await (const line of callLines<CheckStep | CheckEnd>('POST /api/mailboxes/check', request, signal)) {
        if ('end' in line) {
          ended = true;
          setEnd(line);
          if (line.problems && line.problems.length > 0) {
            onProblems(line.problems);
            setStopped('refused');
          }
        } else setSteps((before) => [...before.filter(({ step }) => step !== line.step), line]);
      }
      if (!ended) setStopped('broken');
    } catch (thrown) {
      if (signal.aborted) return setStopped('cancelled');
      if (thrown instanceof ApiError && thrown.problems.length > 0) {
        onProblems(thrown.problems);
        return setStopped('refused');
      }
      setError(thrown);
      setStopped('broken');
    }
  };
  return {
    steps,
    end,
    stopped,
    error,
    running,
    start(request: Request, onProblems: (problems: FieldProblem[]) => void) {
      reset();
      setRunning(true);
      aborter.current = new AbortController();
      void follow(request, aborter.current.signal, onProblems).finally(() => setRunning(false));
    },
    cancel: () => aborter.current?.abort(),
  };
}
