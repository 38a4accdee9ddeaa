import type { TablerIcon } from '@tabler/icons-react';
import {
  IconCircle,
  IconCircleCheck,
  IconCircleDashed,
  IconClockHour4,
  IconLock,
  IconProgress,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { statusGroups } from '../../../src/desk/ticket-filter.ts';
import classes from './chip.module.css';

/** What a colour stands for; never the only carrier, an icon or word is always there too. */
export type Tone = 'ok' | 'warn' | 'bad' | 'accent' | 'quiet';
type StatusGroup = (typeof statusGroups)[number];

/** A word about a state in a tinted pill, with an icon. */
export function Chip({ tone, icon: Icon, children }: { tone: Tone; icon?: TablerIcon; children: ReactNode }) {
  return (
    <span className={classes.chip} data-tone={tone}>
      {Icon && <Icon size={13} stroke={2} aria-hidden />}
      <span className={classes.word}>{children}</span>
    </span>
  );
}

const groupLook: Record<StatusGroup, { tone: Tone; icon: TablerIcon }> = {
  inquiry: { tone: 'warn', icon: IconCircleDashed },
  open: { tone: 'accent', icon: IconCircle },
  working: { tone: 'accent', icon: IconProgress },
  waiting: { tone: 'quiet', icon: IconClockHour4 },
  done: { tone: 'ok', icon: IconCircleCheck },
  locked: { tone: 'quiet', icon: IconLock },
};

/** The status of a ticket; its group gives colour and icon, `name` is the status in the agent's language. */
export function StatusChip({ group, name }: { group: StatusGroup; name: string }) {
  const { tone, icon } = groupLook[group];
  return (
    <Chip tone={tone} icon={icon}>
      {name}
    </Chip>
  );
}
