import { type ReactNode, useMemo } from 'react';
import type { MasterData, Ticket } from '../../../../src/api/contract/tickets.ts';
import { useTexts } from '../../i18n/index.ts';
import { StatusChip } from '../../parts/chip.tsx';
import { Copy } from '../../parts/copy.tsx';
import { RelativeTime } from '../../parts/relative-time.tsx';
import { TraceList } from '../../parts/trace-list.tsx';
import { ContactSection } from './contact-section.tsx';
import { Filing } from './filing.tsx';
import classes from './side-panel.module.css';
import { TicketLink } from './ticket-link.tsx';
import { TiedTickets } from './tied-tickets.tsx';

/** What one wants to know beside the history: the user and earlier tickets, properties, linked tickets, and why the first mail is here. */
export function SidePanel({ ticket, masterData }: { ticket: Ticket; masterData: MasterData }) {
  const { t, locale } = useTexts();
  const { contact } = ticket;
  const readOnly = !ticket.mayWrite || ticket.mergedInto !== null;
  const trace = useMemo(() => ticket.entries.find(({ kind }) => kind === 'mailIn')?.trace ?? [], [ticket.entries]);
  return (
    <aside className={classes.panel} aria-label={t('tickets.panel.label')}>
      <Section title={t('tickets.panel.contact')}>
        <ContactSection ticket={ticket} readOnly={readOnly} />
      </Section>
      <Section title={t('ties.filing')}>
        <Filing ticket={ticket} masterData={masterData} readOnly={readOnly} />
      </Section>
      <Section title={t('tickets.panel.earlier')}>
        {contact.tickets.length === 0 ? (
          <div className={classes.quiet}>{t('tickets.panel.noEarlier')}</div>
        ) : (
          <ul className={classes.tickets}>
            {contact.tickets.map((other) => (
              <li key={other.id}>
                <TicketLink ticket={other}>
                  <StatusChip
                    group={other.statusGroup}
                    name={statusOf(masterData, other.statusGroup)?.names[locale] ?? ''}
                  />
                </TicketLink>
              </li>
            ))}
          </ul>
        )}
      </Section>
      {ticket.linked.length > 0 && (
        <Section title={t('tickets.panel.linked')}>
          <ul className={classes.tickets}>
            <TiedTickets ticket={ticket} readOnly={readOnly} />
          </ul>
        </Section>
      )}
      <Section title={t('tickets.panel.properties')}>
        <dl className={classes.properties}>
          <dt>{t('tickets.panel.tag')}</dt>
          <dd className={classes.tag}>
            {ticket.tag} <Copy text={ticket.tag} label={t('tickets.head.copyTag')} />
          </dd>
          <dt>{t('tickets.panel.mailbox')}</dt>
          <dd>{ticket.mailboxName ?? t('tickets.panel.noMailbox')}</dd>
          {ticket.resubmitAt !== null && (
            <>
              <dt>{t('ties.resubmitShort')}</dt>
              <dd>
                <RelativeTime at={ticket.resubmitAt} />
              </dd>
            </>
          )}
          <dt>{t('tickets.panel.created')}</dt>
          <dd>
            <RelativeTime at={ticket.createdAt} />
          </dd>
          <dt>{t('tickets.panel.changed')}</dt>
          <dd>
            <RelativeTime at={ticket.changedAt} />
          </dd>
        </dl>
      </Section>
      <Section title={t('tickets.panel.why')}>
        {trace.length > 0 ? (
          <TraceList trace={trace} />
        ) : (
          <div className={classes.quiet}>{t('tickets.panel.whyNone')}</div>
        )}
      </Section>
    </aside>
  );
}

/** The status that stands for a group: its first one. */
function statusOf(masterData: MasterData, group: Ticket['statusGroup']) {
  return masterData.statuses.toSorted((a, b) => a.rank - b.rank).find((status) => status.group === group);
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.section}>
      <h2 className={classes.title}>{title}</h2>
      {children}
    </section>
  );
}
