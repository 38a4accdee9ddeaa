import { IconAlertTriangle } from '@tabler/icons-react';
import type { DryRun } from '../../../src/api/contract/dry-run.ts';
import { say } from '../../../src/desk/texts/index.ts';
import { useTexts } from '../i18n/index.ts';
import classes from './dry-run.module.css';
import { LinkText } from './links.tsx';
import { TraceList } from './trace-list.tsx';

/** What would become of a mail: the outcome in a sentence, what the ticket would get, and why. */
export function DryRunResult({ run }: { run: DryRun }) {
  const { t, locale } = useTexts();
  const { message } = run;
  return (
    <div className={classes.result}>
      <p className={classes.mail}>
        <b>{message.subject || t('intake.noSubject')}</b>
        {message.from && ` · ${message.from.name || message.from.addr}`}
      </p>
      <p className={classes.outcome} data-outcome={run.outcome}>
        <Outcome run={run} />
      </p>
      {run.flags.map((flag) => (
        <p key={flag} className={classes.flag}>
          <IconAlertTriangle size={14} aria-hidden /> {say(locale, `flag.${flag}`)}
        </p>
      ))}
      {run.plan && <Plan plan={run.plan} />}
      <h3 className={classes.why}>{t('dryRun.why')}</h3>
      <TraceList trace={run.trace} />
    </div>
  );
}

function Outcome({ run }: { run: DryRun }) {
  const { t } = useTexts();
  const { ticket, linkedTo } = run;
  if (run.outcome === 'unfiled') return t('dryRun.unfiled');
  if (run.outcome === 'newTicket')
    return (
      <>
        {t('dryRun.newTicket', { mailbox: run.mailbox })}
        {linkedTo && (
          <>
            {' '}
            {t('dryRun.linked')} <Mention ticket={linkedTo} />
          </>
        )}
      </>
    );
  return (
    <>
      {t(run.outcome === 'copy' ? 'dryRun.copy' : run.reopens ? 'dryRun.reopens' : 'dryRun.joins')}{' '}
      {ticket && <Mention ticket={ticket} />}
    </>
  );
}

function Mention({ ticket }: { ticket: NonNullable<DryRun['ticket']> }) {
  return (
    <LinkText to="/tickets/$id" params={{ id: String(ticket.id) }} fz="sm" underline="always">
      {ticket.reference} {ticket.subject}
    </LinkText>
  );
}

function Plan({ plan }: { plan: NonNullable<DryRun['plan']> }) {
  const { t } = useTexts();
  const named = (entry: { name: string; isNew: boolean } | null) =>
    entry && (entry.isNew ? t('dryRun.isNew', { name: entry.name }) : entry.name);
  const facts = {
    contact: named(plan.contact),
    customer: named(plan.customer),
    team: plan.team ?? t('dryRun.inquiry'),
    category: plan.category,
    priority: plan.priority,
    status: plan.status,
    labels: plan.labels.join(', '),
  };
  return (
    <dl className={classes.plan}>
      {Object.entries(facts).map(
        ([name, value]) =>
          value && (
            <div key={name}>
              <dt>{t(`dryRun.plan.${name as 'contact'}`)}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
