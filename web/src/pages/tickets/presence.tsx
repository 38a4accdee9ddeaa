import { IconEye, IconPencil } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Presence as Present } from '../../../../src/api/contract/drafts.ts';
import { presenceBeatMs, type PresenceState } from '../../../../src/desk/presence.ts';
import { call } from '../../api.ts';
import { useTexts } from '../../i18n/index.ts';
import { newDraftKey } from '../../parts/composer/draft.ts';
import { keys } from '../../queries.ts';
import classes from './presence.module.css';

/** Says who else looks at the ticket and who is writing an answer, and tells the desk what this page does with it. */
export function Presence({ ticketId, state }: { ticketId: number; state: PresenceState }) {
  const { t } = useTexts();
  const others = useOthers(ticketId, state);
  const writers = others.filter((other) => other.state === 'writing');
  const viewers = others.filter((other) => other.state === 'viewing');
  return (
    <div role="status" aria-label={t('drafts.presence')}>
      {others.length > 0 && (
        <ul className={classes.people}>
          {writers.map(({ agentId, name }) => (
            <li key={agentId} className={classes.writing}>
              <IconPencil size={14} aria-hidden /> {t('drafts.writing', { name })}
            </li>
          ))}
          {viewers.map(({ agentId, name }) => (
            <li key={agentId}>
              <IconEye size={14} aria-hidden /> {t('drafts.viewing', { name })}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Tells the desk every so often, and at once when something changes; each time it answers who else is there. Events of the desk ask anew. */
function useOthers(ticketId: number, state: PresenceState): Present['others'] {
  const [page] = useState(newDraftKey);
  const { data, refetch } = useQuery({
    queryKey: [...keys.presence, ticketId, page],
    queryFn: ({ signal }) => call('POST /api/tickets/:id/presence', { id: ticketId, body: { page, state } }, signal),
    refetchInterval: presenceBeatMs,
    // Who writes may look something up in another tab; who only looked is gone with the look.
    refetchIntervalInBackground: state === 'writing',
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  useEffect(() => void refetch(), [refetch, state]);
  useEffect(() => {
    const leave = () => tellLeft(ticketId, page);
    const onVisible = () => {
      if (document.visibilityState === 'visible') void refetch();
      else if (state === 'viewing') leave();
    };
    globalThis.addEventListener('pagehide', leave);
    document.addEventListener('visibilitychange', onVisible);
    return () => {
      globalThis.removeEventListener('pagehide', leave);
      document.removeEventListener('visibilitychange', onVisible);
    };
  }, [ticketId, page, state, refetch]);
  useEffect(() => () => tellLeft(ticketId, page), [ticketId, page]);
  return data?.others ?? [];
}

/** Reaches the desk also while the page goes away. */
function tellLeft(ticketId: number, page: string): void {
  const body = new Blob([JSON.stringify({ page, state: 'left' })], { type: 'application/json' });
  navigator.sendBeacon(`/api/tickets/${ticketId}/presence`, body);
}
