import { Button } from '@mantine/core';
import { IconArrowDown } from '@tabler/icons-react';
import { type RefObject, useEffect, useState } from 'react';
import { useTexts } from '../../i18n/index.ts';
import classes from './ticket.module.css';

/** Tells of new steps that lie below what is in sight, and leads there; the page itself never scrolls on its own. */
export function NewBelow({
  scroll,
  newIds,
}: {
  scroll: RefObject<HTMLDivElement | null>;
  newIds: ReadonlySet<number>;
}) {
  const { t } = useTexts();
  const [waiting, setWaiting] = useState<readonly number[]>([]);
  useEffect(() => {
    const box = scroll.current;
    if (!box || newIds.size === 0) return;
    const below = [...newIds].filter((id) => isBelow(box, id));
    if (below.length > 0) setWaiting((known) => [...new Set([...known, ...below])]);
  }, [scroll, newIds]);
  useEffect(() => {
    const box = scroll.current;
    if (!box || waiting.length === 0) return undefined;
    const onScroll = () => setWaiting((known) => known.filter((id) => isBelow(box, id)));
    box.addEventListener('scroll', onScroll, { passive: true });
    return () => box.removeEventListener('scroll', onScroll);
  }, [scroll, waiting.length]);
  if (waiting.length === 0) return null;
  return (
    <div className={classes.below}>
      <Button
        size="compact-sm"
        radius="xl"
        leftSection={<IconArrowDown size={14} aria-hidden />}
        onClick={() => showStep(scroll.current, waiting[0])}
      >
        {t('tickets.page.newBelow', { count: waiting.length })}
      </Button>
    </div>
  );
}

/** Scrolls the box, and nothing around it, so that the step with this id stands at its top. */
export function showStep(box: HTMLElement | null, id: number | undefined): void {
  const step = box?.querySelector(`#step-${id}`);
  if (!box || !step) return;
  box.scrollTop += step.getBoundingClientRect().top - box.getBoundingClientRect().top - 12;
}

function isBelow(box: HTMLElement, id: number): boolean {
  const step = box.querySelector(`#step-${id}`);
  return step !== null && step.getBoundingClientRect().top > box.getBoundingClientRect().bottom - 24;
}
