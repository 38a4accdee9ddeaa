import { Button, Group } from '@mantine/core';
import { IconPlugConnected } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import type { OAuthConnection } from '../../../../src/api/contract/oauth.ts';
import { defaultValues } from '../../../../src/settings/field.ts';
import { oauthConnection } from '../../../../src/settings/oauth-connection.ts';
import { ApiError, call } from '../../api.ts';
import type { AnswerOf } from '../../api-routes.ts';
import { FormDrawer, type InDrawer } from '../../forms/form-drawer.tsx';
import { ProblemSummary } from '../../forms/problem-summary.tsx';
import { SettingsFields } from '../../forms/settings-form.tsx';
import { useLeaveGuard } from '../../forms/use-leave-guard.tsx';
import { useSettingsForm } from '../../forms/use-settings-form.ts';
import { useTexts } from '../../i18n/index.ts';
import { notifyDone, notifyError } from '../../parts/notify.ts';
import { keys } from '../../queries.ts';
import { CheckResult } from './check-result.tsx';
import classes from './connections.module.css';
import { GuideLinks } from './guide-links.tsx';
import { RedirectUrls } from './redirect-urls.tsx';
import { useConnectionCheck } from './use-connection-check.ts';

type Connections = AnswerOf<'GET /api/oauth/connections'>;

/** The form of a connection at the side of the list. `edit`: its id, or `new`. */
export function ConnectionDrawer(props: { data: Connections; edit: number | 'new' | undefined; onClose: () => void }) {
  const { t } = useTexts();
  const { data, edit } = props;
  const connection = data.rows.find(({ id }) => id === edit);
  return (
    <FormDrawer
      opened={edit === 'new' || connection !== undefined}
      onClose={props.onClose}
      size={560}
      title={connection ? t('oauth.editTitle', { name: connection.name }) : t('oauth.createTitle')}
    >
      {(drawer) => <ConnectionForm key={connection?.id ?? 'new'} connection={connection} data={data} {...drawer} />}
    </FormDrawer>
  );
}

function ConnectionForm(props: InDrawer & { connection: OAuthConnection | undefined; data: Connections }) {
  const { t } = useTexts();
  const { connection, onDirty } = props;
  const client = useQueryClient();
  const form = useSettingsForm(oauthConnection, { ...defaultValues(oauthConnection), ...connection?.values });
  const [tries, setTries] = useState(0);
  const [busy, setBusy] = useState(false);
  const check = useConnectionCheck();
  // Closing changes the address, which would ask once more.
  const guard = useLeaveGuard(form.dirty && !busy);
  useEffect(() => onDirty(form.dirty), [form.dirty, onDirty]);
  const refuse = (error: unknown) => {
    if (error instanceof ApiError && error.problems.length > 0) form.refuse(error.problems);
    else notifyError(error);
  };
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const values = form.check();
    setTries((before) => before + 1);
    if (!values || busy) return;
    setBusy(true);
    try {
      if (connection) await call('PUT /api/oauth/connections/:id', { id: connection.id, body: { values } });
      else await call('POST /api/oauth/connections', { body: { values } });
      notifyDone(connection ? t('common.saved') : t('oauth.created', { name: String(values.name) }));
      await client.invalidateQueries({ queryKey: keys.oauth });
      props.onDone();
    } catch (error) {
      refuse(error);
    } finally {
      setBusy(false);
    }
  };
  const startCheck = () => {
    setTries((before) => before + 1);
    check.mutate(
      { id: connection?.id, values: form.values },
      { onError: (error) => error instanceof ApiError && error.problems.length > 0 && form.refuse(error.problems) },
    );
  };
  return (
    <form onSubmit={(event) => void save(event)} noValidate>
      <GuideLinks provider={form.values.provider} />
      <RedirectUrls redirectUrl={props.data.redirectUrl} pasteRedirectUrl={props.data.pasteRedirectUrl} />
      <ProblemSummary form={form} tries={tries} />
      <SettingsFields form={form} secretsSet={connection?.secretsSet} />
      <p className={classes.sub}>{t('oauth.check.about')}</p>
      <CheckResult check={check} />
      <Group className={classes.foot}>
        <Button
          variant="default"
          size="sm"
          leftSection={<IconPlugConnected size={15} aria-hidden />}
          loading={check.isPending}
          onClick={startCheck}
        >
          {t('oauth.check.start')}
        </Button>
        <span className={classes.space} />
        <Button variant="default" size="sm" onClick={props.onCancel}>
          {t('common.cancel')}
        </Button>
        <Button type="submit" size="sm" loading={busy}>
          {t(connection ? 'common.save' : 'common.create')}
        </Button>
      </Group>
      {guard.question}
    </form>
  );
}
