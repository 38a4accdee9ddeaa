import { IconMailForward } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { AutoMailLogRow } from '../../../../src/api/contract/auto-mails.ts';
import { say } from '../../../../src/desk/texts/index.ts';
import { call } from '../../api.ts';
import { useTexts } from '../../i18n/index.ts';
import { Chip } from '../../parts/chip.tsx';
import { LinkText } from '../../parts/links.tsx';
import { RelativeTime } from '../../parts/relative-time.tsx';
import { RowList } from '../../parts/row-list.tsx';
import { EmptyState } from '../../parts/states.tsx';
import { keys } from '../../queries.ts';
import classes from './auto-mails.module.css';

/** Every automatic mail to a person outside, sent or held back and why. */
export function MailLog() {
  const { t } = useTexts();
  const query = useInfiniteQuery({
    queryKey: [...keys.autoMails, 'log'],
    queryFn: ({ pageParam, signal }) => call('GET /api/auto-mails/log', { query: { after: pageParam } }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  return (
    <>
      <p className={classes.about}>{t('autoMails.log.about')}</p>
      <RowList
        query={query}
        empty={
          <EmptyState
            icon={<IconMailForward size={28} stroke={1.5} aria-hidden />}
            title={t('autoMails.log.emptyTitle')}
          >
            {t('autoMails.log.emptyText')}
          </EmptyState>
        }
      >
        {(row) => <LogRow row={row} />}
      </RowList>
    </>
  );
}

function LogRow({ row }: { row: AutoMailLogRow }) {
  const { t, locale } = useTexts();
  return (
    <div className={classes.line}>
      <span className={classes.lineState}>
        <Chip tone={row.outcome === 'sent' ? 'ok' : 'quiet'}>{t(`autoMails.log.${row.outcome}`)}</Chip>
      </span>
      <span className={classes.lineWords}>
        <b>{row.address}</b> · {say(locale, `autoMail.${row.event}`)}
        {row.ticketId !== null && (
          <>
            {' · '}
            <LinkText to="/tickets/$id" params={{ id: String(row.ticketId) }} fz="sm">
              {t('common.ticket', { reference: row.ticketReference ?? '' })}
            </LinkText>
          </>
        )}
        {row.reason && <span className={classes.lineReason}>{row.reason}</span>}
      </span>
      <span className={classes.lineEnd}>
        <RelativeTime at={row.at} />
      </span>
    </div>
  );
}
