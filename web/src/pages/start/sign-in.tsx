import { Alert, Button, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { type FormEvent, useRef, useState } from 'react';
import { call } from '../../api.ts';
import { useTexts } from '../../i18n/index.ts';
import { errorText } from '../../parts/error-text.ts';
import { useEnter } from './enter.ts';
import { Outside } from './outside.tsx';
import { PasswordField } from '../../parts/password-field.tsx';

/** Sign-in with e-mail address and password; leads back to where one wanted to go. */
export function SignInPage() {
  const { t } = useTexts();
  const { next } = useSearch({ from: '/sign-in' });
  const enter = useEnter(next);
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const signIn = useMutation({
    mutationFn: () => call('POST /api/session', { body: { email: email.trim(), password } }),
    onSuccess: enter,
    onError: () => form.current?.querySelector<HTMLInputElement>('input[type=password]')?.select(),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (email.trim() && password) signIn.mutate();
  };
  return (
    <Outside title={t('start.signIn.title')}>
      <form ref={form} onSubmit={submit} noValidate>
        <Stack gap="md">
          {signIn.error && <Alert color="red" title={errorText(t, signIn.error)} />}
          <TextInput
            type="email"
            label={t('start.signIn.email')}
            autoComplete="username"
            autoFocus
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
            error={tried && !email.trim() && t('start.signIn.required')}
          />
          <PasswordField
            label={t('start.signIn.password')}
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            error={tried && !password && t('start.signIn.required')}
          />
          <Button type="submit" size="sm" loading={signIn.isPending} fullWidth>
            {t('start.signIn.submit')}
          </Button>
          <Text size="sm" c="dimmed">
            {t('start.signIn.forgotten')}
          </Text>
        </Stack>
      </form>
    </Outside>
  );
}
