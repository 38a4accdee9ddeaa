import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useTexts } from '../../i18n/index.ts';
import { sessionQuery } from '../../queries.ts';
import { Outside } from './outside.tsx';
import { SetupForm } from './setup-form.tsx';
import classes from './outside.module.css';
import { LinkText } from '../../parts/links.tsx';

/** The first visit: creates the administrator with the one-time token of the link from the console. */
export function SetupPage() {
  const { t } = useTexts();
  const { token } = useSearch({ from: '/setup' });
  const { data: session } = useQuery(sessionQuery);
  if (session && !session.desk.needsSetup)
    return (
      <Outside title={t('start.setup.done')}>
        <p className={classes.about}>{t('start.setup.doneText')}</p>
        <LinkText to="/sign-in">{t('start.signIn.title')}</LinkText>
      </Outside>
    );
  if (!token)
    return (
      <Outside title={t('start.setup.noToken')}>
        <Text c="dimmed">{t('start.setup.noTokenText')}</Text>
      </Outside>
    );
  return (
    <Outside title={t('start.setup.title')} ownLanguage>
      <p className={classes.about}>{t('start.setup.about')}</p>
      <SetupForm token={token} />
    </Outside>
  );
}
