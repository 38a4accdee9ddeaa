import '@mantine/notifications/styles.layer.css';
import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';

/** Where questions and notices appear. Both are called by events, so this may load after the page itself. */
export function Overlays() {
  return (
    <>
      <ModalsProvider />
      <Notifications position="bottom-right" autoClose={5000} limit={4} />
    </>
  );
}
