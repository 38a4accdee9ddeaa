import { useEffect, useRef } from 'react';
import { settingText } from '../../../src/settings/texts/index.ts';
import { useTexts } from '../i18n/index.ts';
import { fieldProblem } from './field-problem.ts';
import { fieldId } from './setting-row.tsx';
import classes from './settings-form.module.css';
import type { SettingsForm } from './use-settings-form.ts';

/** All that is wrong in a form, each a link that jumps to its field; takes the focus when `tries` rises. */
export function ProblemSummary({ form, tries }: { form: SettingsForm; tries: number }) {
  const { t, locale } = useTexts();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (tries === 0) return;
    box.current?.focus();
    box.current?.scrollIntoView({ block: 'center' });
  }, [tries]);
  if (form.problems.length === 0 || tries === 0) return null;
  const jump = (field: string) => {
    const target = document.getElementById(fieldId(form.group.name, field));
    const control = target?.matches('input, textarea') ? target : target?.querySelector<HTMLElement>('input');
    (control ?? target)?.focus();
  };
  return (
    <div ref={box} className={classes.summary} tabIndex={-1} role="alert">
      <h2>{t('mailboxes.form.problems', { count: form.problems.length })}</h2>
      <ul>
        {form.problems.map((problem) => (
          <li key={problem.field}>
            <a
              href={`#${fieldId(form.group.name, problem.field)}`}
              onClick={(event) => {
                event.preventDefault();
                jump(problem.field);
              }}
            >
              {settingText(locale, `settings.${form.group.name}.${problem.field}.title`) ?? problem.field}
            </a>
            : {fieldProblem(locale, problem)}
          </li>
        ))}
      </ul>
    </div>
  );
}
