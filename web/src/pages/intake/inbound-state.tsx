import type { TablerIcon } from '@tabler/icons-react';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconDownload,
  IconFileOff,
  IconHandStop,
  IconHourglass,
  IconPlayerSkipForward,
  IconWeight,
} from '@tabler/icons-react';
import type { Inbound } from '../../../../src/api/contract/spools.ts';
import { say } from '../../../../src/desk/texts/index.ts';
import { useTexts } from '../../i18n/index.ts';
import { Chip, type Tone } from '../../parts/chip.tsx';

export type InboundState = Inbound['state'];

const looks: Record<InboundState, { tone: Tone; icon: TablerIcon }> = {
  received: { tone: 'accent', icon: IconCircleDashed },
  filed: { tone: 'ok', icon: IconCircleCheck },
  unfiled: { tone: 'warn', icon: IconFileOff },
  quarantined: { tone: 'warn', icon: IconHandStop },
  failed: { tone: 'bad', icon: IconAlertTriangle },
  tooLarge: { tone: 'bad', icon: IconWeight },
  wanted: { tone: 'accent', icon: IconHourglass },
  fetching: { tone: 'accent', icon: IconDownload },
  skipped: { tone: 'quiet', icon: IconPlayerSkipForward },
};

/** All states in the order in which a filter offers them. */
export const inboundStates = Object.keys(looks) as InboundState[];

/** What became of a fetched mail, as a pill. */
export function InboundStateChip({ state }: { state: InboundState }) {
  const { locale } = useTexts();
  const { tone, icon } = looks[state];
  return (
    <Chip tone={tone} icon={icon}>
      {say(locale, `state.inbound.${state}`)}
    </Chip>
  );
}
