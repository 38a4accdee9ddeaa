import { Button, Group, Modal } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Entry, Ticket } from '../../../../src/api/contract/tickets.ts';
import { ApiError } from '../../api.ts';
import { useTexts } from '../../i18n/index.ts';
import { keys } from '../../queries.ts';
import { RelativeTime } from '../relative-time.tsx';
import classes from './answered-meanwhile.module.css';
import { answeredSince, newestEntry } from './answered-since.ts';
import type { Draft } from './draft.ts';

/**
 * Asks before an answer leaves while somebody else has answered since it was begun. `mayLeave` tells whether it may go without a question; if not, the
 * question is shown, and `onSend` is called with the draft that knows of the news if its writer sends it all the same. `refused` tells whether the desk's
 * refusal was for this reason, which is then asked, too.
 */
export function useAnsweredMeanwhile(ticket: Ticket, onChange: (part: Partial<Draft>) => void) {
  const { t } = useTexts();
  const client = useQueryClient();
  const [asked, setAsked] = useState<{ draft: Draft; onSend: (draft: Draft) => void } | null>(null);
  const mayLeave = (draft: Draft, onSend: (draft: Draft) => void): boolean => {
    if (answeredSince(ticket.entries, draft).length === 0) return true;
    setAsked({ draft, onSend });
    return false;
  };
  const refused = (error: unknown, draft: Draft, onSend: (draft: Draft) => void): boolean => {
    if (!(error instanceof ApiError) || error.code !== 'answered-meanwhile') return false;
    void client.invalidateQueries({ queryKey: [...keys.tickets, ticket.id] });
    setAsked({ draft, onSend });
    return true;
  };
  const close = () => setAsked(null);
  const send = () => {
    if (!asked) return;
    const seenEntryId = newestEntry(ticket.entries);
    onChange({ seenEntryId });
    asked.onSend({ ...asked.draft, seenEntryId });
    close();
  };
  const question = (
    <Modal
      opened={asked !== null}
      onClose={close}
      title={t('drafts.answeredTitle')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {asked && <News entries={answeredSince(ticket.entries, asked.draft)} onClose={close} onSend={send} />}
    </Modal>
  );
  return { mayLeave, refused, question };
}

function News({ entries, onClose, onSend }: { entries: readonly Entry[]; onClose: () => void; onSend: () => void }) {
  const { t } = useTexts();
  return (
    <>
      <p className={classes.about}>{t('drafts.answeredAbout')}</p>
      <ul className={classes.news}>
        {entries.map((entry) => (
          <li key={entry.id}>
            <strong>{nameOf(entry)}</strong> <RelativeTime at={entry.at} />
            <p className={classes.words}>{firstWords(entry)}</p>
          </li>
        ))}
      </ul>
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onSend} disabled={entries.length === 0}>
          {t('drafts.sendAnyway')}
        </Button>
        <Button data-autofocus onClick={onClose}>
          {t('drafts.lookFirst')}
        </Button>
      </Group>
    </>
  );
}

const nameOf = ({ agentName, from }: Entry) => agentName ?? (from && (from.name || from.addr)) ?? '';
const firstWords = ({ segments, subject }: Entry) =>
  (segments.find(({ kind }) => kind === 'fresh')?.text ?? subject).replace(/\s+/g, ' ').trim().slice(0, 300);
