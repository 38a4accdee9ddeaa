import { Button, Collapse } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useTexts } from '../../i18n/index.ts';
import { lineCount } from '../history/text-pieces.ts';
import classes from './composer.module.css';
import type { Draft } from './draft.ts';

/** The quote that goes below the answer, folded; it can be read, taken over into the text, or left out. */
export function QuoteFold({
  draft,
  onChange,
  onTakeOver,
}: {
  draft: Draft;
  onChange: (part: Partial<Draft>) => void;
  onTakeOver: () => void;
}) {
  const { t } = useTexts();
  const [open, setOpen] = useState(false);
  const id = useId();
  if (draft.quote === '') return null;
  return (
    <div className={classes.quote}>
      <div className={classes.quoteBar}>
        <button
          type="button"
          className={classes.quoteHandle}
          aria-expanded={open}
          aria-controls={id}
          onClick={() => setOpen(!open)}
        >
          <IconChevronRight size={14} aria-hidden data-open={open || undefined} />
          {t('tickets.composer.quote', { count: lineCount(draft.quote) })}
        </button>
        <Button variant="subtle" size="compact-xs" onClick={onTakeOver}>
          {t('tickets.composer.quoteTakeOver')}
        </Button>
        <Button variant="subtle" size="compact-xs" onClick={() => onChange({ quote: '' })}>
          {t('tickets.composer.quoteRemove')}
        </Button>
      </div>
      <Collapse expanded={open} id={id}>
        <div className={classes.quoteText}>{draft.quote}</div>
      </Collapse>
    </div>
  );
}
