import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { ApiError } from '../../api.ts';
import { useTexts } from '../../i18n/index.ts';
import { errorText } from '../../parts/error-text.ts';
import { ServerReply } from '../../parts/server-reply.tsx';
import classes from './connections.module.css';
import type { ConnectionCheck } from './use-connection-check.ts';

/** What the check of a connection found, or what the provider said instead, word by word. */
export function CheckResult({ check }: { check: ConnectionCheck }) {
  const { t } = useTexts();
  return (
    <div role="status">
      {check.isError && (
        <div className={classes.result}>
          <p className={classes.bad}>
            <IconAlertTriangle size={16} aria-hidden />
            {check.error instanceof ApiError && check.error.problems.length > 0
              ? t('oauth.check.fixForm')
              : errorText(t, check.error)}
          </p>
          {check.error instanceof ApiError && check.error.serverReply && (
            <ServerReply reply={check.error.serverReply} />
          )}
        </div>
      )}
      {check.isSuccess && (
        <div className={classes.result}>
          <p className={classes.good}>
            <IconCircleCheck size={16} aria-hidden />
            {t('oauth.check.good')}
          </p>
          <dl className={classes.facts}>
            <Line name={t('oauth.check.issuer')} value={check.data.issuer} />
            <Line name={t('oauth.check.authorization')} value={check.data.authorizationEndpoint} />
            <Line name={t('oauth.check.token')} value={check.data.tokenEndpoint} />
            <Line name={t('oauth.check.device')} value={t(check.data.device ? 'oauth.check.yes' : 'oauth.check.no')} />
          </dl>
        </div>
      )}
    </div>
  );
}

function Line({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
