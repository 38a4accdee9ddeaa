import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { call } from '../../api.ts';
import { notifyError } from '../notify.ts';
import { type Answer, type Draft, isReplyTouched, recipientsFor } from './draft.ts';

/** Begins and ends forwarding: `begin` asks the desk for subject, quote and files of the mail and hands over what changes in the draft; words stay. */
export function useForward(ticketId: number, onBegun: (part: Partial<Draft>) => void) {
  const carried = useRef<ReadonlySet<string>>(new Set());
  const asked = useMutation({
    mutationFn: ({ entryId }: { entryId: number; draft: Draft }) =>
      call('POST /api/tickets/:id/forwards', { id: ticketId, body: { entryId } }),
    onSuccess: ({ subject, quote, files }, { entryId, draft }) => {
      const own = draft.files.filter(({ id }) => !carried.current.has(id));
      carried.current = new Set(files.map(({ id }) => id));
      const nobody = draft.mode === 'forward' && isReplyTouched(draft) ? {} : { to: [], cc: [], bcc: [] };
      onBegun({ mode: 'forward', ...nobody, subject, quote, files: [...own, ...files], answersEntryId: entryId });
    },
    onError: notifyError,
  });
  return {
    begin: (entryId: number, draft: Draft) => asked.mutate({ entryId, draft }),
    /** What makes an answer of the draft again; the files of the forwarded mail would go back to who sent them. */
    end: (draft: Draft, answer: Answer | null): Partial<Draft> => ({
      ...recipientsFor(answer, 'reply'),
      subject: answer?.subject ?? draft.subject,
      quote: answer?.quote ?? '',
      answersEntryId: answer?.entryId ?? null,
      files: draft.files.filter(({ id }) => !carried.current.has(id)),
    }),
  };
}
