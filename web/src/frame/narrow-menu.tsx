import { Drawer } from '@mantine/core';
import { useTexts } from '../i18n/index.ts';
import { Rail } from './rail.tsx';

/** The rail as a drawer, for screens without room for it. */
export function NarrowMenu(props: { opened: boolean; onClose: () => void; onPalette: () => void }) {
  const { t } = useTexts();
  return (
    <Drawer.Root opened={props.opened} onClose={props.onClose} size={260} transitionProps={{ duration: 120 }}>
      <Drawer.Overlay />
      <Drawer.Content aria-label={t('frame.main')}>
        <Drawer.Body p={0} h="100%">
          <Rail wide onPalette={props.onPalette} />
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}
