import { Anchor, Collapse, Textarea, TextInput } from '@mantine/core';
import { type ReactNode, type Ref, useId, useImperativeHandle, useRef, useState } from 'react';
import type { TemplatePreview, TemplateText } from '../../../../src/api/contract/auto-mails.ts';
import { useTexts } from '../../i18n/index.ts';
import { offsetOf, withInserted } from './draft.ts';
import classes from './templates.module.css';

type Part = keyof TemplateText;
type Field = HTMLInputElement | HTMLTextAreaElement;
type Problem = TemplatePreview['problems'][number];

/** Puts a placeholder where the cursor stood last. */
export type TextsHandle = { insert: (word: string) => void };

/** Subject, text and HTML of one language, each with what is wrong in it and where. */
export function TemplateTexts(props: {
  handle: Ref<TextsHandle>;
  value: TemplateText;
  problems: readonly Problem[];
  onChange: (value: TemplateText) => void;
}) {
  const { t } = useTexts();
  const { value, onChange } = props;
  const fields = useRef<Partial<Record<Part, Field | null>>>({});
  const last = useRef<Part>('text');
  const [htmlOpen, setHtmlOpen] = useState(value.html !== '');
  const htmlId = useId();
  useImperativeHandle(props.handle, () => ({
    insert: (word) => {
      const part = last.current;
      const field = fields.current[part];
      const end = field?.selectionEnd ?? value[part].length;
      const put = withInserted(value[part], field?.selectionStart ?? end, end, `{{ ${word} }}`);
      onChange({ ...value, [part]: put.text });
      requestAnimationFrame(() => select(field, put.at, put.at));
    },
  }));
  const common = (part: Part) => ({
    value: value[part],
    spellCheck: false,
    onFocus: () => {
      last.current = part;
    },
    onChange: (event: React.ChangeEvent<Field>) => onChange({ ...value, [part]: event.currentTarget.value }),
    ref: (field: Field | null) => {
      fields.current[part] = field;
    },
    error: problemsOf(part),
  });
  const problemsOf = (part: Part): ReactNode => {
    const found = props.problems.filter(({ field }) => field === part);
    if (found.length === 0) return undefined;
    return found.map((problem, index) => (
      <Place key={`${index} ${problem.problem}`} problem={problem} onGo={(line, column) => go(part, line, column)} />
    ));
  };
  const go = (part: Part, line: number, column: number) => {
    const at = offsetOf(value[part], line, column);
    select(fields.current[part], at, at);
  };
  return (
    <>
      <TextInput label={t('templates.subject')} withAsterisk maxLength={1000} {...common('subject')} />
      <Textarea
        label={t('templates.text')}
        withAsterisk
        autosize
        minRows={12}
        maxRows={28}
        classNames={{ input: classes.code }}
        {...common('text')}
      />
      <div>
        <Anchor
          component="button"
          type="button"
          size="sm"
          aria-expanded={htmlOpen}
          aria-controls={htmlId}
          onClick={() => setHtmlOpen(!htmlOpen)}
        >
          {t('templates.ownHtml')}
        </Anchor>
        <Collapse expanded={htmlOpen} id={htmlId} transitionDuration={120}>
          <Textarea
            mt={8}
            label={t('templates.html')}
            description={t('templates.htmlHelp')}
            autosize
            minRows={8}
            maxRows={28}
            classNames={{ input: classes.code }}
            {...common('html')}
          />
        </Collapse>
      </div>
    </>
  );
}

/** A mistake in words; where it stands is a button that puts the cursor there. */
function Place({ problem, onGo }: { problem: Problem; onGo: (line: number, column: number) => void }) {
  const { t } = useTexts();
  const { line, column } = problem.params;
  return (
    <span className={classes.problem}>
      {problem.text}
      {typeof line === 'number' && typeof column === 'number' && (
        <>
          {' '}
          <button type="button" className={classes.place} onClick={() => onGo(line, column)}>
            {t('templates.goThere')}
          </button>
        </>
      )}
    </span>
  );
}

function select(field: Field | null | undefined, start: number, end: number): void {
  field?.focus();
  field?.setSelectionRange(start, end);
}
