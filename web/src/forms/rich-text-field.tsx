import { Input, Skeleton, Textarea } from '@mantine/core';
import { useEditorPart } from '../parts/rich-text/lazy-editor.tsx';
import { asText } from './as-text.ts';
import classes from './settings-form.module.css';
import { common, type WidgetProps } from './widget-props.ts';

/** Text with form, kept as HTML; if the editor cannot be fetched, its HTML can be edited all the same. */
export function RichTextField(props: WidgetProps) {
  const { Editor, state } = useEditorPart(true);
  const value = asText(props.value);
  if (state === 'missing')
    return (
      <Textarea
        {...common(props)}
        value={value}
        onChange={(event) => props.onChange(event.currentTarget.value)}
        autosize
        minRows={3}
        maxRows={10}
        spellCheck={false}
      />
    );
  const errorId = `${props.id}-problem`;
  return (
    <Input.Wrapper
      label={props.title}
      labelElement="div"
      description={props.help}
      error={props.error}
      withAsterisk={props.required}
      errorProps={{ id: errorId }}
    >
      {Editor === null ? (
        <Skeleton height={120} />
      ) : (
        <div className={classes.rich} data-bad={props.error !== undefined || undefined}>
          <Editor
            id={props.id}
            value={value}
            label={props.title}
            invalid={props.error !== undefined}
            describedBy={props.error === undefined ? undefined : errorId}
            disabled={props.disabled}
            onChange={(html) => props.onChange(html)}
          />
        </div>
      )}
    </Input.Wrapper>
  );
}
