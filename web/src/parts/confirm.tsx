import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { texts } from '../i18n/index.ts';
import { openQuestion } from './dialogs.ts';

/** Asks before something that cannot be undone; `confirm` names the act on the button. */
export function askToConfirm(question: {
  title: string;
  text: ReactNode;
  confirm: string;
  onConfirm: () => void;
}): void {
  openQuestion({
    title: question.title,
    children: (
      <Text size="sm" component="div">
        {question.text}
      </Text>
    ),
    labels: { confirm: question.confirm, cancel: texts.t('common.cancel') },
    confirmProps: { color: 'red' },
    // The harmless answer has the focus: a hasty Enter destroys nothing.
    cancelProps: { 'data-autofocus': true },
    closeButtonProps: { 'aria-label': texts.t('common.close') },
    onConfirm: question.onConfirm,
  });
}
