import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './label-chip.module.css';

/** A label: its colour as a dot and its name; `path` names what it stands below, for the tip. `onRemove` adds a button named `removeName`. */
export function LabelChip(props: {
  name: string;
  colour: string;
  path?: string;
  onRemove?: () => void;
  removeName?: string;
}) {
  return (
    <span className={classes.label} title={props.path}>
      <LabelDot colour={props.colour} />
      <span className={classes.name}>{props.name}</span>
      {props.onRemove && (
        <button type="button" className={classes.remove} aria-label={props.removeName} onClick={props.onRemove}>
          <IconX size={12} aria-hidden />
        </button>
      )}
    </span>
  );
}

/** The colour of a label; its name must stand beside it. */
export function LabelDot({ colour }: { colour: string }): ReactNode {
  return <span className={classes.dot} style={{ background: `var(--mantine-color-${colour}-6)` }} aria-hidden />;
}
