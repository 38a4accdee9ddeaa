import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiError, call } from '../../api.ts';
import { type Draft, emptyDraft } from '../../parts/composer/draft.ts';
import { keys } from '../../queries.ts';

const SAVE_MS = 800;
const queryKey = [...keys.drafts, 'new'];

/**
 * The draft of one's new mail, kept on the desk shortly after each change; `outgoingId` is the identity it begins with. `state` is `kept` once the desk has what
 * is shown. If another tab or device has changed it meanwhile, that one is shown.
 */
export function useNewDraft(outgoingId: number) {
  const client = useQueryClient();
  const stored = useQuery({
    queryKey,
    queryFn: ({ signal }) => call('GET /api/drafts/new', {}, signal),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const [draft, setDraft] = useState<Draft | null>(null);
  const [state, setState] = useState<'untouched' | 'changed' | 'kept' | 'lost'>('untouched');
  const base = useRef<string | null>(null);
  const begin = useCallback(() => ({ ...emptyDraft(null, 'reply'), mode: 'reply' as const, outgoingId }), [outgoingId]);
  useEffect(() => {
    if (!stored.data || draft !== null) return;
    const { saved } = stored.data;
    base.current = saved?.version ?? null;
    setDraft(saved?.draft ?? begin());
    setState(saved ? 'kept' : 'untouched');
  }, [stored.data, draft, begin]);

  const save = useMutation({
    scope: { id: 'new-mail-draft' },
    mutationFn: (now: Draft) => call('PUT /api/drafts/new', { body: { draft: now, base: base.current } }),
    onSuccess: ({ version, draft: kept }) => {
      base.current = version;
      setDraft((shown) => {
        setState(JSON.stringify(shown) === JSON.stringify(kept) ? 'kept' : 'changed');
        return shown;
      });
    },
    onError: async (error) => {
      if (!(error instanceof ApiError && error.code === 'draft-changed')) return setState('lost');
      setDraft(null);
      await client.invalidateQueries({ queryKey });
    },
  });
  const { mutate } = save;
  useEffect(() => {
    if (state !== 'changed' || draft === null) return;
    const timer = setTimeout(() => mutate(draft), SAVE_MS);
    return () => clearTimeout(timer);
  }, [draft, state, mutate]);

  const change = useCallback((part: Partial<Draft>) => {
    setState('changed');
    setDraft((shown) => shown && { ...shown, ...part });
  }, []);
  const discard = useMutation({
    scope: { id: 'new-mail-draft' },
    mutationFn: async () => {
      if (base.current !== null) await call('DELETE /api/drafts/new', { query: { base: base.current } });
    },
    onSuccess: () => {
      base.current = null;
      setDraft(begin());
      setState('untouched');
    },
  });
  return { draft, change, state, discard: discard.mutate, error: stored.error, retry: stored.refetch };
}
