import { createContext } from 'react';
import type { MasterKind } from '../../../src/settings/master-data.ts';

/** What a control needs to know about its setting. */
export type WidgetProps = {
  id: string;
  title: string;
  help: string | undefined;
  required: boolean;
  error: string | undefined;
  disabled: boolean;
  value: unknown;
  onChange: (value: unknown) => void;
  /** A secret is stored that is not shown; empty keeps it. */
  secretSet: boolean;
  choices: { value: string; label: string }[];
};

/** The entry of master data whose form it is: it cannot stand below itself. */
export const OwnEntry = createContext<{ kind: MasterKind; id: number } | undefined>(undefined);

/** What every control of the component library takes from a setting. */
export const common = (props: WidgetProps) => ({
  id: props.id,
  label: props.title,
  description: props.help,
  withAsterisk: props.required,
  error: props.error,
  disabled: props.disabled,
});

/** The id that a picker holds, null if none. */
export const idOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);

/** The ids that a picker of several holds. */
export const idsOf = (value: unknown): number[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === 'number') : [];
