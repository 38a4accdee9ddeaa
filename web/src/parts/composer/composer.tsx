import { Alert, Anchor, Button } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowBackUpDouble,
  IconArrowForwardUp,
  IconMailOff,
  IconNote,
  IconPencil,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type RefObject, useEffect, useImperativeHandle, useRef, useState } from 'react';
import type { MasterData, Ticket } from '../../../../src/api/contract/tickets.ts';
import { useTexts } from '../../i18n/index.ts';
import { sessionQuery } from '../../queries.ts';
import classes from './composer.module.css';
import { ComposerForm } from './composer-form.tsx';
import { newestEntry } from './answered-since.ts';
import { tellDiscarded } from './discarded.tsx';
import { hasOthers, isTouched, type ReplyMode, switchRecipients } from './draft.ts';
import { useDraft } from './use-draft.ts';
import { useForward } from './use-forward.ts';

export type ComposerHandle = { write: (mode: ReplyMode) => void; forward: (entryId: number) => void };

/** Where one answers a ticket: a bar below the history that opens into the form. `handle` opens it from outside, e.g. by a key. */
export function Composer(props: {
  ticket: Ticket;
  masterData: MasterData;
  handle: RefObject<ComposerHandle | null>;
  onSent: (ticket: Ticket) => void;
  /** Whether somebody is writing here just now. */
  onWriting: (writing: boolean) => void;
}) {
  const { ticket, masterData } = props;
  const { t } = useTexts();
  const [open, setOpen] = useState(false);
  const keeping = useDraft(ticket.id, ticket.answer, () => setOpen(true), newestEntry(ticket.entries));
  const { draft, change, restart, discard, save } = keeping;
  const bar = useRef<HTMLDivElement>(null);
  const wasOpen = useRef(false);
  const begun = isTouched(draft);

  const forward = useForward(ticket.id, (part) => {
    change(part);
    setOpen(true);
  });
  const write = (mode: ReplyMode) => {
    if (mode !== 'note' && !ticket.answer) mode = 'note';
    if (mode === 'forward') {
      const entryId = draft.answersEntryId ?? ticket.answer?.entryId;
      if (draft.mode !== 'forward' && entryId) forward.begin(entryId, draft);
      return;
    }
    const back = draft.mode === 'forward' && mode !== 'note' ? forward.end(draft, ticket.answer) : {};
    change({ mode, ...back, ...switchRecipients({ ...draft, ...back }, ticket.answer, mode) });
    setOpen(true);
  };
  useImperativeHandle(props.handle, () => ({
    write: (mode) => (begun && !open ? setOpen(true) : write(mode)),
    forward: (entryId) => forward.begin(entryId, draft),
  }));
  useEffect(() => {
    // Folding gives the focus back to where writing began.
    if (wasOpen.current && !open) bar.current?.querySelector('button')?.focus({ preventScroll: true });
    wasOpen.current = open;
  }, [open]);

  const { onWriting } = props;
  const writing = open && begun;
  useEffect(() => {
    onWriting(writing);
    return () => onWriting(false);
  }, [onWriting, writing]);

  if (open)
    return (
      <ComposerForm
        ticket={ticket}
        masterData={masterData}
        draft={draft}
        keeping={keeping}
        onChange={change}
        onMode={write}
        onFold={() => {
          save();
          setOpen(false);
        }}
        onSent={(sent, mode) => {
          if (mode === 'note') change({ note: '', mode: sent.answer ? 'reply' : 'note' });
          else restart();
          setOpen(false);
          props.onSent(sent);
        }}
        onDiscard={() => {
          tellDiscarded(ticket.id, draft);
          discard(draft.mode === 'note' ? 'note' : 'answer');
          setOpen(false);
        }}
      />
    );
  return (
    <div ref={bar} className={classes.closed}>
      {ticket.answer === null && <NoOutgoing />}
      <div className={classes.actions}>
        {begun && (
          <Button leftSection={<IconPencil size={15} aria-hidden />} onClick={() => setOpen(true)}>
            {t('tickets.composer.resume')}
          </Button>
        )}
        {ticket.answer && !begun && (
          <>
            <Button leftSection={<IconArrowBackUp size={15} aria-hidden />} onClick={() => write('reply')}>
              {t('tickets.composer.reply')}
            </Button>
            {hasOthers(ticket.answer) && (
              <Button
                variant="default"
                leftSection={<IconArrowBackUpDouble size={15} aria-hidden />}
                onClick={() => write('replyAll')}
              >
                {t('tickets.composer.replyAll')}
              </Button>
            )}
          </>
        )}
        {ticket.answer?.entryId && !begun && (
          <Button
            variant="default"
            leftSection={<IconArrowForwardUp size={15} aria-hidden />}
            onClick={() => write('forward')}
          >
            {t('tickets.composer.forward')}
          </Button>
        )}
        {!begun && (
          <Button variant="default" leftSection={<IconNote size={15} aria-hidden />} onClick={() => write('note')}>
            {t('tickets.composer.note')}
          </Button>
        )}
      </div>
    </div>
  );
}

/** Says that nothing can be sent yet, and who can change that. */
function NoOutgoing() {
  const { t } = useTexts();
  const session = useQuery(sessionQuery);
  return (
    <Alert
      icon={<IconMailOff size={18} aria-hidden />}
      title={t('tickets.composer.noOutgoing')}
      className={classes.noOutgoing}
    >
      {t('tickets.composer.noOutgoingHint')}{' '}
      {session.data?.agent?.role === 'admin' ? (
        <Anchor
          size="sm"
          renderRoot={(rest) => (
            <Link to="/admin/mailboxes/new" search={{ direction: 'outgoing', from: undefined }} {...rest} />
          )}
        >
          {t('tickets.composer.createOutgoing')}
        </Anchor>
      ) : (
        t('tickets.composer.askAdmin')
      )}
    </Alert>
  );
}
