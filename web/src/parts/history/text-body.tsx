import { Button } from '@mantine/core';
import { memo, useId, useMemo, useState } from 'react';
import type { Entry } from '../../../../src/api/contract/tickets.ts';
import { useTexts } from '../../i18n/index.ts';
import classes from './history.module.css';
import { lineCount, textPieces } from './text-pieces.ts';

type Segment = Entry['segments'][number];

const LONG_LINES = 60;
const LONG_TEXT = 8_000;

/** A mail or note as text: what is new in full, quoted text behind a button, the signature quieter, addresses as links. */
export function TextBody({ segments }: { segments: readonly Segment[] }) {
  const { t } = useTexts();
  const shown = segments.filter((segment) => segment.text.trim() !== '');
  if (shown.length === 0) return <p className={classes.aside}>{t('tickets.history.emptyBody')}</p>;
  // A mail that is nothing but a quote (a forward) must not look empty.
  const onlyQuote = shown.every((segment) => segment.kind === 'quoted');
  return (
    <div className={classes.text}>
      {shown.map((segment, at) =>
        segment.kind === 'quoted' && !onlyQuote ? (
          <Quoted key={at} text={segment.text} />
        ) : (
          <LongText key={at} text={segment.text} quiet={segment.kind === 'signature'} />
        ),
      )}
    </div>
  );
}

function Quoted({ text }: { text: string }) {
  const { t } = useTexts();
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <div>
      <button
        type="button"
        className={classes.fold}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      >
        {open ? t('tickets.history.hideQuoted') : t('tickets.history.showQuoted')}
      </button>
      {open && (
        <div id={id} className={classes.quoted}>
          <LongText text={text} quiet />
        </div>
      )}
    </div>
  );
}

function LongText({ text, quiet }: { text: string; quiet: boolean }) {
  const { t } = useTexts();
  const trimmed = text.replace(/^\s*\n/, '').trimEnd();
  const lines = lineCount(trimmed);
  const long = lines > LONG_LINES * 1.3 || trimmed.length > LONG_TEXT * 1.3;
  const [open, setOpen] = useState(false);
  const shown = long && !open ? trimmed.split('\n', LONG_LINES).join('\n').slice(0, LONG_TEXT) : trimmed;
  return (
    <>
      <div className={quiet ? classes.signature : undefined}>
        <Linked text={shown} />
        {long && !open && ' …'}
      </div>
      {long && (
        <Button variant="default" size="compact-xs" my={8} onClick={() => setOpen(!open)}>
          {open ? t('tickets.history.showLess') : t('tickets.history.showAll', { count: lines })}
        </Button>
      )}
    </>
  );
}

const Linked = memo(function Linked({ text }: { text: string }) {
  const pieces = useMemo(() => textPieces(text), [text]);
  return pieces.map((piece, at) =>
    piece.href === null ? (
      piece.text
    ) : (
      <a key={at} href={piece.href} target="_blank" rel="noopener noreferrer nofollow">
        {piece.text}
      </a>
    ),
  );
});
