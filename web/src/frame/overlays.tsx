import '@mantine/notifications/styles.layer.css';
import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';
import { useEffect } from 'react';
import { dialogsStand } from '../parts/dialogs.ts';

/** Where questions and notices appear. May load after the page itself: what was asked for until then waits (`openDialog`; notices do so by themselves). */
export function Overlays() {
  // Runs after the effects of what it draws, so the provider listens by now.
  useEffect(dialogsStand, []);
  return (
    <>
      <ModalsProvider />
      <Notifications position="bottom-right" autoClose={5000} limit={4} />
    </>
  );
}
