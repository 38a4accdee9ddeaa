import { Input, NumberInput, SegmentedControl, Select, Switch, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Widget } from '../../../src/settings/field.ts';
import { useTexts } from '../i18n/index.ts';
import { masterDataQuery } from '../queries.ts';
import { asText } from './as-text.ts';
import { FolderField } from './folder-field.tsx';
import classes from './settings-form.module.css';
import { PasswordField } from '../parts/password-field.tsx';

/** What a control needs to know about its setting. */
export type WidgetProps = {
  id: string;
  title: string;
  help: string | undefined;
  required: boolean;
  error: string | undefined;
  disabled: boolean;
  value: unknown;
  onChange: (value: unknown) => void;
  /** A secret is stored that is not shown; empty keeps it. */
  secretSet: boolean;
  choices: { value: string; label: string }[];
};

/** The control of each widget that a definition uses. A new widget is one line here. */
export const widgets: Partial<Record<Widget, (props: WidgetProps) => ReactNode>> = {
  text: (props) => <TextInput {...common(props)} {...line(props)} spellCheck={false} autoComplete="off" />,
  email: (props) => <TextInput {...common(props)} {...line(props)} type="email" autoComplete="off" />,
  folder: (props) => <FolderField {...props} />,
  multiline: (props) => (
    <Textarea
      {...common(props)}
      value={asText(props.value)}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      autosize
      minRows={3}
      maxRows={10}
      spellCheck={false}
      styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 12 } }}
    />
  ),
  number: (props) => <NumberWidget {...props} />,
  password: (props) => <PasswordWidget {...props} />,
  emailList: (props) => <EmailListWidget {...props} />,
  choice: (props) => <ChoiceWidget {...props} />,
  switch: (props) => (
    <Switch
      id={props.id}
      label={props.title}
      description={props.help}
      error={props.error}
      disabled={props.disabled}
      checked={props.value === true}
      onChange={(event) => props.onChange(event.currentTarget.checked)}
    />
  ),
  team: (props) => <TeamWidget {...props} />,
  priority: (props) => <PriorityWidget {...props} />,
  outgoingMailbox: (props) => <OutgoingWidget {...props} />,
};

/** Draws the control, or says in the log which definition asks for one that does not exist. */
export function drawWidget(widget: Widget, props: WidgetProps): ReactNode {
  const draw = widgets[widget];
  if (!draw) throw new Error(`no control for the widget ${widget}`);
  return draw(props);
}

const common = (props: WidgetProps) => ({
  id: props.id,
  label: props.title,
  description: props.help,
  withAsterisk: props.required,
  error: props.error,
  disabled: props.disabled,
});

const line = (props: WidgetProps) => ({
  value: asText(props.value),
  onChange: (event: React.ChangeEvent<HTMLInputElement>) => props.onChange(event.currentTarget.value),
});

function NumberWidget(props: WidgetProps) {
  const { t } = useTexts();
  const value = typeof props.value === 'number' ? props.value : '';
  return (
    <NumberInput
      {...common(props)}
      value={value}
      onChange={(next) => props.onChange(next === '' ? null : Number(next))}
      allowDecimal={false}
      allowNegative={false}
      hideControls
      placeholder={props.required ? undefined : t('mailboxes.form.noLimit')}
    />
  );
}

function PasswordWidget(props: WidgetProps) {
  const { t } = useTexts();
  return (
    <PasswordField
      {...common(props)}
      {...line(props)}
      autoComplete="new-password"
      placeholder={props.secretSet ? t('mailboxes.form.secretSet') : undefined}
    />
  );
}

function EmailListWidget(props: WidgetProps) {
  const { t } = useTexts();
  const value = Array.isArray(props.value) ? (props.value as string[]) : [];
  return (
    <TagsInput
      {...common(props)}
      value={value}
      onChange={props.onChange}
      splitChars={[',', ';', ' ']}
      placeholder={value.length === 0 ? t('mailboxes.form.addAddress') : undefined}
    />
  );
}

function ChoiceWidget(props: WidgetProps) {
  const [only] = props.choices;
  if (props.choices.length === 1 && only)
    return (
      <Input.Wrapper label={props.title} description={props.help} labelElement="div">
        <div className={classes.fixed}>{only.label}</div>
      </Input.Wrapper>
    );
  if (props.choices.length <= 3)
    return (
      <Input.Wrapper label={props.title} description={props.help} error={props.error} labelElement="div">
        <div className={classes.choices}>
          <SegmentedControl
            id={props.id}
            size="sm"
            aria-label={props.title}
            disabled={props.disabled}
            value={asText(props.value)}
            onChange={props.onChange}
            data={props.choices}
          />
        </div>
      </Input.Wrapper>
    );
  return (
    <Select
      {...common(props)}
      allowDeselect={false}
      value={asText(props.value)}
      onChange={props.onChange}
      data={props.choices}
    />
  );
}

function IdSelect({
  data,
  empty,
  ...props
}: WidgetProps & { data: { value: string; label: string }[]; empty: string }) {
  return (
    <Select
      {...common(props)}
      clearable
      searchable={data.length > 8}
      placeholder={empty}
      value={typeof props.value === 'number' ? String(props.value) : null}
      onChange={(value) => props.onChange(value === null ? null : Number(value))}
      data={data}
    />
  );
}

function TeamWidget(props: WidgetProps) {
  const { t } = useTexts();
  const { data } = useQuery(masterDataQuery);
  const teams = (data?.teams ?? []).map(({ id, name }) => ({ value: String(id), label: name }));
  return <IdSelect {...props} data={teams} empty={t('mailboxes.form.noTeam')} />;
}

function PriorityWidget(props: WidgetProps) {
  const { t, locale } = useTexts();
  const { data } = useQuery(masterDataQuery);
  const priorities = (data?.priorities ?? []).map(({ id, names }) => ({ value: String(id), label: names[locale] }));
  return <IdSelect {...props} data={priorities} empty={t('mailboxes.form.defaultPriority')} />;
}

function OutgoingWidget(props: WidgetProps) {
  const { t } = useTexts();
  const { data } = useQuery(masterDataQuery);
  const outgoing = (data?.outgoing ?? []).map(({ id, name, address }) => ({
    value: String(id),
    label: `${name} (${address})`,
  }));
  return <IdSelect {...props} data={outgoing} empty={t('mailboxes.form.defaultOutgoing')} />;
}
