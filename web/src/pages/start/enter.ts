import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import type { Session } from '../../../../src/api/contract/session.ts';
import { switchLocale } from '../../i18n/index.ts';
import { forgetPerson, meetPerson } from '../../person.ts';
import { sessionQuery } from '../../queries.ts';

/** Goes in with a fresh session, to `next` (a path of our own) or the tickets, in the agent's language. */
export function useEnter(next?: string): (session: Session) => Promise<void> {
  const client = useQueryClient();
  const router = useRouter();
  return async (session) => {
    client.clear();
    forgetPerson();
    meetPerson(session.agent);
    client.setQueryData(sessionQuery.queryKey, session);
    if (session.agent) await switchLocale(session.agent.locale);
    await router.invalidate();
    // Only ever a path on this desk: `//host` and `https:` in the link would lead a signed-in person elsewhere.
    if (next && /^\/(?![/\\])/.test(next)) router.history.push(next);
    else await router.navigate({ to: '/tickets' });
  };
}
