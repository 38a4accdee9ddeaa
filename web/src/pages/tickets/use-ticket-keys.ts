import { type InfiniteData, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { RefObject } from 'react';
import type { MasterData, Ticket } from '../../../../src/api/contract/tickets.ts';
import { call } from '../../api.ts';
import { useOfferActs } from '../../frame/page-acts.ts';
import { useTexts } from '../../i18n/index.ts';
import type { ComposerHandle } from '../../parts/composer/composer.tsx';
import { notifyError } from '../../parts/notify.ts';
import { useKeys } from '../../parts/use-keys.ts';
import { keys } from '../../queries.ts';
import type { RowsPage } from './list-live.ts';
import { askedOf, listName, listSearch } from './list-search.ts';
import { notifyWithUndo } from '../../parts/notify-undo.tsx';
import { useChangeTicket } from './queries.ts';
import { ticketListKey } from './use-ticket-list.ts';

/** Carried by what a key opens: `data-shortcut`. */
export type Shortcut = 'status' | 'team' | 'label';

/** The keys of a ticket, and the same acts for the commands. */
export function useTicketKeys(options: {
  ticket: Ticket;
  masterData: MasterData;
  writable: boolean;
  composer: RefObject<ComposerHandle | null>;
  onHelp: () => void;
}): void {
  const { t } = useTexts();
  const { ticket, writable, composer } = options;
  const { previous, next } = useNeighbours(ticket.id);
  const acts = useActs(ticket, options.masterData);
  const write = (as: Parameters<ComposerHandle['write']>[0]) => () => composer.current?.write(as);
  const ifWritable = (act: () => void) => () => writable && act();
  useKeys({
    r: write('reply'),
    a: write('replyAll'),
    f: write('forward'),
    n: write('note'),
    e: ifWritable(acts.done),
    s: () => press('status'),
    t: () => press('team'),
    l: () => press('label'),
    m: () => ticket.mayWrite && acts.unread(),
    '[': () => previous && acts.open(previous),
    ']': () => next && acts.open(next),
    u: acts.back,
    '?': options.onHelp,
  });
  useOfferActs([
    ...(writable
      ? [
          { id: 'reply', name: t('tickets.keys.reply'), key: 'R', run: write('reply') },
          { id: 'replyAll', name: t('tickets.keys.replyAll'), key: 'A', run: write('replyAll') },
          { id: 'forward', name: t('tickets.composer.forward'), key: 'F', run: write('forward') },
          { id: 'note', name: t('tickets.keys.note'), key: 'N', run: write('note') },
          { id: 'done', name: t('lists.keys.done'), key: 'E', run: acts.done },
          { id: 'status', name: t('lists.keys.status'), key: 'S', run: () => press('status') },
          { id: 'team', name: t('lists.keys.team'), key: 'T', run: () => press('team') },
          { id: 'label', name: t('lists.keys.labels'), key: 'L', run: () => press('label') },
        ]
      : []),
    ...(ticket.mayWrite ? [{ id: 'unread', name: t('lists.keys.unread'), key: 'M', run: acts.unread }] : []),
    ...(previous
      ? [{ id: 'previous', name: t('lists.keys.previousTicket'), key: '[', run: () => acts.open(previous) }]
      : []),
    ...(next ? [{ id: 'next', name: t('lists.keys.nextTicket'), key: ']', run: () => acts.open(next) }] : []),
    { id: 'back', name: t('tickets.keys.back'), key: 'U', run: acts.back },
  ]);
}

function useActs(ticket: Ticket, masterData: MasterData) {
  const { t } = useTexts();
  const client = useQueryClient();
  const navigate = useNavigate();
  const change = useChangeTicket(ticket.id);
  const back = () => navigate({ to: '/tickets', search: listSearch() });
  const doneId = masterData.statuses.find(({ group, active }) => group === 'done' && active)?.id;
  const done = () => {
    if (doneId === undefined || ticket.statusGroup === 'done') return;
    const { teamId, statusId } = ticket;
    const undo = () => change.mutate({ teamId, statusId }, { onError: notifyError });
    change.mutate(
      { statusId: doneId },
      { onSuccess: () => notifyWithUndo(t('tickets.bulk.done', { count: 1 }), undo), onError: notifyError },
    );
  };
  const unread = async () => {
    // First away: the open page would take the mark off again as soon as it heard of it.
    await back();
    await call('PUT /api/tickets/:id/unread', { id: ticket.id });
    await client.invalidateQueries({ queryKey: keys.tickets });
  };
  return {
    back: () => void back(),
    done,
    unread: () => void unread().catch(notifyError),
    open: (id: number) => void navigate({ to: '/tickets/$id', params: { id: String(id) } }),
  };
}

/** The tickets before and after this one in the list from which one came, as far as it is known; null where there is none. */
function useNeighbours(id: number): { previous: number | null; next: number | null } {
  const client = useQueryClient();
  const list = client.getQueryData<InfiniteData<RowsPage>>(ticketListKey(listName(askedOf(listSearch()))));
  const ids = list?.pages.flatMap(({ rows }) => rows.map((row) => row.id)) ?? [];
  const at = ids.indexOf(id);
  if (at < 0) return { previous: null, next: null };
  return { previous: ids[at - 1] ?? null, next: ids[at + 1] ?? null };
}

/** Opens the field of a key, if the page shows it. */
function press(shortcut: Shortcut): void {
  const target = document.querySelector<HTMLElement>(`[data-shortcut="${shortcut}"]`);
  target?.focus();
  target?.click();
}
