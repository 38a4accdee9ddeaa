import { Button, Group, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { ApiError, call } from '../api.ts';
import { useTexts } from '../i18n/index.ts';
import { errorText } from '../parts/error-text.ts';
import { notifyDone } from '../parts/notify.ts';
import { PasswordField } from '../parts/password-field.tsx';

/** The agent's own password: the present one proves who asks. */
export function ChangePassword({ onDone }: { onDone: () => void }) {
  const { t } = useTexts();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [short, setShort] = useState(false);
  const change = useMutation({
    mutationFn: () => call('PUT /api/session/password', { body: { current, next } }),
    onSuccess: () => {
      notifyDone(t('frame.changePassword.done'));
      onDone();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setShort(next.length < 10);
    if (next.length >= 10) change.mutate();
  };
  const wrong = change.error instanceof ApiError && change.error.code === 'sign-in-wrong';
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <PasswordField
          data-autofocus
          label={t('frame.changePassword.current')}
          autoComplete="current-password"
          value={current}
          onChange={(event) => setCurrent(event.currentTarget.value)}
          error={change.error && (wrong ? t('frame.changePassword.wrong') : errorText(t, change.error))}
        />
        <PasswordField
          label={t('frame.changePassword.next')}
          description={t('frame.changePassword.help')}
          autoComplete="new-password"
          value={next}
          onChange={(event) => setNext(event.currentTarget.value)}
          error={short && t('frame.changePassword.short')}
        />
        <Group justify="flex-end">
          <Button type="submit" loading={change.isPending}>
            {t('frame.changePassword.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
