import { Button, Menu } from '@mantine/core';
import { IconBrowser, IconChevronDown, IconClipboardText, IconDevices } from '@tabler/icons-react';
import { useTexts } from '../../i18n/index.ts';
import type { Way } from './use-connect.ts';

const ways = [
  { way: 'redirect', name: 'oauth.panel.here', icon: IconBrowser },
  { way: 'paste', name: 'oauth.panel.paste', icon: IconClipboardText },
  { way: 'device', name: 'oauth.panel.device', icon: IconDevices },
] as const;

/** The ways to sign in for those whom no window beside the page serves. */
export function OtherWays({ onChoose }: { onChoose: (way: Way) => void }) {
  const { t } = useTexts();
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button variant="subtle" size="xs" rightSection={<IconChevronDown size={14} aria-hidden />}>
          {t('oauth.panel.other')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {ways.map(({ way, name, icon: Icon }) => (
          <Menu.Item key={way} leftSection={<Icon size={15} aria-hidden />} onClick={() => onChoose(way)}>
            {t(name)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
