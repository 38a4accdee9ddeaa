import type { ReactNode } from 'react';
import { say } from '../../../../src/desk/texts/index.ts';
import type { System } from '../../../../src/api/contract/system.ts';
import { useTexts } from '../../i18n/index.ts';
import { LinkText } from '../../parts/links.tsx';
import { RelativeTime } from '../../parts/relative-time.tsx';
import { sizeText } from '../../parts/size-text.ts';
import classes from './system.module.css';

/** Queues, storage, processes and versions as small tables of names and values. */
export function SystemFacts({ facts }: { facts: System }) {
  const { t } = useTexts();
  return (
    <section className={classes.section} aria-label={t('system.facts')}>
      <h2 className={classes.heading}>{t('system.facts')}</h2>
      <div className={classes.cards}>
        <Queue
          title={t('system.inbound')}
          state="state.inbound"
          counts={facts.queues.inbound}
          since={facts.queues.inboundSince}
        />
        <Queue
          title={t('system.outbound')}
          state="state.delivery"
          counts={facts.queues.outbound}
          since={facts.queues.outboundSince}
        />
        <Storage storage={facts.storage} />
        {facts.processes.map((row) => (
          <Process key={row.id} row={row} />
        ))}
        <Card title={t('system.versions')}>
          <Fact name="Poststelle">{facts.versions.product}</Fact>
          <Fact name="Node.js">{facts.versions.node}</Fact>
          <Fact name={t('system.database')}>{facts.versions.database}</Fact>
          <Fact name={t('system.schema')}>{facts.versions.schema}</Fact>
        </Card>
      </div>
    </section>
  );
}

function Queue(props: { title: string; state: string; counts: Record<string, number>; since: string | null }) {
  const { t, locale } = useTexts();
  return (
    <Card title={props.title}>
      {Object.entries(props.counts).map(([state, count]) => (
        <Fact key={state} name={say(locale, `${props.state}.${state}`)}>
          {count.toLocaleString(locale)}
        </Fact>
      ))}
      <Fact name={t('system.oldest')}>
        {props.since === null ? t('system.noneWaits') : <RelativeTime at={props.since} />}
      </Fact>
    </Card>
  );
}

function Storage({ storage }: { storage: System['storage'] }) {
  const { t, locale } = useTexts();
  const { blobs, database, free, total, folder } = storage;
  return (
    <Card
      title={t('system.storage')}
      hint={
        <>
          {t('system.backup', { folder })}{' '}
          <LinkText to="/guide" size="xs" underline="always">
            {t('system.backupMore')}
          </LinkText>
        </>
      }
    >
      <Fact name={t('system.database')}>{sizeText(database, locale)}</Fact>
      <Fact name={t('system.blobs')}>{blobs === null ? t('system.counting') : sizeText(blobs.bytes, locale)}</Fact>
      <Fact name={t('system.free')}>
        {free === null || total === null
          ? '–'
          : t('system.freeOf', { free: sizeText(free, locale), total: sizeText(total, locale) })}
      </Fact>
    </Card>
  );
}

function Process({ row }: { row: System['processes'][number] }) {
  const { t, locale } = useTexts();
  const roles = row.roles.map((role) => t(`system.role.${role}`)).join(', ');
  return (
    <Card title={t('system.process', { host: row.host, pid: row.pid })}>
      <Fact name={t('system.does')}>{roles}</Fact>
      <Fact name={t('system.since')}>
        <RelativeTime at={row.startedAt} />
      </Fact>
      <Fact name={t('system.seen')}>
        {row.silent && `${t('system.silent')}, `}
        <RelativeTime at={row.seenAt} />
      </Fact>
      <Fact name={t('system.memory')}>{sizeText(row.memory, locale)}</Fact>
      <Fact name={t('system.version')}>{row.version}</Fact>
    </Card>
  );
}

function Card({ title, hint, children }: { title: string; hint?: ReactNode; children: ReactNode }) {
  return (
    <div className={classes.card}>
      <h3>{title}</h3>
      <dl className={classes.facts}>{children}</dl>
      {hint && <p className={classes.hint}>{hint}</p>}
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
