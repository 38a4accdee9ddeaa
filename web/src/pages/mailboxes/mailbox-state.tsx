import type { TablerIcon } from '@tabler/icons-react';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconPlayerPause,
  IconPlugConnectedX,
  IconRefresh,
} from '@tabler/icons-react';
import type { Mailbox } from '../../../../src/api/contract/mailboxes.ts';
import { say } from '../../../../src/desk/texts/index.ts';
import { useTexts } from '../../i18n/index.ts';
import { Chip, type Tone } from '../../parts/chip.tsx';

const looks: Record<Mailbox['state'], { tone: Tone; icon: TablerIcon }> = {
  new: { tone: 'quiet', icon: IconCircleDashed },
  ok: { tone: 'ok', icon: IconCircleCheck },
  running: { tone: 'accent', icon: IconRefresh },
  error: { tone: 'bad', icon: IconAlertTriangle },
  notConnected: { tone: 'bad', icon: IconPlugConnectedX },
  signedOut: { tone: 'bad', icon: IconAlertTriangle },
  paused: { tone: 'warn', icon: IconPlayerPause },
};

/** The state of a mailbox as a pill. */
export function MailboxState({ mailbox }: { mailbox: Mailbox }) {
  const { locale } = useTexts();
  const { tone, icon } = looks[mailbox.state];
  return (
    <Chip tone={tone} icon={icon}>
      {say(locale, `state.mailbox.${mailbox.state}`)}
    </Chip>
  );
}
