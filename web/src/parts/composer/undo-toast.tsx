import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTexts } from '../../i18n/index.ts';
import { notifyDone, notifyError } from '../notify.ts';
import classes from './composer.module.css';
import { useTakeBack } from './take-back.ts';

/** Counts down the seconds in which a sent mail can be taken back. */
export function UndoToast(props: { outboundId: number; ticketId: number; seconds: number; onEnd: () => void }) {
  const { t } = useTexts();
  const { outboundId, seconds } = props;
  const left = useCountdown(seconds);
  const end = useRef(props.onEnd);
  const takeBack = useTakeBack(outboundId);
  const { isPending } = takeBack;
  useEffect(() => {
    end.current = props.onEnd;
  });
  useEffect(() => {
    if (left === 0 && !isPending) end.current();
  }, [left, isPending]);
  const undo = () =>
    takeBack.mutate(undefined, {
      onSuccess: () => notifyDone(t('tickets.composer.undone')),
      onError: notifyError,
      onSettled: () => end.current(),
    });
  return (
    <div className={classes.undo}>
      {/* Read out once, not every second. */}
      <span className="sr-only">{t('tickets.composer.sentIn', { count: seconds })}</span>
      <span aria-hidden className={classes.undoWords}>
        {t('tickets.composer.sentIn', { count: left })}
      </span>
      <Button variant="default" size="compact-sm" loading={isPending} onClick={undo}>
        {t('tickets.composer.undo')}
      </Button>
    </div>
  );
}

function useCountdown(seconds: number): number {
  const [left, setLeft] = useState(seconds);
  useEffect(() => {
    const started = performance.now();
    const timer = setInterval(() => {
      const remaining = Math.max(0, Math.ceil(seconds - (performance.now() - started) / 1000));
      setLeft(remaining);
      if (remaining === 0) clearInterval(timer);
    }, 250);
    return () => clearInterval(timer);
  }, [seconds]);
  return left;
}
