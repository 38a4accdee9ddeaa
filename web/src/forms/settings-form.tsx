import { Anchor, Collapse } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useEffect, useId, useState } from 'react';
import { defaultValues } from '../../../src/settings/field.ts';
import { settingText } from '../../../src/settings/texts/index.ts';
import { useTexts } from '../i18n/index.ts';
import { SectionHelp } from '../parts/help-link.tsx';
import { SettingRow } from './setting-row.tsx';
import classes from './settings-form.module.css';
import type { SettingsForm } from './use-settings-form.ts';

/**
 * Draws a group of settings from its definition: sections in order, each field by its widget. `secretsSet` names secrets that are stored; `plain` leaves the
 * headings out, for a group that has one section.
 */
export function SettingsFields(props: { form: SettingsForm; secretsSet?: readonly string[]; plain?: boolean }) {
  const { form, secretsSet = [], plain = false } = props;
  return form.group.sections.map((section) => (
    <Section key={section} form={form} section={section} secretsSet={secretsSet} plain={plain} />
  ));
}

function Section({
  form,
  section,
  secretsSet,
  plain,
}: {
  form: SettingsForm;
  section: string;
  secretsSet: readonly string[];
  plain: boolean;
}) {
  const { locale } = useTexts();
  const title = settingText(locale, `settings.section.${section}`) ?? section;
  const heading = useId();
  const shown = Object.entries(form.group.fields).filter(
    ([, definition]) => definition.section === section && !definition.apart && !definition.hiddenWhen?.(form.values),
  );
  const row = ([field]: (typeof shown)[number]) => (
    <SettingRow key={field} form={form} field={field} secretSet={secretsSet.includes(field)} />
  );
  const [defaults] = useState(() => defaultValues(form.group));
  const isUsed = (field: string) => Boolean(form.values[field]) && form.values[field] !== defaults[field];
  // Decided once: a field must not move while somebody types into it.
  const [rarelyUsed] = useState(
    () => new Set(shown.filter(([field, { rare }]) => rare && !isUsed(field)).map(([field]) => field)),
  );
  const isFolded = ([field]: (typeof shown)[number]) => rarelyUsed.has(field);
  const folded = shown.filter(isFolded);
  const isNeeded = folded.some(([field]) => isUsed(field) || form.problems.some((problem) => problem.field === field));
  return (
    <section className={classes.section} aria-labelledby={plain ? undefined : heading}>
      {!plain && (
        <div className={classes.head}>
          <h2 id={heading} className={classes.heading}>
            {title}
          </h2>
          <SectionHelp anchor={`${form.group.name}-${section}`} title={title} />
        </div>
      )}
      <div className={classes.fields}>
        {shown.filter((each) => !isFolded(each)).map(row)}
        {folded.length > 0 && <Folded isNeeded={isNeeded}>{folded.map(row)}</Folded>}
      </div>
    </section>
  );
}

function Folded({ isNeeded, children }: { isNeeded: boolean; children: React.ReactNode }) {
  const { t } = useTexts();
  const [open, setOpen] = useState(isNeeded);
  const id = useId();
  useEffect(() => {
    if (isNeeded) setOpen(true);
  }, [isNeeded]);
  return (
    <div className={classes.folded}>
      <Anchor
        component="button"
        type="button"
        size="sm"
        className={classes.fold}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <IconChevronRight size={14} className={classes.chevron} aria-hidden />
        {t('mailboxes.form.more')}
      </Anchor>
      <Collapse expanded={open} id={id} transitionDuration={120}>
        <div className={classes.fields}>{children}</div>
      </Collapse>
    </div>
  );
}
