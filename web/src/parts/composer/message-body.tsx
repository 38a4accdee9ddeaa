import { Button, Input, Skeleton, Textarea } from '@mantine/core';
import { type ReactNode, type RefObject, useEffect, useId, useImperativeHandle, useRef, useState } from 'react';
import { textAsHtml } from '../../../../src/mail/text-html.ts';
import { useTexts } from '../../i18n/index.ts';
import { useEditorPart } from '../rich-text/lazy-editor.tsx';
import type { EditorHandle } from '../rich-text/rich-editor.tsx';
import classes from './composer.module.css';
import type { Draft } from './draft.ts';
import { hasForm, usePlainText } from './plain-text.ts';

/** What is put in from outside: into text with form as HTML, into plain text as text. `takesPictures` tells whether the text can show them now. */
export type BodyHandle = {
  takesPictures: boolean;
  insert(part: { html: string; text: string }): void;
  append(part: { html: string; text: string }): void;
  insertPicture(picture: { src: string; alt: string; width?: number }): void;
};

/** How long one waits for the editor before keys are commands again. */
const FOCUS_MS = 3000;

type Props = {
  handle: RefObject<BodyHandle | null>;
  draft: Draft;
  problem: string | undefined;
  /** Takes the focus when shown. */
  focused: boolean;
  placeholder: string;
  onChange: (part: Partial<Draft>) => void;
  onPictures: (files: File[]) => void;
};

/** The words of a mail, with form or as plain text; one can change over, and the choice is remembered. Without the editor plain text remains. */
export function MessageBody(props: Props) {
  const { t } = useTexts();
  const { draft, problem, onChange } = props;
  const { prefersPlain, setPrefersPlain } = usePlainText();
  const wanted = hasForm(draft, prefersPlain);
  const { Editor, state } = useEditorPart(wanted);
  const editor = useRef<EditorHandle>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const errorId = useId();
  const rich = wanted && state !== 'missing';
  useImperativeHandle(
    props.handle,
    () => (rich ? richHandle(editor) : plainHandle(field, draft, onChange)),
    // The draft is what a later append goes below.
    [rich, draft, onChange],
  );
  useEffect(() => {
    if (!props.focused) return;
    if (rich) editor.current?.focus();
    else field.current?.focus({ preventScroll: true });
  }, [props.focused, rich, state]);

  const toPlain = () => {
    setPrefersPlain(true);
    onChange({ html: null });
  };
  const toRich = () => {
    setPrefersPlain(false);
    onChange({ html: draft.text.trim() === '' ? null : textAsHtml(draft.text) });
  };
  if (rich && Editor === null)
    return (
      <TypedInto soon={props.focused}>
        <Skeleton height={132} my={8} aria-label={t('common.loading')} />
      </TypedInto>
    );
  if (rich && Editor)
    return (
      <TypedInto soon={props.focused}>
        <Editor
          handle={editor}
          value={draft.html ?? ''}
          label={t('tickets.composer.body')}
          placeholder={props.placeholder}
          invalid={problem !== undefined}
          describedBy={problem === undefined ? undefined : errorId}
          onPictures={props.onPictures}
          onChange={(html, text) => onChange({ html: html === '' ? null : html, text })}
          more={<ChangeOver label={t('writing.toPlain')} onClick={toPlain} />}
        />
        {problem !== undefined && <Input.Error id={errorId}>{problem}</Input.Error>}
      </TypedInto>
    );
  return (
    <div>
      <div className={classes.plainBar}>
        {wanted ? (
          <span role="status">{t('writing.editorMissing')}</span>
        ) : (
          <ChangeOver label={t('writing.toRich')} onClick={toRich} />
        )}
      </div>
      <Textarea
        ref={field}
        autosize
        minRows={5}
        maxRows={18}
        classNames={{ input: classes.text }}
        aria-label={t('tickets.composer.body')}
        placeholder={props.placeholder}
        value={draft.text}
        error={problem}
        onChange={(event) => onChange({ text: event.currentTarget.value, html: null })}
      />
    </div>
  );
}

/** Whoever asks to write types on at once: until the field has the focus, at most for some seconds, letters are no commands (`isBusy`). */
function TypedInto({ soon, children }: { soon: boolean; children: ReactNode }) {
  const [waiting, setWaiting] = useState(soon);
  useEffect(() => {
    if (!waiting) return;
    const timer = setTimeout(() => setWaiting(false), FOCUS_MS);
    return () => clearTimeout(timer);
  }, [waiting]);
  return (
    <div data-typing-soon={waiting || undefined} onFocus={() => setWaiting(false)}>
      {children}
    </div>
  );
}

function ChangeOver({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <Button variant="subtle" color="gray" size="compact-xs" className={classes.changeOver} onClick={onClick}>
      {label}
    </Button>
  );
}

function richHandle(editor: RefObject<EditorHandle | null>): BodyHandle {
  return {
    takesPictures: true,
    insert: ({ html }) => editor.current?.insert(html),
    append: ({ html }) => editor.current?.append(html),
    insertPicture: (picture) => editor.current?.insertPicture(picture),
  };
}

function plainHandle(
  field: RefObject<HTMLTextAreaElement | null>,
  draft: Draft,
  onChange: (part: Partial<Draft>) => void,
): BodyHandle {
  return {
    takesPictures: false,
    insert: ({ text }) => {
      field.current?.focus();
      // The one way to put text into a field that its own undo takes back.
      if (!document.execCommand('insertText', false, text)) onChange({ text: `${draft.text}${text}` });
    },
    append: ({ text }) => onChange({ text: `${draft.text.trimEnd()}\n\n${text}` }),
    insertPicture: () => undefined,
  };
}
