import { Button } from '@mantine/core';
import { randomId } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { texts } from '../i18n/index.ts';
import classes from './notify-undo.module.css';

const UNDO_MS = 10_000;

/** Says what is done and offers for ten seconds to take it back. A later notice with the same `id` takes the place of an earlier one. */
export function notifyWithUndo(message: string, undo: () => void, id = randomId()): void {
  notifications.hide(id);
  notifications.show({
    id,
    autoClose: UNDO_MS,
    color: 'ink',
    withBorder: true,
    closeButtonProps: { 'aria-label': texts.t('common.close') },
    message: (
      <div className={classes.undo}>
        {message}
        <Button
          variant="default"
          size="compact-sm"
          onClick={() => {
            notifications.hide(id);
            undo();
          }}
        >
          {texts.t('common.undo')}
        </Button>
      </div>
    ),
  });
}
