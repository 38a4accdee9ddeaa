import { randomId } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { createElement } from 'react';
import { ApiError } from '../api.ts';
import { texts } from '../i18n/index.ts';
import { Again } from './again.tsx';
import { errorText } from './error-text.ts';

/** A quiet line at the lower edge: something is done. */
export function notifyDone(message: string): void {
  notifications.show({ message, color: 'ink', withBorder: true, closeButtonProps: closeLabel() });
}

/** A line at the lower edge: something did not work, as the page itself can tell. */
export function notifyProblem(message: string): void {
  notifications.show({ message, color: 'red', withBorder: true, role: 'alert', closeButtonProps: closeLabel() });
}

/** A line at the lower edge that stays until it is closed: something did not work, in the desk's words; what failed for the connection can be tried again. */
export function notifyError(error: unknown): void {
  const id = randomId();
  const text = errorText(texts.t, error);
  const repeat = error instanceof ApiError ? error.repeat : undefined;
  const again = () => {
    notifications.hide(id);
    repeat?.();
  };
  notifications.show({
    id,
    title: texts.t('common.error.title'),
    message: repeat ? createElement(Again, { text, onAgain: again }) : text,
    color: 'red',
    withBorder: true,
    autoClose: false,
    role: 'alert',
    closeButtonProps: closeLabel(),
  });
}

function closeLabel() {
  return { 'aria-label': texts.t('common.close') };
}
