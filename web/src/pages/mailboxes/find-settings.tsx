import { Button, Group, Radio, Stack, Text, TextInput } from '@mantine/core';
import { IconWand } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { FoundServer, Mailbox } from '../../../../src/api/contract/mailboxes.ts';
import { settingText } from '../../../../src/settings/texts/index.ts';
import { call } from '../../api.ts';
import { asText } from '../../forms/as-text.ts';
import type { SettingsForm } from '../../forms/use-settings-form.ts';
import { useTexts } from '../../i18n/index.ts';
import { errorText } from '../../parts/error-text.ts';
import { hintText } from './hint-text.ts';
import classes from './mailboxes.module.css';

type Direction = Mailbox['direction'];

/** Searches the servers of an e-mail address and puts the chosen one into the form, where everything can still be changed. Asks for no password. */
export function FindSettings({ direction, form }: { direction: Direction; form: SettingsForm }) {
  const { t } = useTexts();
  const [address, setAddress] = useState(() => asText(form.values.senderAddress));
  const search = useMutation({
    mutationFn: () => call('POST /api/mailboxes/find-settings', { body: { address: address.trim() } }),
    onSuccess: ({ rows }) => {
      const [best] = rows.filter((server) => fits(server, direction));
      if (best) take(form, direction, best, address.trim());
    },
  });
  const usable = /^[^\s@]+@[^\s@]+$/.test(address.trim());
  const start = () => {
    if (usable && !search.isPending) search.mutate();
  };
  return (
    <section className={classes.preview} aria-label={t('mailboxes.find.title')}>
      <h2>{t('mailboxes.find.title')}</h2>
      <Group align="end" gap="xs" wrap="wrap">
        <TextInput
          type="email"
          label={t('mailboxes.find.address')}
          autoComplete="off"
          style={{ flex: '1 1 220px' }}
          value={address}
          onChange={(event) => {
            setAddress(event.currentTarget.value);
            search.reset();
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            // Not the form, which is still empty.
            event.preventDefault();
            start();
          }}
        />
        <Button
          variant="default"
          leftSection={<IconWand size={15} aria-hidden />}
          loading={search.isPending}
          disabled={!usable}
          onClick={start}
        >
          {t('mailboxes.find.search')}
        </Button>
      </Group>
      <div role="status">
        {search.isError && (
          <Text size="sm" c="red" mt="xs">
            {errorText(t, search.error)}
          </Text>
        )}
        {search.data && (
          <Found
            servers={search.data.rows.filter((server) => fits(server, direction))}
            form={form}
            onChoice={(server) => take(form, direction, server, address.trim())}
          />
        )}
      </div>
    </section>
  );
}

function Found(props: { servers: FoundServer[]; form: SettingsForm; onChoice: (server: FoundServer) => void }) {
  const { t, locale } = useTexts();
  const { values } = props.form;
  if (props.servers.length === 0)
    return (
      <Text size="sm" mt="xs">
        {t('mailboxes.find.nothing')}
      </Text>
    );
  const chosen = props.servers.findIndex(
    ({ protocol, host, port, encryption }) =>
      protocol === values.protocol && host === values.host && port === values.port && encryption === values.encryption,
  );
  const hint = props.servers[chosen]?.hint ?? null;
  return (
    <Stack gap="xs" mt="sm">
      <Radio.Group
        label={t('mailboxes.find.found')}
        value={String(chosen)}
        onChange={(value) => {
          const server = props.servers[Number(value)];
          if (server) props.onChoice(server);
        }}
      >
        <Stack gap={6} mt={6}>
          {props.servers.map((server, index) => (
            <Radio
              key={`${server.protocol} ${server.host} ${server.port} ${server.encryption}`}
              value={String(index)}
              label={`${server.protocol.toUpperCase()} · ${server.host}:${server.port} · ${
                settingText(locale, `settings.incoming.encryption.choice.${server.encryption}`) ?? server.encryption
              }`}
              description={t(`mailboxes.find.source.${server.source}`, { name: server.provider ?? '' })}
            />
          ))}
        </Stack>
      </Radio.Group>
      {hint && <Text size="sm">{hintText(locale, hint)}</Text>}
    </Stack>
  );
}

const fits = ({ protocol }: FoundServer, direction: Direction) => (protocol === 'smtp') === (direction === 'outgoing');

function take(form: SettingsForm, direction: Direction, server: FoundServer, address: string): void {
  form.setAll({
    protocol: server.protocol,
    host: server.host,
    encryption: server.encryption,
    port: server.port,
    username: server.username,
    ...(direction === 'incoming' ? { mailboxAddresses: [address] } : { senderAddress: address }),
  });
}
