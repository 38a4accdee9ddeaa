import { useQuery } from '@tanstack/react-query';
import { call } from '../../api.ts';
import { useTexts } from '../../i18n/index.ts';
import { LinkText } from '../../parts/links.tsx';
import { QueryView } from '../../parts/query-view.tsx';
import { keys } from '../../queries.ts';
import { InboundStateChip } from '../intake/inbound-state.tsx';
import classes from './sandbox.module.css';

/** What arrived in the sandbox, each with the ticket that came of it. */
export function SandboxInbox({ incomingId }: { incomingId: number }) {
  const { t } = useTexts();
  const mails = useQuery({
    queryKey: [...keys.inbound, 'sandbox', incomingId],
    queryFn: ({ signal }) => call('GET /api/inbound', { query: { mailboxId: incomingId, limit: 20 } }, signal),
  });
  return (
    <section className={classes.part}>
      <h2 className={classes.title}>{t('sandbox.inbox')}</h2>
      <QueryView query={mails}>
        {({ rows }) =>
          rows.length === 0 ? (
            <p className={classes.empty}>{t('sandbox.inboxEmpty')}</p>
          ) : (
            <ul className={classes.rows}>
              {rows.map((mail) => (
                <li key={mail.id} className={classes.row}>
                  <div className={classes.words}>
                    <div className={classes.first}>{mail.subject || t('intake.noSubject')}</div>
                    <div className={classes.second}>{mail.from}</div>
                  </div>
                  {mail.ticketId === null ? (
                    <InboundStateChip state={mail.state} />
                  ) : (
                    <LinkText to="/tickets/$id" params={{ id: String(mail.ticketId) }} size="sm">
                      {t('common.ticket', { reference: mail.ticketReference ?? '' })}
                    </LinkText>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </QueryView>
    </section>
  );
}
