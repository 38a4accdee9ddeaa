import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTexts } from '../../i18n/index.ts';
import { errorText } from '../../parts/error-text.ts';
import { notifyDone } from '../../parts/notify.ts';
import { notifyWithUndo } from '../../parts/notify-undo.tsx';
import { keys } from '../../queries.ts';
import { doAll, type Outcome, type Step } from './bulk-steps.ts';

/** How many tickets are changed at the same time: more would only wait for one another. */
const AT_ONCE = 3;
const NAMED = 4;

/**
 * Changes several tickets, then offers to set each of them back to what it was. Refused ones are named with the first reason. `progress` is how far it is,
 * null when nothing runs.
 */
export function useBulkChange(onDone: () => void) {
  const { t } = useTexts();
  const client = useQueryClient();
  const [progress, setProgress] = useState<{ done: number; count: number } | null>(null);
  const stopper = useRef<AbortController>(undefined);

  const go = async (steps: readonly Step[], act: 'run' | 'undo', atOnce: number): Promise<Outcome> => {
    const stop = new AbortController();
    stopper.current = stop;
    const onProgress = (done: number) => setProgress({ done, count: steps.length });
    onProgress(0);
    const outcome = await doAll(steps, act, { atOnce, signal: stop.signal, onProgress });
    setProgress(null);
    void client.invalidateQueries({ queryKey: keys.tickets });
    void client.invalidateQueries({ queryKey: keys.listViews });
    tellFailures(outcome);
    if (outcome.stopped) notifyDone(t('lists.bulk.stopped', { done: outcome.done.length, count: steps.length }));
    return outcome;
  };
  const tellFailures = ({ failed }: Outcome) => {
    const [first] = failed;
    if (!first) return;
    const names = failed.slice(0, NAMED).map(({ row }) => row.reference);
    const more = failed.length - names.length;
    const all = more > 0 ? t('lists.bulk.names', { names: names.join(', '), count: more }) : names.join(', ');
    notifications.show({
      title: t('tickets.bulk.failed', { count: failed.length, text: all }),
      message: errorText(t, first.error),
      color: 'red',
      withBorder: true,
      autoClose: false,
      closeButtonProps: { 'aria-label': t('common.close') },
      role: 'alert',
    });
  };
  const undo = async (steps: readonly Step[], atOnce: number) => {
    const { done } = await go(steps.toReversed(), 'undo', atOnce);
    if (done.length > 0) notifyDone(t('lists.bulk.undone', { count: done.length }));
  };
  const apply = async (steps: readonly Step[], atOnce = AT_ONCE) => {
    if (steps.length === 0) return;
    const { done } = await go(steps, 'run', atOnce);
    if (done.length > 0) notifyWithUndo(t('tickets.bulk.done', { count: done.length }), () => void undo(done, atOnce));
    onDone();
  };
  return {
    apply: (steps: readonly Step[], atOnce?: number) => void apply(steps, atOnce),
    progress,
    stop: () => stopper.current?.abort(),
  };
}
