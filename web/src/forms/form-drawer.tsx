import { Drawer } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTexts } from '../i18n/index.ts';
import { askToConfirm } from '../parts/confirm.tsx';
import classes from './form-drawer.module.css';

/** What a form in the drawer tells it. */
export type InDrawer = {
  /** Whether something typed would be lost. */
  onDirty: (dirty: boolean) => void;
  onDone: () => void;
  onCancel: () => void;
};

/** A form at the side of its list; asks before what was typed in it is lost. */
export function FormDrawer(props: {
  opened: boolean;
  title: string;
  size: number;
  onClose: () => void;
  children: (drawer: InDrawer) => ReactNode;
}) {
  const { t } = useTexts();
  const [dirty, setDirty] = useState(false);
  const close = () => {
    setDirty(false);
    props.onClose();
  };
  const tryToClose = () => {
    if (!dirty) return close();
    askToConfirm({
      title: t('mailboxes.form.leaveTitle'),
      text: t('mailboxes.form.leaveText'),
      confirm: t('mailboxes.form.leave'),
      onConfirm: close,
    });
  };
  return (
    <Drawer
      opened={props.opened}
      onClose={tryToClose}
      position="right"
      size={props.size}
      title={props.title}
      transitionProps={{ duration: 120 }}
      overlayProps={{ backgroundOpacity: 0.25 }}
      // Its <header> hangs below <body> and would count as a second banner of the page.
      attributes={{ header: { role: 'presentation' } }}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      classNames={{ title: classes.title }}
    >
      {props.children({ onDirty: setDirty, onDone: close, onCancel: tryToClose })}
    </Drawer>
  );
}
