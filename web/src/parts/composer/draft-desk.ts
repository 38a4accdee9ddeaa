import type { SavedDraft } from '../../../../src/api/contract/drafts.ts';
import { call } from '../../api.ts';
import type { Draft } from './draft.ts';
import type { DraftPlace } from './draft-storage.ts';

/** How a draft is kept at the desk; all throw ApiError, `draft-changed` if it was changed elsewhere since `base`. */
export type DraftDesk = {
  read: () => Promise<SavedDraft | null>;
  put: (draft: Draft, base: string | null) => Promise<SavedDraft>;
  remove: (base: string) => Promise<void>;
  /** Sends it while the page goes away; nobody waits for the answer. */
  putLast: (draft: Draft, base: string | null) => void;
};

/** What a browser sends after its page is gone may not be larger (Fetch §4.6: 64 KiB for all); the copy in the browser has the rest. */
const LAST_BYTES = 60_000;

/** The desk's own draft of this agent on a ticket, or of a new mail (`place` null). */
export function draftDesk(place: DraftPlace): DraftDesk {
  return {
    read: async () =>
      (place === null ? await call('GET /api/drafts/new') : await call('GET /api/tickets/:id/draft', { id: place }))
        .saved,
    put: (draft, base) =>
      place === null
        ? call('PUT /api/drafts/new', { body: { draft, base } })
        : call('PUT /api/tickets/:id/draft', { id: place, body: { draft, base } }),
    remove: (base) =>
      place === null
        ? call('DELETE /api/drafts/new', { query: { base } })
        : call('DELETE /api/tickets/:id/draft', { id: place, query: { base } }),
    putLast: (draft, base) => {
      const body = new Blob([JSON.stringify({ draft, base })], { type: 'application/json' });
      if (body.size > LAST_BYTES) return;
      const url = place === null ? '/api/drafts/new' : `/api/tickets/${place}/draft`;
      void fetch(url, { method: 'PUT', body, keepalive: true, credentials: 'same-origin' }).catch(() => undefined);
    },
  };
}
