import { texts } from '../../i18n/index.ts';
import { notifyWithUndo } from '../notify-undo.tsx';
import type { Draft } from './draft.ts';
import type { DraftPlace } from './draft-storage.ts';
import { pageStorage } from './memory-storage.ts';
import { DRAFT_RESTORED, putBackDiscarded } from './sent-drafts.ts';

/** Says that a draft is discarded and offers it back for ten seconds; what was begun meanwhile stays. */
export function tellDiscarded(place: DraftPlace, draft: Draft): void {
  notifyWithUndo(texts.t('tickets.composer.discarded'), () => {
    putBackDiscarded(pageStorage(), place, draft);
    globalThis.dispatchEvent(new CustomEvent(DRAFT_RESTORED, { detail: place }));
  });
}
