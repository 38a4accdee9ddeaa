import { Input, NumberInput, SegmentedControl, Select, Switch, TagsInput, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Widget } from '../../../src/settings/field.ts';
import { useTexts } from '../i18n/index.ts';
import { asText } from './as-text.ts';
import { FolderField } from './folder-field.tsx';
import { ColourField } from './pickers/colour-field.tsx';
import { ConnectionField } from './pickers/connection-field.tsx';
import { LabelsField } from './pickers/labels-field.tsx';
import {
  AgentsField,
  CategoryField,
  LabelField,
  OutgoingField,
  PriorityField,
  StatusField,
  TeamField,
} from './pickers/master-pickers.tsx';
import { ContactField, CustomerField } from './pickers/server-select.tsx';
import { TemplateField } from './pickers/template-field.tsx';
import { RichTextField } from './rich-text-field.tsx';
import classes from './settings-form.module.css';
import { PasswordField } from '../parts/password-field.tsx';
import { common, type WidgetProps } from './widget-props.ts';

/** The control of each widget that a definition uses. A new widget is one line here. */
export const widgets: Record<Widget, (props: WidgetProps) => ReactNode> = {
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
  richText: (props) => <RichTextField {...props} />,
  number: (props) => <NumberWidget {...props} />,
  password: (props) => <PasswordWidget {...props} />,
  day: (props) => <TextInput {...common(props)} {...line(props)} type="date" />,
  emailList: (props) => <TagsWidget {...props} empty={firstTag.address} />,
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
  domainList: (props) => <TagsWidget {...props} empty={firstTag.domain} />,
  colour: (props) => <ColourField {...props} />,
  team: (props) => <TeamField {...props} />,
  category: (props) => <CategoryField {...props} />,
  priority: (props) => <PriorityField {...props} />,
  status: (props) => <StatusField {...props} />,
  label: (props) => <LabelField {...props} />,
  labels: (props) => <LabelsField {...props} />,
  agents: (props) => <AgentsField {...props} />,
  contact: (props) => <ContactField {...props} />,
  customer: (props) => <CustomerField {...props} />,
  template: (props) => <TemplateField {...props} />,
  connection: (props) => <ConnectionField {...props} />,
  outgoingMailbox: (props) => <OutgoingField {...props} />,
};

const firstTag = { address: 'forms.addAddress', domain: 'forms.addDomain' } as const;

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
      placeholder={props.required ? undefined : t('forms.noLimit')}
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
      placeholder={props.secretSet ? t('forms.secretSet') : undefined}
    />
  );
}

/** Several short texts, each ended by Enter, a comma or a blank; `empty` says what to type while there is none. */
function TagsWidget({ empty, ...props }: WidgetProps & { empty: (typeof firstTag)[keyof typeof firstTag] }) {
  const { t } = useTexts();
  const value = Array.isArray(props.value) ? (props.value as string[]) : [];
  return (
    <TagsInput
      {...common(props)}
      value={value}
      onChange={props.onChange}
      splitChars={[',', ';', ' ']}
      placeholder={value.length === 0 ? t(empty) : undefined}
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
            classNames={{ root: classes.segments, label: classes.segment }}
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
