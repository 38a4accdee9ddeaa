import { Button, Loader, Progress } from '@mantine/core';
import { IconCloudDownload, IconDownload, IconRefresh, IconTicket, IconX } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Inbound } from '../../../../src/api/contract/spools.ts';
import { call } from '../../api.ts';
import { useTexts } from '../../i18n/index.ts';
import { HelpLink } from '../../parts/help-link.tsx';
import { LinkButton } from '../../parts/links.tsx';
import { notifyDone, notifyError } from '../../parts/notify.ts';
import { RelativeTime } from '../../parts/relative-time.tsx';
import { Fact, OpeningRow } from '../../parts/row-list.tsx';
import classes from '../../parts/rows.module.css';
import { sizeText } from '../../parts/size-text.ts';
import { TraceList } from '../../parts/trace-list.tsx';
import { keys } from '../../queries.ts';
import { type InboundState, InboundStateChip } from './inbound-state.tsx';
import { Replay } from './replay.tsx';

/** The only copy is on the mail server: there is nothing to read or to download yet. */
const onServer: ReadonlySet<InboundState> = new Set(['tooLarge', 'skipped', 'wanted', 'fetching']);

/** One fetched mail; open, it says why it is where it is and offers its source, its ticket and another try. */
export function InboundRow({ mail }: { mail: Inbound }) {
  const { t } = useTexts();
  const subject = onServer.has(mail.state) ? t('intake.onServer') : mail.subject || t('intake.noSubject');
  return (
    <OpeningRow
      label={t('intake.details', { subject })}
      state={<InboundStateChip state={mail.state} />}
      first={subject}
      second={`${mail.from && `${mail.from} · `}${mail.mailboxName}${mail.ticketReference ? ` · ${t('common.ticket', { reference: mail.ticketReference ?? '' })}` : ''}`}
      end={<RelativeTime at={onServer.has(mail.state) ? mail.receivedAt : mail.fetchedAt} />}
    >
      {() => <Details mail={mail} />}
    </OpeningRow>
  );
}

function Details({ mail }: { mail: Inbound }) {
  const { t, locale } = useTexts();
  const bad = mail.state === 'failed' || mail.state === 'tooLarge';
  return (
    <>
      {!mail.hasSource && !onServer.has(mail.state) && <p className={classes.reason}>{t('intake.noSource')}</p>}
      {mail.reason && (
        <p className={classes.reason} data-bad={bad || undefined}>
          {mail.reason} <HelpLink code={mail.reasonCode} />
        </p>
      )}
      <dl className={classes.facts}>
        {!onServer.has(mail.state) && <Fact name={t('intake.from')}>{mail.from}</Fact>}
        <Fact name={t('intake.receivedAt')}>
          <RelativeTime at={mail.receivedAt} />
        </Fact>
        <Fact name={t(onServer.has(mail.state) ? 'intake.noticedAt' : 'intake.fetchedAt')}>
          <RelativeTime at={mail.fetchedAt} />
        </Fact>
        <Fact name={t('intake.size')}>{sizeText(mail.size, locale)}</Fact>
      </dl>
      {onServer.has(mail.state) ? (
        <Fetching mail={mail} />
      ) : (
        <div>
          <h2 className={classes.part}>{t('intake.why')}</h2>
          {mail.trace.length > 0 ? <TraceList trace={mail.trace} /> : t('intake.noTrace')}
        </div>
      )}
      {mail.hasSource && !onServer.has(mail.state) && <Replay mail={mail} />}
      <Acts mail={mail} />
    </>
  );
}

/** Where a mail stands whose only copy is on the server. */
function Fetching({ mail: { state, fetchedBytes, size } }: { mail: Inbound }) {
  const { t, locale } = useTexts();
  if (state === 'wanted') return <p role="status">{t('intake.wanted')}</p>;
  if (state !== 'fetching') return null;
  if (fetchedBytes === null)
    return (
      <p role="status">
        <Loader size={14} /> {t('intake.fetching')}
      </p>
    );
  // What the server told of the size is only nearly right on some.
  const of = Math.max(size, fetchedBytes);
  const label = t('intake.fetched', { bytes: sizeText(fetchedBytes, locale), of: sizeText(of, locale) });
  return (
    <div>
      <p role="status">{label}</p>
      <Progress value={(100 * fetchedBytes) / of} aria-label={label} />
    </div>
  );
}

function Acts({ mail }: { mail: Inbound }) {
  const { t } = useTexts();
  const client = useQueryClient();
  const retry = useMutation({
    mutationFn: () => call('POST /api/inbound/:id/retry', { id: mail.id }),
    onSuccess: async () => {
      notifyDone(t('intake.retried'));
      await client.invalidateQueries({ queryKey: keys.inbound });
    },
    onError: notifyError,
  });
  const createTicket = useMutation({
    mutationFn: () => call('POST /api/inbound/:id/ticket', { id: mail.id }),
    onSuccess: async (filed) => {
      notifyDone(t('intake.ticketCreated', { reference: filed.ticketReference ?? '' }));
      await Promise.all([keys.inbound, keys.tickets].map((queryKey) => client.invalidateQueries({ queryKey })));
    },
    onError: notifyError,
  });
  const fetchAnyway = useMutation({
    mutationFn: () => call('POST /api/inbound/:id/fetch', { id: mail.id }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.inbound }),
    onError: notifyError,
  });
  const cancelFetch = useMutation({
    mutationFn: () => call('DELETE /api/inbound/:id/fetch', { id: mail.id }),
    onError: notifyError,
    // Refused because it has just come: then the row says so.
    onSettled: () => client.invalidateQueries({ queryKey: keys.inbound }),
  });
  return (
    <div className={classes.acts}>
      {mail.ticketId !== null && (
        <LinkButton
          variant="default"
          leftSection={<IconTicket size={15} aria-hidden />}
          to="/tickets/$id"
          params={{ id: String(mail.ticketId) }}
        >
          {t('intake.openTicket', { reference: mail.ticketReference ?? '' })}
        </LinkButton>
      )}
      {mail.state === 'unfiled' && mail.hasSource && (
        <Button
          leftSection={<IconTicket size={15} aria-hidden />}
          loading={createTicket.isPending}
          onClick={() => createTicket.mutate()}
        >
          {t('intake.createTicket')}
        </Button>
      )}
      {mail.hasSource && (mail.state === 'failed' || mail.state === 'unfiled' || mail.state === 'quarantined') && (
        <Button
          variant="default"
          leftSection={<IconRefresh size={15} aria-hidden />}
          loading={retry.isPending}
          onClick={() => retry.mutate()}
        >
          {t('intake.retry')}
        </Button>
      )}
      {(mail.state === 'tooLarge' || mail.state === 'skipped') && (
        <Button
          variant="default"
          leftSection={<IconCloudDownload size={15} aria-hidden />}
          loading={fetchAnyway.isPending}
          onClick={() => fetchAnyway.mutate()}
        >
          {t('intake.fetchAnyway')}
        </Button>
      )}
      {(mail.state === 'wanted' || mail.state === 'fetching') && (
        <Button
          variant="default"
          leftSection={<IconX size={15} aria-hidden />}
          loading={cancelFetch.isPending}
          onClick={() => cancelFetch.mutate()}
        >
          {t('intake.cancelFetch')}
        </Button>
      )}
      {mail.hasSource && (
        <Button
          component="a"
          href={`/api/inbound/${mail.id}/source`}
          download
          variant="default"
          leftSection={<IconDownload size={15} aria-hidden />}
        >
          {t('common.source')}
        </Button>
      )}
    </div>
  );
}
