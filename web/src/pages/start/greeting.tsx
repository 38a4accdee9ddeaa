import { IconBook2, IconFlask, IconMailCog } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Agent } from '../../../../src/api/contract/session.ts';
import { useTexts } from '../../i18n/index.ts';
import { PageHeader } from '../../parts/page-header.tsx';
import { EmptyState } from '../../parts/states.tsx';
import { mailboxesQuery } from '../../queries.ts';
import { TicketListPage } from '../tickets/list.tsx';
import classes from './greeting.module.css';
import { LinkButton } from '../../parts/links.tsx';

/** The desk before its first ticket: three ways to begin for administrators; everybody else learns what is awaited. */
export function Greeting({ agent }: { agent: Agent }) {
  return agent.role === 'admin' ? <ThreeWays agent={agent} /> : <Awaited />;
}

function ThreeWays({ agent }: { agent: Agent }) {
  const { t } = useTexts();
  const { data: mailboxes } = useQuery(mailboxesQuery);
  // With a mailbox connected the list itself says that nothing has come in yet.
  if (mailboxes && mailboxes.rows.length > 0) return <TicketListPage />;
  return (
    <div className={classes.page}>
      <h1 className={classes.title}>{t('start.greeting.title', { name: agent.name })}</h1>
      <p className={classes.about}>{t('start.greeting.about')}</p>
      <div className={classes.ways}>
        <Way
          icon={<IconMailCog size={24} stroke={1.5} aria-hidden />}
          title={t('start.greeting.mailbox')}
          text={t('start.greeting.mailboxText')}
        >
          <LinkButton to="/admin/mailboxes/new">{t('start.greeting.mailboxAct')}</LinkButton>
        </Way>
        <Way
          icon={<IconFlask size={24} stroke={1.5} aria-hidden />}
          title={t('start.greeting.sandbox')}
          text={t('start.greeting.sandboxText')}
        >
          <LinkButton to="/sandbox" variant="default">
            {t('start.greeting.sandboxAct')}
          </LinkButton>
        </Way>
        <Way
          icon={<IconBook2 size={24} stroke={1.5} aria-hidden />}
          title={t('start.greeting.guide')}
          text={t('start.greeting.guideText')}
        >
          <LinkButton to="/guide" variant="default">
            {t('start.greeting.guideAct')}
          </LinkButton>
        </Way>
      </div>
    </div>
  );
}

function Way({ icon, title, text, children }: { icon: ReactNode; title: string; text: string; children: ReactNode }) {
  return (
    <section className={classes.way}>
      <span className={classes.icon}>{icon}</span>
      <h2 className={classes.name}>{title}</h2>
      <p className={classes.text}>{text}</p>
      {children}
    </section>
  );
}

function Awaited() {
  const { t } = useTexts();
  return (
    <>
      <PageHeader title={t('frame.tickets')} />
      <EmptyState
        title={t('start.greeting.noTickets')}
        action={
          <LinkButton to="/guide" variant="default">
            {t('start.greeting.guideAct')}
          </LinkButton>
        }
      >
        {t('start.greeting.waiting')}
      </EmptyState>
    </>
  );
}
