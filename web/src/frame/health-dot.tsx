import { Popover, UnstyledButton } from '@mantine/core';
import type { TablerIcon } from '@tabler/icons-react';
import {
  IconAlertCircleFilled,
  IconAlertTriangleFilled,
  IconCircleCheckFilled,
  IconCircleDashed,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import type { Agent } from '../../../src/api/contract/session.ts';
import type { Health } from '../../../src/api/contract/spools.ts';
import { useTexts } from '../i18n/index.ts';
import { healthQuery, sessionQuery } from '../queries.ts';
import { RailTip } from './rail.tsx';
import classes from './rail.module.css';
import { LinkText } from '../parts/links.tsx';

const icons: Record<Health['state'] | 'unknown', TablerIcon> = {
  ok: IconCircleCheckFilled,
  warning: IconAlertCircleFilled,
  error: IconAlertTriangleFilled,
  unknown: IconCircleDashed,
};

/** The worst state of the desk as a sign in the rail; a click says why, with links to where it can be mended. */
export function HealthDot({ wide }: { wide: boolean }) {
  const { t } = useTexts();
  const { data: health } = useQuery(healthQuery);
  const state = health?.state ?? 'unknown';
  const Icon = icons[state];
  const word = t(`frame.health.${state}`);
  return (
    <Popover position="right-end" trapFocus>
      <RailTip wide={wide} label={word}>
        <div>
          <Popover.Target>
            <UnstyledButton className={classes.item} aria-label={`${t('frame.health.title')}: ${word}`}>
              <span className={classes.dot} data-state={state}>
                <Icon size={18} aria-hidden />
              </span>
              {wide && <span className={classes.label}>{word}</span>}
            </UnstyledButton>
          </Popover.Target>
        </div>
      </RailTip>
      <Popover.Dropdown className={classes.reasons} tabIndex={-1} data-autofocus>
        <h2>{word}</h2>
        {health && <Reasons health={health} />}
        <ToSystem />
      </Popover.Dropdown>
    </Popover>
  );
}

function Reasons({ health }: { health: Health }) {
  const { t } = useTexts();
  const { data: session } = useQuery(sessionQuery);
  const reasons = listReasons(health, session?.agent?.role, t);
  if (reasons.length === 0) return <p>{t('frame.health.okText')}</p>;
  return (
    <ul>
      {reasons.map(([key, reason]) => (
        <li key={key}>{reason}</li>
      ))}
    </ul>
  );
}

/** The whole of it is for those who can mend it. */
function ToSystem() {
  const { t } = useTexts();
  const { data: session } = useQuery(sessionQuery);
  if (session?.agent?.role !== 'admin') return null;
  return (
    <LinkText to="/admin/system" size="sm">
      {t('frame.health.toSystem')}
    </LinkText>
  );
}

const shown = (mayOpen: boolean, words: string, link: (words: string) => ReactNode) => (mayOpen ? link(words) : words);

/** Each as a link for those who may go there, as words for everybody else. */
function listReasons(health: Health, role: Agent['role'] | undefined, t: TFunction): [string, ReactNode][] {
  const isAdmin = role === 'admin';
  const readsIntake = role !== 'agent';
  const reasons: [string, ReactNode][] = [];
  if (health.storage) reasons.push(['storage', health.storage.text]);
  if (health.fetchStopped)
    reasons.push([
      'stopped',
      shown(isAdmin, t('frame.health.stopped'), (words) => (
        <LinkText to="/admin/desk" size="sm">
          {words}
        </LinkText>
      )),
    ]);
  for (const { key, text } of health.findings) reasons.push([`${key} ${text}`, text]);
  for (const { id, name, text, connect } of health.mailboxesInError)
    reasons.push([
      `mailbox ${id}`,
      <>
        {isAdmin ? (
          <LinkText to="/admin/mailboxes/$id" params={{ id: String(id) }} size="sm" fw={600}>
            {name}
          </LinkText>
        ) : (
          <b>{name}</b>
        )}
        <p>{text}</p>
        {connect && isAdmin && (
          <LinkText
            to="/admin/mailboxes/$id"
            params={{ id: String(id) }}
            search={{ connect: 'now' }}
            size="sm"
            aria-label={`${t('frame.health.connect')}: ${name}`}
          >
            {t('frame.health.connect')}
          </LinkText>
        )}
      </>,
    ]);
  if (health.inboundFailed > 0)
    reasons.push([
      'inbound',
      shown(readsIntake, t('frame.health.inboundFailed', { count: health.inboundFailed }), (words) => (
        <LinkText to="/intake" search={{ state: 'failed' }} size="sm">
          {words}
        </LinkText>
      )),
    ]);
  if (health.outboundFailed > 0)
    reasons.push([
      'outbound',
      <LinkText key="a" to="/outbox" search={{ state: 'failed' }} size="sm">
        {t('frame.health.outboundFailed', { count: health.outboundFailed })}
      </LinkText>,
    ]);
  if (health.openCircuits > 0)
    reasons.push([
      'circuits',
      shown(readsIntake, t('frame.health.circuits', { count: health.openCircuits }), (words) => (
        <LinkText to="/admin/auto-mails" search={{ tab: 'circuits' }} size="sm">
          {words}
        </LinkText>
      )),
    ]);
  if (health.outboundQueued > 0 && health.state !== 'ok')
    reasons.push(['queued', t('frame.health.queued', { count: health.outboundQueued })]);
  return reasons;
}
