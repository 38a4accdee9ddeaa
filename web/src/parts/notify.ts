import { notifications } from '@mantine/notifications';
import { texts } from '../i18n/index.ts';
import { errorText } from './error-text.ts';

/** A quiet line at the lower edge: something is done. */
export function notifyDone(message: string): void {
  notifications.show({ message, color: 'ink', withBorder: true, closeButtonProps: closeLabel() });
}

/** A line at the lower edge that stays until it is closed: something did not work, in the desk's words. */
export function notifyError(error: unknown): void {
  notifications.show({
    title: texts.t('common.error.title'),
    message: errorText(texts.t, error),
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
