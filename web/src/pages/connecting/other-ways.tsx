import { Anchor, Button, Group, Loader, Stack, Text, Textarea } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { ApiError } from '../../api.ts';
import { useTexts } from '../../i18n/index.ts';
import { Copy } from '../../parts/copy.tsx';
import { errorText } from '../../parts/error-text.ts';
import classes from './connecting.module.css';
import type { Connect } from './use-connect.ts';
import { dateLocale } from '../../i18n/locale.ts';

/** For a desk to which the provider's page cannot lead back: the person brings the address along. */
export function ByPaste({ connect }: { connect: Connect }) {
  const { t } = useTexts();
  const [address, setAddress] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(undefined);
    try {
      await connect.paste(address);
    } catch (error) {
      const isOther = error instanceof ApiError && error.problems.length > 0;
      setProblem(isOther ? t('oauth.dialog.paste.wrong') : errorText(t, error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack gap="md">
        <Group justify="space-between">
          <Text size="sm">{t('oauth.dialog.paste.first')}</Text>
          <Button
            component="a"
            href={connect.begun?.url}
            target="_blank"
            rel="noopener noreferrer"
            variant="default"
            leftSection={<IconExternalLink size={15} aria-hidden />}
          >
            {t('oauth.dialog.paste.open')}
          </Button>
        </Group>
        <Textarea
          label={t('oauth.dialog.paste.address')}
          description={t('oauth.dialog.paste.second')}
          placeholder="http://localhost/?code=…&state=…"
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
          error={problem}
          autosize
          minRows={2}
          maxRows={6}
          spellCheck={false}
          autoComplete="off"
        />
        <Group justify="flex-end">
          <Button type="submit" loading={busy} disabled={address.trim() === ''}>
            {t('oauth.dialog.paste.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Signing in on another device: what to enter there, and that it is waited for. */
export function ByDevice({ connect }: { connect: Connect }) {
  const { t, locale } = useTexts();
  const { begun } = connect;
  if (!begun) return null;
  const until = new Date(begun.expiresAt).toLocaleTimeString(dateLocale(locale), { timeStyle: 'short' });
  return (
    <>
      <div>
        <Text size="sm">{t('oauth.dialog.device.first')}</Text>
        <p className={classes.address}>
          <Anchor href={begun.url} target="_blank" rel="noopener noreferrer" size="sm">
            {begun.url.split('?')[0]}
          </Anchor>
          <Copy text={begun.url} />
        </p>
      </div>
      <div>
        <Text size="sm">{t('oauth.dialog.device.second')}</Text>
        <p className={classes.code}>
          {begun.userCode}
          <Copy text={begun.userCode ?? ''} label={t('oauth.dialog.device.copy')} />
        </p>
      </div>
      <Group gap="sm" wrap="nowrap">
        <Loader size={16} />
        <Text size="sm">{t('oauth.dialog.device.waiting', { time: until })}</Text>
      </Group>
    </>
  );
}
