import { UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import type { Template } from '../../../../src/api/contract/auto-mails.ts';
import { call } from '../../api.ts';
import { useTexts } from '../../i18n/index.ts';
import type { Locale } from '../../i18n/locale.ts';
import { keys } from '../../queries.ts';
import classes from './templates.module.css';

/** What may stand in a template; a click puts a placeholder where the cursor stands, named in the language that is edited. */
export function VocabularyList(props: {
  kind: Template['kind'];
  language: Locale;
  onInsert: (placeholder: string) => void;
}) {
  const { t, locale } = useTexts();
  const heading = useId();
  const { data } = useQuery({
    queryKey: [...keys.templates, 'vocabulary', props.kind, locale],
    queryFn: ({ signal }) => call('GET /api/templates/vocabulary', { query: { kind: props.kind } }, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (!data) return null;
  return (
    <section className={classes.vocabulary} aria-labelledby={heading}>
      <h2 id={heading} className={classes.heading}>
        {t('templates.vocabulary')}
      </h2>
      <p className={classes.hint}>{t('templates.vocabularyHint')}</p>
      <ul className={classes.words}>
        {data.placeholders.map((placeholder) => {
          const name = placeholder[props.language];
          return (
            <li key={placeholder.en}>
              <UnstyledButton
                className={classes.word}
                aria-label={t('templates.insert', { name })}
                onClick={() => props.onInsert(name)}
              >
                <code>{name}</code>
              </UnstyledButton>
              <span className={classes.wordAbout}>{placeholder.about}</span>
            </li>
          );
        })}
      </ul>
      <h3 className={classes.subheading}>{t('templates.filters')}</h3>
      <ul className={classes.words}>
        {data.filters.map(({ names, about, example }) => (
          <Example key={names.join()} name={names.join(', ')} about={about} example={example} />
        ))}
      </ul>
      <h3 className={classes.subheading}>{t('templates.tags')}</h3>
      <ul className={classes.words}>
        {data.tags.map(({ name, about, example }) => (
          <Example key={name} name={name} about={about} example={example} />
        ))}
      </ul>
    </section>
  );
}

function Example({ name, about, example }: { name: string; about: string; example: string }) {
  return (
    <li>
      <code className={classes.code}>{name}</code>
      <span className={classes.wordAbout}>
        {about} <code className={classes.code}>{example}</code>
      </span>
    </li>
  );
}
