import { Button } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTexts } from '../../i18n/index.ts';
import type { Locale } from '../../i18n/locale.ts';
import { type Draft, emptyText } from './draft.ts';
import classes from './templates.module.css';

const languages: readonly Locale[] = ['de', 'en'];

/** The languages of a template: which one is edited, adding one, taking one away. */
export function LanguageTabs(props: {
  texts: Draft['texts'];
  language: Locale;
  onLanguage: (language: Locale) => void;
  onTexts: (texts: Draft['texts']) => void;
}) {
  const { t } = useTexts();
  const { texts, language } = props;
  const other = languages.find((each) => each !== language && texts[each]);
  const name = t(`common.name.language.${language}`);
  const add = () => props.onTexts({ ...texts, [language]: (other && texts[other]) ?? emptyText });
  const remove = () => {
    const { [language]: gone, ...rest } = texts;
    if (!gone || !other) return;
    props.onTexts(rest);
    props.onLanguage(other);
  };
  return (
    <>
      <div className={classes.languages} role="radiogroup" aria-label={t('templates.languages')}>
        {languages.map((each) => (
          <label key={each} className={classes.language} data-missing={!texts[each] || undefined}>
            <input
              type="radio"
              name="template-language"
              checked={each === language}
              onChange={() => props.onLanguage(each)}
            />
            {t(`common.name.language.${each}`)}
          </label>
        ))}
        {texts[language] && other && (
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            className={classes.removeLanguage}
            leftSection={<IconTrash size={14} aria-hidden />}
            onClick={remove}
          >
            {t('templates.removeLanguage', { language: name })}
          </Button>
        )}
      </div>
      {!texts[language] && (
        <div className={classes.missing}>
          <p>
            {t('templates.missing', {
              language: name,
              other: other ? t(`common.name.language.${other}`) : t('common.none'),
            })}
          </p>
          <Button variant="default" leftSection={<IconPlus size={15} aria-hidden />} onClick={add}>
            {t('templates.addLanguage', { language: name })}
          </Button>
        </div>
      )}
    </>
  );
}
