import { Button } from '@mantine/core';
import { IconAlertTriangle, IconLock } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ApiError } from '../api.ts';
import { useTexts } from '../i18n/index.ts';
import { agentsQuery } from '../queries.ts';
import { errorText } from './error-text.ts';
import { ServerReply } from './server-reply.tsx';
import classes from './states.module.css';

/** What belongs here while there is none, and the one thing to do about it. */
export function EmptyState({
  icon,
  title,
  children,
  action,
  level = 2,
}: {
  icon?: ReactNode;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  /** 1 where it is all there is on the page. */
  level?: 1 | 2;
}) {
  const Heading = `h${level}` as const;
  return (
    <div className={classes.state}>
      {icon && <div className={classes.icon}>{icon}</div>}
      <Heading className={classes.title}>{title}</Heading>
      {children && <div className={classes.text}>{children}</div>}
      {action && <div className={classes.action}>{action}</div>}
    </div>
  );
}

/** Something could not be read: why, what the other server said if it was one, and a way to try again. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTexts();
  if (error instanceof ApiError && error.code === 'not-allowed') return <NoPermission />;
  return (
    <div className={classes.state} role="alert">
      <div className={classes.icon} data-bad>
        <IconAlertTriangle size={28} stroke={1.5} aria-hidden />
      </div>
      <h2 className={classes.title}>{t('common.error.title')}</h2>
      <div className={classes.text}>{errorText(t, error)}</div>
      {error instanceof ApiError && error.serverReply && <ServerReply reply={error.serverReply} />}
      {onRetry && (
        <div className={classes.action}>
          <Button variant="default" onClick={onRetry}>
            {t('common.retry')}
          </Button>
        </div>
      )}
    </div>
  );
}

/** The agent lacks the right: says who can grant it. */
export function NoPermission() {
  const { t, locale } = useTexts();
  const agents = useQuery(agentsQuery);
  const admins = (agents.data?.rows ?? [])
    .filter(({ role, active }) => role === 'admin' && active)
    .map(({ name }) => name);
  const names = new Intl.ListFormat(locale, { type: 'disjunction' }).format(admins.slice(0, 5));
  return (
    <EmptyState icon={<IconLock size={28} stroke={1.5} aria-hidden />} title={t('common.error.adminsOnly')}>
      {names ? t('common.error.askAdmin', { names }) : t('common.error.askAnyAdmin')}
    </EmptyState>
  );
}
