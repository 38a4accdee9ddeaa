import { Alert, Button, Input, SegmentedControl, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { ApiError, call } from '../../api.ts';
import { switchLocale, useTexts } from '../../i18n/index.ts';
import { errorText } from '../../parts/error-text.ts';
import { fieldProblem } from '../../forms/field-problem.ts';
import { useEnter } from './enter.ts';
import { PasswordField } from '../../parts/password-field.tsx';

/** Name, address, password and language of the first administrator; signs in at once. */
export function SetupForm({ token }: { token: string }) {
  const { t, locale } = useTexts();
  const enter = useEnter();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const setup = useMutation({
    mutationFn: () => call('POST /api/setup', { body: { token, name, email: email.trim(), password, locale } }),
    onSuccess: enter,
  });
  const problems = setup.error instanceof ApiError ? setup.error.problems : [];
  const own = {
    name: name.trim() === '' && ('required' as const),
    email: !/^\S+@\S+$/.test(email.trim()) && (email ? ('not-an-address' as const) : ('required' as const)),
    password: password.length < 10 && (password ? ('too-short' as const) : ('required' as const)),
  };
  const errorOf = (field: keyof typeof own) =>
    (tried && own[field] && fieldProblem(locale, { problem: own[field], params: { limit: 10 } })) ||
    fieldProblem(
      locale,
      problems.find((each) => each.field === field),
    );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!own.name && !own.email && !own.password) setup.mutate();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {setup.error && <Alert color="red" title={errorText(t, setup.error)} />}
        <TextInput
          label={t('start.setup.name')}
          description={t('start.setup.nameHelp')}
          autoComplete="name"
          autoFocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={errorOf('name')}
        />
        <TextInput
          type="email"
          label={t('start.setup.email')}
          description={t('start.setup.emailHelp')}
          autoComplete="username"
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          error={errorOf('email')}
        />
        <PasswordField
          label={t('start.setup.password')}
          description={t('start.setup.passwordHelp')}
          autoComplete="new-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={errorOf('password')}
        />
        <Input.Wrapper label={t('start.setup.language')} labelElement="div">
          <SegmentedControl
            fullWidth
            size="sm"
            aria-label={t('start.setup.language')}
            value={locale}
            onChange={(value) => void switchLocale(value)}
            data={[
              { value: 'de', label: t('common.name.language.de') },
              { value: 'en', label: t('common.name.language.en') },
            ]}
          />
        </Input.Wrapper>
        <Button type="submit" size="sm" loading={setup.isPending} fullWidth>
          {t('start.setup.submit')}
        </Button>
      </Stack>
    </form>
  );
}
