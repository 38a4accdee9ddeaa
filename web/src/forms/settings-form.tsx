import { Anchor, Collapse } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { Fragment, type ReactNode, useEffect, useId, useState } from 'react';
import { defaultValues } from '../../../src/settings/field.ts';
import { settingText } from '../../../src/settings/texts/index.ts';
import { useTexts } from '../i18n/index.ts';
import { SectionHelp } from '../parts/help-link.tsx';
import { SettingRow } from './setting-row.tsx';
import classes from './settings-form.module.css';
import type { SettingsForm } from './use-settings-form.ts';

/** What a page adds to the fields of its form: those that are drawn only where they can be used, choices that are left open, what stands below a field. */
export type FieldOffer = {
  apart: ReadonlySet<string>;
  choices: Readonly<Record<string, readonly string[]>>;
  below: Readonly<Record<string, ReactNode>>;
};

const nothing: FieldOffer = { apart: new Set(), choices: {}, below: {} };

/**
 * Draws a group of settings from its definition: sections in order, each field by its widget. `secretsSet` names secrets that are stored; `plain` leaves the
 * headings out, for a group that has one section; `offer` is what the page knows besides.
 */
export function SettingsFields(props: {
  form: SettingsForm;
  secretsSet?: readonly string[];
  plain?: boolean;
  offer?: FieldOffer;
}) {
  const { form, secretsSet = [], plain = false, offer = nothing } = props;
  return form.group.sections.map((section) => (
    <Section key={section} form={form} section={section} secretsSet={secretsSet} plain={plain} offer={offer} />
  ));
}

const sectionId = (group: string, section: string) => `section-${group}-${section}`;

/** Leads to the sections of a long form. */
export function SectionLinks({ form: { group }, label }: { form: SettingsForm; label: string }) {
  const { locale } = useTexts();
  return (
    <nav className={classes.links} aria-label={label}>
      {group.sections.map((section) => (
        <Anchor
          key={section}
          component="button"
          type="button"
          size="sm"
          onClick={() => {
            const heading = document.getElementById(sectionId(group.name, section));
            heading?.scrollIntoView({ block: 'start' });
            heading?.focus({ preventScroll: true });
          }}
        >
          {settingText(locale, `settings.section.${section}`) ?? section}
        </Anchor>
      ))}
    </nav>
  );
}

function Section({
  form,
  section,
  secretsSet,
  plain,
  offer,
}: {
  form: SettingsForm;
  section: string;
  secretsSet: readonly string[];
  plain: boolean;
  offer: FieldOffer;
}) {
  const { locale } = useTexts();
  const title = settingText(locale, `settings.section.${section}`) ?? section;
  const heading = sectionId(form.group.name, section);
  const shown = Object.entries(form.group.fields).filter(
    ([field, definition]) =>
      definition.section === section &&
      (!definition.apart || offer.apart.has(field)) &&
      !definition.hiddenWhen?.(form.values),
  );
  const row = ([field]: (typeof shown)[number]) => (
    <Fragment key={field}>
      <SettingRow form={form} field={field} secretSet={secretsSet.includes(field)} open={offer.choices[field]} />
      {offer.below[field]}
    </Fragment>
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
          <h2 id={heading} tabIndex={-1} className={classes.heading}>
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

function Folded({ isNeeded, children }: { isNeeded: boolean; children: ReactNode }) {
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
