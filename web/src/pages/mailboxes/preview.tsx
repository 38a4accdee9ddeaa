import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Trans } from 'react-i18next';
import type { Mailbox } from '../../../../src/api/contract/mailboxes.ts';
import type { FormValues } from '../../../../src/settings/field.ts';
import { settingText } from '../../../../src/settings/texts/index.ts';
import { useTexts } from '../../i18n/index.ts';
import { masterDataQuery, templatesQuery } from '../../queries.ts';
import classes from './mailboxes.module.css';
import { type Sentence, sentencesOf } from './sentences.ts';

/** What the settings in the form will do, in sentences that change while one edits. */
export function Preview({ direction, values }: { direction: Mailbox['direction']; values: FormValues }) {
  const { t, locale } = useTexts();
  const { data } = useQuery(masterDataQuery);
  const { data: templates } = useQuery({
    ...templatesQuery,
    enabled: typeof values.autoReplyTemplate === 'number',
  });
  const sentences = sentencesOf(direction, values, {
    master: data,
    templates: new Map(templates?.rows.map(({ id, name }) => [id, name])),
    locale,
    unknown: t('mailboxes.preview.unknown'),
    encryption: settingText(locale, `settings.incoming.encryption.choice.${String(values.encryption)}`) ?? '',
  });
  return (
    <section className={classes.preview} aria-live="polite">
      <h2>{t('mailboxes.preview.title')}</h2>
      <p>
        {sentences.map((sentence) => (
          <Words key={sentence.key} sentence={sentence} />
        ))}
      </p>
    </section>
  );
}

const bold = { b: <b /> };

function Words({ sentence }: { sentence: Sentence }): ReactNode {
  return (
    <>
      {sentence.joined ? '' : ' '}
      <Trans
        i18nKey={`mailboxes.preview.${sentence.key}`}
        values={sentence.params}
        count={sentence.count}
        components={bold}
      />
    </>
  );
}
