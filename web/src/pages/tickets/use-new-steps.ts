import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Ticket } from '../../../../src/api/contract/tickets.ts';
import { useTexts } from '../../i18n/index.ts';
import { writerOf } from '../../parts/history/words.ts';
import { sessionQuery } from '../../queries.ts';

const HIGHLIGHT_MS = 3_000;
const none: ReadonlySet<number> = new Set();

/** The steps that arrived while the ticket was open: their ids for some seconds, and what a screen reader says about those of others. */
export function useNewSteps(ticket: Ticket): { ids: ReadonlySet<number>; announcement: string } {
  const { t } = useTexts();
  const me = useQuery(sessionQuery).data?.agent?.name;
  const known = useRef<ReadonlySet<number> | null>(null);
  const [ids, setIds] = useState(none);
  const [announcement, setAnnouncement] = useState('');
  useEffect(() => {
    const all = new Set(ticket.entries.map(({ id }) => id));
    const before = known.current;
    known.current = all;
    if (!before) return undefined;
    const fresh = ticket.entries.filter(({ id }) => !before.has(id));
    if (fresh.length === 0) return undefined;
    setIds(new Set(fresh.map(({ id }) => id)));
    const others = fresh.filter(({ agentName }) => agentName === null || agentName !== me);
    const mail = others.findLast(({ kind }) => kind === 'mailIn');
    if (mail) setAnnouncement(t('tickets.page.newMailFrom', { who: writerOf(mail, t('tickets.history.desk')) }));
    else if (others.length > 0) setAnnouncement(t('tickets.page.newStep'));
    const timer = setTimeout(() => {
      setIds(none);
      setAnnouncement('');
    }, HIGHLIGHT_MS);
    return () => clearTimeout(timer);
  }, [ticket.entries, me, t]);
  return { ids, announcement };
}
