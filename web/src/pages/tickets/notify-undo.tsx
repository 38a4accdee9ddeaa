import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { texts } from '../../i18n/index.ts';
import classes from './list.module.css';

const UNDO_MS = 10_000;

/** Says what was done, and offers for ten seconds to take it back. */
export function notifyUndo(message: string, onUndo: () => void): void {
  const id = `undo-${Date.now()}-${Math.random()}`;
  const undo = () => {
    notifications.hide(id);
    onUndo();
  };
  notifications.show({
    id,
    autoClose: UNDO_MS,
    closeButtonProps: { 'aria-label': texts.t('common.close') },
    color: 'ink',
    withBorder: true,
    message: (
      <div className={classes.undo}>
        {message}
        <Button variant="default" size="compact-sm" onClick={undo}>
          {texts.t('tickets.composer.undo')}
        </Button>
      </div>
    ),
  });
}
