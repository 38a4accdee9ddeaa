import { Alert, Button, Stack, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { call } from '../../api.ts';
import { fieldProblem } from '../../forms/field-problem.ts';
import { useTexts } from '../../i18n/index.ts';
import { errorText } from '../../parts/error-text.ts';
import { LinkText } from '../../parts/links.tsx';
import { PasswordField } from '../../parts/password-field.tsx';
import { useEnter } from './enter.ts';
import { Outside } from './outside.tsx';
import classes from './outside.module.css';

/** Where the one-time link of an administrator leads: a person sets their password and is signed in. */
export function PasswordPage() {
  const { t } = useTexts();
  const { token = '' } = useSearch({ from: '/password' });
  const owner = useQuery({
    queryKey: ['password-link', token],
    queryFn: () => call('POST /api/password-link/look', { body: { token } }),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (owner.isError)
    return (
      <Outside title={t('start.link.wrong')}>
        <Text c="dimmed">{errorText(t, owner.error)}</Text>
        <LinkText to="/sign-in">{t('start.signIn.title')}</LinkText>
      </Outside>
    );
  if (!owner.data) return null;
  return (
    <Outside title={t('start.link.title')} ownLanguage>
      <p className={classes.about}>{t('start.link.about', { name: owner.data.name, email: owner.data.email })}</p>
      <PasswordForm token={token} email={owner.data.email} />
    </Outside>
  );
}

function PasswordForm({ token, email }: { token: string; email: string }) {
  const { t, locale } = useTexts();
  const enter = useEnter();
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const save = useMutation({
    mutationFn: () => call('POST /api/password-link', { body: { token, password } }),
    onSuccess: enter,
  });
  const short = password.length < 10;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!short) save.mutate();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {save.error && <Alert color="red" title={errorText(t, save.error)} />}
        {/* So that a password store knows whose password it is. */}
        <input type="email" name="username" autoComplete="username" value={email} readOnly hidden />
        <PasswordField
          label={t('start.link.password')}
          description={t('start.setup.passwordHelp')}
          autoComplete="new-password"
          autoFocus
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={
            tried &&
            short &&
            fieldProblem(locale, { problem: password ? 'too-short' : 'required', params: { limit: 10 } })
          }
        />
        <Button type="submit" size="sm" loading={save.isPending} fullWidth>
          {t('start.link.submit')}
        </Button>
      </Stack>
    </form>
  );
}
