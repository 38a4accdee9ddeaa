import { useDocumentVisibility, useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import type { MasterData, Ticket } from '../../../../src/api/contract/tickets.ts';
import { ApiError } from '../../api.ts';
import { useTexts } from '../../i18n/index.ts';
import { Composer, type ComposerHandle } from '../../parts/composer/composer.tsx';
import { ForwardMail } from '../../parts/history/forward-mail.ts';
import { History } from '../../parts/history/history.tsx';
import { ErrorState } from '../../parts/states.tsx';
import { masterDataQuery } from '../../queries.ts';
import { Presence } from './presence.tsx';
import { NewBelow, showStep } from './new-below.tsx';
import { ticketQuery } from './queries.ts';
import { TicketBanners } from './banners.tsx';
import { TicketActs } from './ticket-acts.tsx';
import { ShortcutSheet } from './shortcut-sheet.tsx';
import { SidePanel } from './side-panel.tsx';
import { TicketGone } from './ticket-gone.tsx';
import { TicketHead } from './ticket-head.tsx';
import classes from './ticket.module.css';
import { TicketSkeleton } from './ticket-skeleton.tsx';
import { useNewSteps } from './use-new-steps.ts';
import { useTicketKeys } from './use-ticket-keys.ts';

/** The page of one ticket: head, history with the composer below, and its properties beside it. */
export function TicketPage() {
  const { id } = useParams({ strict: false });
  return <TicketById key={id} id={Number(id)} />;
}

function TicketById({ id }: { id: number }) {
  const valid = Number.isSafeInteger(id) && id > 0;
  // A page in the background must not mark mail as read that nobody sees.
  const visible = useDocumentVisibility() === 'visible';
  const ticket = useQuery({ ...ticketQuery(id), enabled: valid && visible });
  const masterData = useQuery(masterDataQuery);
  if (!valid || (ticket.error instanceof ApiError && ticket.error.code === 'not-found')) return <TicketGone />;
  if (ticket.data && masterData.data) return <TicketView ticket={ticket.data} masterData={masterData.data} />;
  const error = ticket.error ?? masterData.error;
  if (error) {
    const retry = () => void Promise.all([ticket.refetch(), masterData.refetch()]);
    return <ErrorState error={error} onRetry={retry} />;
  }
  return <TicketSkeleton />;
}

function TicketView({ ticket, masterData }: { ticket: Ticket; masterData: MasterData }) {
  const { t } = useTexts();
  const narrow = useMediaQuery('(max-width: 62em)', false, { getInitialValueInEffect: false });
  const [step, setStep] = useState<'history' | 'properties'>('history');
  const [help, setHelp] = useState(false);
  const [writing, setWriting] = useState(false);
  const composer = useRef<ComposerHandle>(null);
  const scroll = useRef<HTMLDivElement>(null);
  const news = useNewSteps(ticket);
  useStartAtNewest(scroll, ticket);
  const writable = ticket.mayWrite && ticket.mergedInto === null;
  useTicketKeys({ ticket, masterData, writable, composer, onHelp: () => setHelp(true) });
  useEffect(() => {
    document.title = `${ticket.reference} ${ticket.subject} · Poststelle`;
  }, [ticket.reference, ticket.subject]);

  const onSent = () => {
    setStep('history');
    requestAnimationFrame(() => scroll.current?.scrollTo({ top: scroll.current.scrollHeight }));
  };
  const shown = narrow ? step : 'both';
  return (
    <div className={classes.page} data-step={shown}>
      <TicketActs ticket={ticket}>
        {(menu) => (
          <>
            <TicketHead
              menu={menu}
              ticket={ticket}
              masterData={masterData}
              step={narrow ? step : null}
              onStep={setStep}
              onHelp={() => setHelp(true)}
            />
            <Presence ticketId={ticket.id} state={writing ? 'writing' : 'viewing'} />
            <TicketBanners ticket={ticket} />
            <div className={classes.columns}>
              {shown !== 'properties' && (
                <div className={classes.main}>
                  <div
                    ref={scroll}
                    className={classes.scroll}
                    role="region"
                    aria-label={t('tickets.history.label')}
                    tabIndex={-1}
                  >
                    <div className={classes.column}>
                      <ForwardMail value={writable ? (entryId) => composer.current?.forward(entryId) : undefined}>
                        <History entries={ticket.entries} newIds={news.ids} masterData={masterData} />
                      </ForwardMail>
                    </div>
                  </div>
                  <NewBelow scroll={scroll} newIds={news.ids} />
                  {writable && (
                    <Composer
                      ticket={ticket}
                      masterData={masterData}
                      handle={composer}
                      onSent={onSent}
                      onWriting={setWriting}
                    />
                  )}
                </div>
              )}
              {shown !== 'history' && <SidePanel ticket={ticket} masterData={masterData} />}
            </div>
          </>
        )}
      </TicketActs>
      <div className="sr-only" role="status" aria-live="polite">
        {news.announcement}
      </div>
      <ShortcutSheet opened={help} onClose={() => setHelp(false)} />
    </div>
  );
}

/** Opens a ticket at its last mail or note, where the work is; later changes do not scroll. */
function useStartAtNewest(scroll: React.RefObject<HTMLDivElement | null>, ticket: Ticket): void {
  const newest = ticket.entries.findLast(({ kind }) => kind !== 'change')?.id;
  const first = useRef(newest);
  useEffect(() => {
    showStep(scroll.current, first.current);
  }, [scroll]);
}
