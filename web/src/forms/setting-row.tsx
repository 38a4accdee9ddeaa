import { ActionIcon, Popover } from '@mantine/core';
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import type { FormValues, SettingField } from '../../../src/settings/field.ts';
import { settingText } from '../../../src/settings/texts/index.ts';
import { useTexts } from '../i18n/index.ts';
import { fieldProblem } from './field-problem.ts';
import classes from './settings-form.module.css';
import type { SettingsForm } from './use-settings-form.ts';
import { widgets } from './widgets.tsx';

/** The anchor by which the summary of problems jumps to a field. */
export const fieldId = (group: string, field: string) => `setting-${group}-${field}`;

// Shares a line with its neighbour where there is room: what belongs together is read together.
const halves = new Set([
  'maxAgeDays',
  'intervalMinutes',
  'host',
  'encryption',
  'username',
  'password',
  'team',
  'priority',
]);

/**
 * One setting: title, its control, a line of help, what is wrong, why it is grey, and the longer explanation behind a button. `open` are the choices that the
 * page leaves open, all of them unless told.
 */
export function SettingRow(props: {
  form: SettingsForm;
  field: string;
  secretSet: boolean;
  open: readonly string[] | undefined;
}) {
  const { form, field, secretSet, open } = props;
  const { locale } = useTexts();
  const definition = form.group.fields[field] as SettingField;
  const key = `settings.${form.group.name}.${field}`;
  const grey = definition.greyWhen?.(form.values);
  const title = settingText(locale, `${key}.title`) ?? field;
  const more = settingText(locale, `${key}.more`);
  const help = (grey && settingText(locale, `${key}.grey.${grey}`)) ?? settingText(locale, `${key}.help`);
  return (
    <div
      className={classes.row}
      data-narrow={field === 'port' || undefined}
      data-half={halves.has(field) || undefined}
      onBlur={() => form.leave(field)}
    >
      {widgets[definition.widget]({
        id: fieldId(form.group.name, field),
        title,
        help,
        required: definition.required ?? definition.requiredWhen?.(form.values) ?? false,
        error: fieldProblem(
          locale,
          form.problems.find((problem) => problem.field === field),
        ),
        disabled: grey !== undefined,
        value: form.values[field],
        onChange: (value) => form.set(field, value),
        secretSet,
        choices: openChoices(definition, form.values, open).map((value) => ({
          value,
          label: settingText(locale, `${key}.choice.${value}`) ?? value,
        })),
      })}
      {field === 'encryption' && <PlainWarning form={form} />}
      {more && <More title={title} text={more} />}
    </div>
  );
}

function openChoices(definition: SettingField, values: FormValues, open: readonly string[] | undefined) {
  const choices = definition.choicesWhen?.(values) ?? definition.choices ?? open ?? [];
  return open ? choices.filter((choice) => open.includes(choice)) : choices;
}

/** SPEC §2.1: `none` together with a password is allowed, but never without a word about it. */
function PlainWarning({ form }: { form: SettingsForm }) {
  const { t } = useTexts();
  if (form.values.encryption !== 'none' || form.values.username === '') return null;
  return (
    <div className={classes.warning} role="status">
      <IconAlertTriangle size={14} style={{ flex: 'none', marginTop: 1 }} aria-hidden />
      {t('mailboxes.form.plainWarning')}
    </div>
  );
}

function More({ title, text }: { title: string; text: string }) {
  const { t } = useTexts();
  return (
    <Popover position="top-end" trapFocus>
      <Popover.Target>
        <ActionIcon size="sm" className={classes.info} aria-label={t('common.explain', { name: title })}>
          <IconInfoCircle size={15} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown className={classes.more} tabIndex={-1} data-autofocus>
        {text}
      </Popover.Dropdown>
    </Popover>
  );
}
