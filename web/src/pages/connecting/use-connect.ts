import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { OAuthFlow } from '../../../../src/api/contract/oauth.ts';
import { call } from '../../api.ts';
import type { AnswerOf } from '../../api-routes.ts';
import { keys } from '../../queries.ts';

/** The ways to sign in at a provider: a window beside the page, the page itself, an address that is pasted, another device. */
export type Way = 'popup' | 'redirect' | 'paste' | 'device';

/** A sign-in that was begun here, or (`begun` undefined) one that the browser came back from. */
type Running = { id: string; way: Way | undefined; begun: AnswerOf<'POST /api/mailboxes/:id/oauth-flows'> | undefined };

/** How connecting a mailbox stands: nothing begun yet (`blocked`: the browser opened no window), begun, or how it ended. */
export type Connect = {
  way: Way | undefined;
  begun: Running['begun'];
  flow: OAuthFlow | undefined;
  /** Why it could not even begin, or is no longer to be asked about. */
  error: unknown;
  beginning: boolean;
  blocked: boolean;
  /** The window for signing in was closed before its end. */
  closed: boolean;
  /** Begins; `before` is done first and may stop it. To be called in the click itself, else the browser opens no window. */
  start: (way: Way, before?: () => Promise<boolean>) => Promise<void>;
  paste: (address: string) => Promise<void>;
  /** Shows how a sign-in stands from which the browser came back. */
  resume: (id: string) => void;
  reset: () => void;
};

const askMs = 1500;

/** Connects a mailbox with its OAuth provider, however the person signs in. */
export function useConnect(mailboxId: number): Connect {
  const client = useQueryClient();
  const [running, setRunning] = useState<Running>();
  const [error, setError] = useState<unknown>();
  const [beginning, setBeginning] = useState(false);
  const [blocked, setBlocked] = useState(false);
  const popup = useRef<Window | null>(null);
  const flow = useFlow(running?.id);
  const closed = useClosed(popup, running?.way === 'popup' && flow.data?.state === 'waiting', flow.refetch);
  const state = flow.data?.state;
  useEffect(() => {
    if (state === undefined || state === 'waiting') return;
    popup.current?.close();
    for (const queryKey of [keys.mailboxes, keys.oauth, keys.health])
      void client.invalidateQueries({ queryKey, predicate: (query) => query.queryKey[1] !== 'flow' });
  }, [state, client]);

  const reset = () => {
    popup.current?.close();
    popup.current = null;
    setRunning(undefined);
    setError(undefined);
    setBlocked(false);
  };
  const begin = async (way: Way): Promise<void> => {
    const begun = await call('POST /api/mailboxes/:id/oauth-flows', { id: mailboxId, body: { kind: way } });
    if (way === 'redirect') return globalThis.location.assign(begun.url);
    popup.current?.location.replace(begun.url);
    setRunning({ id: begun.id, way, begun });
  };
  return {
    way: running?.way,
    begun: running?.begun,
    flow: flow.data,
    error: error ?? (flow.data ? undefined : (flow.error ?? undefined)),
    beginning,
    blocked,
    closed,
    start: async (way, before) => {
      reset();
      if (way === 'popup') {
        popup.current = globalThis.open('about:blank', '_blank', 'popup,width=560,height=720');
        if (!popup.current) return setBlocked(true);
      }
      setBeginning(true);
      try {
        if (before && !(await before())) return reset();
        await begin(way);
      } catch (thrown) {
        popup.current?.close();
        setError(thrown);
      } finally {
        setBeginning(false);
      }
    },
    paste: async (address) => {
      if (!running) return;
      const answer = await call('PUT /api/oauth/flows/:id', { id: running.id, body: { address } });
      client.setQueryData(flowKey(running.id), answer);
    },
    resume: (id) => setRunning({ id, way: undefined, begun: undefined }),
    reset,
  };
}

/** How a sign-in stands, asked again and again until it is over. */
export function useFlow(id: string | undefined) {
  return useQuery({
    queryKey: flowKey(id ?? ''),
    queryFn: ({ signal }) => call('GET /api/oauth/flows/:id', { id: id ?? '' }, signal),
    enabled: id !== undefined,
    refetchInterval: ({ state: { data } }) => (data === undefined || data.state === 'waiting' ? askMs : false),
    // The person looks at another window meanwhile.
    refetchIntervalInBackground: true,
    retry: false,
  });
}

const flowKey = (id: string) => [...keys.oauth, 'flow', id];

/** Whether the window was closed although nothing has come of it; asked once more before it is said. */
function useClosed(popup: { current: Window | null }, isWaiting: boolean, ask: () => Promise<unknown>): boolean {
  const [closed, setClosed] = useState(false);
  useEffect(() => {
    setClosed(false);
    if (!isWaiting) return;
    const timer = setInterval(() => {
      if (popup.current?.closed !== true) return;
      clearInterval(timer);
      void ask().then(() => setClosed(true));
    }, 500);
    return () => clearInterval(timer);
  }, [isWaiting, popup, ask]);
  return closed && isWaiting;
}
