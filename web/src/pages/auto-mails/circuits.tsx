import { Button, SegmentedControl } from '@mantine/core';
import { IconPlugConnected } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Circuit } from '../../../../src/api/contract/auto-mails.ts';
import { call } from '../../api.ts';
import { useTexts } from '../../i18n/index.ts';
import { Chip } from '../../parts/chip.tsx';
import { LinkText } from '../../parts/links.tsx';
import { notifyDone, notifyError } from '../../parts/notify.ts';
import { RelativeTime } from '../../parts/relative-time.tsx';
import { RowList } from '../../parts/row-list.tsx';
import { EmptyState } from '../../parts/states.tsx';
import { keys } from '../../queries.ts';
import classes from './auto-mails.module.css';

/** Addresses with which automatic mails went to and fro: they get none for now. */
export function Circuits() {
  const { t } = useTexts();
  const [state, setState] = useState<'open' | 'all'>('open');
  const query = useInfiniteQuery({
    queryKey: [...keys.autoMails, 'circuits', state],
    queryFn: ({ pageParam, signal }) => call('GET /api/loop-guard', { query: { state, after: pageParam } }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  return (
    <>
      <p className={classes.about}>{t('autoMails.circuits.about')}</p>
      <div className={classes.bar}>
        <SegmentedControl
          size="xs"
          aria-label={t('autoMails.circuits.show')}
          value={state}
          onChange={setState}
          data={[
            { value: 'open', label: t('autoMails.circuits.open') },
            { value: 'all', label: t('autoMails.circuits.all') },
          ]}
        />
      </div>
      <RowList
        query={query}
        empty={
          <EmptyState
            icon={<IconPlugConnected size={28} stroke={1.5} aria-hidden />}
            title={t('autoMails.circuits.emptyTitle')}
          >
            {t('autoMails.circuits.emptyText')}
          </EmptyState>
        }
      >
        {(row) => <CircuitRow circuit={row} />}
      </RowList>
    </>
  );
}

function CircuitRow({ circuit }: { circuit: Circuit }) {
  const { t } = useTexts();
  const client = useQueryClient();
  const close = useMutation({
    mutationFn: () => call('DELETE /api/loop-guard/:id', { id: circuit.id }),
    onSuccess: async () => {
      notifyDone(t('autoMails.circuits.closed', { address: circuit.address }));
      await Promise.all([keys.autoMails, keys.health].map((queryKey) => client.invalidateQueries({ queryKey })));
    },
    onError: notifyError,
  });
  return (
    <div className={classes.line}>
      <span className={classes.lineState}>
        <Chip tone={circuit.open ? 'warn' : 'quiet'}>
          {t(circuit.open ? 'autoMails.circuits.stateOpen' : 'autoMails.circuits.stateClosed')}
        </Chip>
      </span>
      <span className={classes.lineWords}>
        <b>{circuit.address}</b>
        {circuit.ticketId !== null && (
          <>
            {' · '}
            <LinkText to="/tickets/$id" params={{ id: String(circuit.ticketId) }} fz="sm">
              {t('common.ticket', { reference: circuit.ticketReference ?? '' })}
            </LinkText>
          </>
        )}
        <span className={classes.lineReason}>{circuit.reason}</span>
        <span className={classes.lineReason}>
          {circuit.open ? (
            <>
              {t('autoMails.circuits.until')} <RelativeTime at={circuit.openUntil} />
            </>
          ) : (
            circuit.closedBy !== null && t('autoMails.circuits.closedBy', { name: circuit.closedBy })
          )}
        </span>
      </span>
      <span className={classes.lineEnd}>
        <RelativeTime at={circuit.openedAt} />
        {circuit.open && (
          <Button variant="default" loading={close.isPending} onClick={() => close.mutate()}>
            {t('autoMails.circuits.close')}
          </Button>
        )}
      </span>
    </div>
  );
}
