import { texts } from '../../i18n/index.ts';
import { notifyWithUndo } from '../notify-undo.tsx';
import type { Draft } from './draft.ts';
import { saveDraft } from './draft-storage.ts';
import { pageStorage } from './memory-storage.ts';
import { DRAFT_RESTORED } from './sent-drafts.ts';

/** Says that a draft is discarded and offers it back for ten seconds. */
export function tellDiscarded(ticketId: number, draft: Draft): void {
  notifyWithUndo(texts.t('tickets.composer.discarded'), () => {
    saveDraft(pageStorage(), ticketId, draft);
    globalThis.dispatchEvent(new CustomEvent(DRAFT_RESTORED, { detail: ticketId }));
  });
}
