import type { incomingMailbox } from '../../src/settings/incoming-mailbox.ts';
import type { outgoingMailbox } from '../../src/settings/outgoing-mailbox.ts';

/** A setting of a mailbox by direction and name. */
export type SettingName =
  | `incoming.${keyof typeof incomingMailbox.fields}`
  | `outgoing.${keyof typeof outgoingMailbox.fields}`;

/**
 * Says inside a test that it shows what the settings do. Nothing happens when it runs: tests/settings-covered.test.ts reads the calls from the test files
 * and fails for a setting that no test names.
 */
export function covers(..._names: SettingName[]): void {}
