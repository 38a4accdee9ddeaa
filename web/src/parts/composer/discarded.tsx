import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { texts } from '../../i18n/index.ts';
import classes from './composer.module.css';
import { type Draft, saveDraft } from './draft.ts';
import { pageStorage } from './memory-storage.ts';
import { DRAFT_RESTORED } from './sent-drafts.ts';

const UNDO_MS = 10_000;

/** Says that a draft is discarded and offers it back for ten seconds. */
export function tellDiscarded(ticketId: number, draft: Draft): void {
  const id = `discarded-${ticketId}-${Date.now()}`;
  const undo = () => {
    notifications.hide(id);
    saveDraft(pageStorage(), ticketId, draft);
    globalThis.dispatchEvent(new CustomEvent(DRAFT_RESTORED, { detail: ticketId }));
  };
  notifications.show({
    id,
    autoClose: UNDO_MS,
    withBorder: true,
    color: 'ink',
    closeButtonProps: { 'aria-label': texts.t('common.close') },
    message: (
      <div className={classes.undo}>
        {texts.t('tickets.composer.discarded')}
        <Button variant="default" size="compact-sm" onClick={undo}>
          {texts.t('tickets.composer.undo')}
        </Button>
      </div>
    ),
  });
}
