import { Alert, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { call } from '../api.ts';
import { useTexts } from '../i18n/index.ts';
import { errorText } from '../parts/error-text.ts';
import { PasswordField } from '../parts/password-field.tsx';
import { knownPerson, meetPerson } from '../person.ts';
import { sessionQuery } from '../queries.ts';

/** Sign-in over the page as it stands, for the agent whose session is over. Somebody else who signs in here gets the page anew. */
export function SignInAgain({ onEnd }: { onEnd: (signedIn: boolean) => void }) {
  const { t } = useTexts();
  const client = useQueryClient();
  const person = knownPerson();
  const [email, setEmail] = useState(person?.email ?? '');
  const [password, setPassword] = useState('');
  const form = useRef<HTMLFormElement>(null);
  const isOther = person !== null && email.trim().toLowerCase() !== person.email.toLowerCase();
  const signIn = useMutation({
    mutationFn: () => call('POST /api/session', { body: { email: email.trim(), password } }),
    onSuccess: (session) => {
      // Loads the page anew if it is somebody else.
      meetPerson(session.agent);
      client.setQueryData(sessionQuery.queryKey, session);
      onEnd(true);
    },
    onError: () => form.current?.querySelector<HTMLInputElement>('input[type=password]')?.select(),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (email.trim() && password) signIn.mutate();
  };
  return (
    <Modal
      opened
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      zIndex={1000}
      title={t('start.again.title')}
    >
      <form ref={form} onSubmit={submit} noValidate>
        <Stack gap="md">
          <Text size="sm">{t('start.again.about')}</Text>
          {signIn.error && <Alert color="red" title={errorText(t, signIn.error)} />}
          <TextInput
            type="email"
            label={t('start.signIn.email')}
            autoComplete="username"
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <PasswordField
            label={t('start.signIn.password')}
            autoComplete="current-password"
            data-autofocus
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          {isOther && <Text size="sm">{t('start.again.other', { name: person.name })}</Text>}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={() => onEnd(false)}>
              {t('start.again.leave')}
            </Button>
            <Button type="submit" loading={signIn.isPending}>
              {t('start.signIn.submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
