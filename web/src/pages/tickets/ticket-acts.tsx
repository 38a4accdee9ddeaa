import { ActionIcon, Menu } from '@mantine/core';
import { IconArrowMerge, IconArrowsSplit2, IconClockPlay, IconDots, IconLink, IconX } from '@tabler/icons-react';
import { type ReactNode, Suspense, useState } from 'react';
import type { Ticket } from '../../../../src/api/contract/tickets.ts';
import { useTexts } from '../../i18n/index.ts';
import { lazyPart } from '../../lazy-parts.tsx';
import { SplitFrom } from '../../parts/history/split-from.ts';
import { notifyError } from '../../parts/notify.ts';
import { useChangeTicket } from './queries.ts';

const JoinTickets = lazyPart(() => import('./join-tickets.tsx').then((module) => module.JoinTickets));
const SplitTicket = lazyPart(() => import('./split-ticket.tsx').then((module) => module.SplitTicket));
const Resubmission = lazyPart(() => import('./resubmission.tsx').then((module) => module.Resubmission));

type Asking = { act: 'merge' | 'link' | 'resubmit' } | { act: 'split'; entryId?: number };

/** What one does with a whole ticket: merge, link, split, look at it again later. `children` gets the menu and what the steps may ask for. */
export function TicketActs(props: { ticket: Ticket; children: (menu: ReactNode) => ReactNode }) {
  const { ticket } = props;
  const [asking, setAsking] = useState<Asking>();
  const close = () => setAsking(undefined);
  const open = ticket.mayWrite && ticket.mergedInto === null;
  const split = open ? (entryId: number) => setAsking({ act: 'split', entryId }) : undefined;
  return (
    <SplitFrom value={split}>
      {props.children(open && <ActsMenu ticket={ticket} onAsk={setAsking} />)}
      <Suspense>
        {(asking?.act === 'merge' || asking?.act === 'link') && (
          <JoinTickets ticket={ticket} as={asking.act} onClose={close} />
        )}
        {asking?.act === 'split' && <SplitTicket ticket={ticket} from={asking.entryId} onClose={close} />}
        {asking?.act === 'resubmit' && <Resubmission ticket={ticket} onClose={close} />}
      </Suspense>
    </SplitFrom>
  );
}

function ActsMenu({ ticket, onAsk }: { ticket: Ticket; onAsk: (asking: Asking) => void }) {
  const { t } = useTexts();
  const change = useChangeTicket(ticket.id);
  const several = ticket.entries.filter(({ kind }) => kind !== 'change').length > 1;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={t('ties.menu')}>
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconArrowMerge size={15} aria-hidden />} onClick={() => onAsk({ act: 'merge' })}>
          {t('ties.merge')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLink size={15} aria-hidden />} onClick={() => onAsk({ act: 'link' })}>
          {t('ties.link')}
        </Menu.Item>
        {several && (
          <Menu.Item leftSection={<IconArrowsSplit2 size={15} aria-hidden />} onClick={() => onAsk({ act: 'split' })}>
            {t('ties.split')}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconClockPlay size={15} aria-hidden />} onClick={() => onAsk({ act: 'resubmit' })}>
          {t('ties.resubmit')}
        </Menu.Item>
        {ticket.resubmitAt !== null && (
          <Menu.Item
            leftSection={<IconX size={15} aria-hidden />}
            onClick={() => change.mutate({ resubmitAt: null }, { onError: notifyError })}
          >
            {t('ties.resubmitClear')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
