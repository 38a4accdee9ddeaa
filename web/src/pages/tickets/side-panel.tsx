import { Link } from '@tanstack/react-router';
import { type ReactNode, useMemo } from 'react';
import type { MasterData, Ticket } from '../../../../src/api/contract/tickets.ts';
import { useTexts } from '../../i18n/index.ts';
import { StatusChip } from '../../parts/chip.tsx';
import { Copy } from '../../parts/copy.tsx';
import { RelativeTime } from '../../parts/relative-time.tsx';
import { TraceList } from '../../parts/trace-list.tsx';
import classes from './side-panel.module.css';

/** What one wants to know beside the history: the user and earlier tickets, properties, linked tickets, and why the first mail is here. */
export function SidePanel({ ticket, masterData }: { ticket: Ticket; masterData: MasterData }) {
  const { t, locale } = useTexts();
  const { contact } = ticket;
  const trace = useMemo(() => ticket.entries.find(({ kind }) => kind === 'mailIn')?.trace ?? [], [ticket.entries]);
  return (
    <aside className={classes.panel} aria-label={t('tickets.panel.label')}>
      <Section title={t('tickets.panel.contact')}>
        <div className={classes.name}>{contact.name}</div>
        {contact.id === null && <div className={classes.quiet}>{t('tickets.panel.unknownContact')}</div>}
        <ul className={classes.addresses} aria-label={t('tickets.panel.addresses')}>
          {contact.addresses.map((address) => (
            <li key={address}>
              <a href={`mailto:${address}`}>{address}</a>
              <Copy text={address} label={t('tickets.panel.copyAddress', { address })} />
            </li>
          ))}
        </ul>
      </Section>
      <Section title={t('tickets.panel.earlier')}>
        {contact.tickets.length === 0 ? (
          <div className={classes.quiet}>{t('tickets.panel.noEarlier')}</div>
        ) : (
          <ul className={classes.tickets}>
            {contact.tickets.map((other) => (
              <TicketLink key={other.id} ticket={other}>
                <StatusChip
                  group={other.statusGroup}
                  name={statusOf(masterData, other.statusGroup)?.names[locale] ?? ''}
                />
              </TicketLink>
            ))}
          </ul>
        )}
      </Section>
      {ticket.linked.length > 0 && (
        <Section title={t('tickets.panel.linked')}>
          <ul className={classes.tickets}>
            {ticket.linked.map((other) => (
              <TicketLink key={other.id} ticket={other} />
            ))}
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

function TicketLink(props: { ticket: { id: number; reference: string; subject: string }; children?: ReactNode }) {
  const { t } = useTexts();
  const { id, reference, subject } = props.ticket;
  return (
    <li>
      <Link to="/tickets/$id" params={{ id: String(id) }} className={classes.ticket}>
        <span className={classes.reference}>{reference}</span>
        <span className={classes.subject}>{subject || t('tickets.list.noSubject')}</span>
        {props.children}
      </Link>
    </li>
  );
}
