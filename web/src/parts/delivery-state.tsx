import type { TablerIcon } from '@tabler/icons-react';
import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconCircleCheck,
  IconClock,
  IconHelpCircle,
  IconHourglass,
  IconSend,
} from '@tabler/icons-react';
import type { Delivery } from '../../../src/api/contract/tickets.ts';
import { say } from '../../../src/desk/texts/index.ts';
import { useTexts } from '../i18n/index.ts';
import { Chip, type Tone } from './chip.tsx';

const looks: Record<Delivery['state'], { tone: Tone; icon: TablerIcon }> = {
  queued: { tone: 'accent', icon: IconClock },
  sending: { tone: 'accent', icon: IconSend },
  sent: { tone: 'ok', icon: IconCircleCheck },
  deferred: { tone: 'warn', icon: IconHourglass },
  failed: { tone: 'bad', icon: IconAlertTriangle },
  partly: { tone: 'bad', icon: IconAlertTriangle },
  uncertain: { tone: 'warn', icon: IconHelpCircle },
  cancelled: { tone: 'quiet', icon: IconArrowBackUp },
};

/** All states in the order in which a filter offers them. */
export const deliveryStates = Object.keys(looks) as Delivery['state'][];

/** How far an outgoing mail has come, as a pill. */
export function DeliveryStateChip({ state }: { state: Delivery['state'] }) {
  const { locale } = useTexts();
  const { tone, icon } = looks[state];
  return (
    <Chip tone={tone} icon={icon}>
      {say(locale, `state.delivery.${state}`)}
    </Chip>
  );
}
