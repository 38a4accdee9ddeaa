import type { Mailbox } from '../../../../src/api/contract/mailboxes.ts';
import type { SettingGroup } from '../../../../src/settings/field.ts';
import { incomingMailbox } from '../../../../src/settings/incoming-mailbox.ts';
import { outgoingMailbox } from '../../../../src/settings/outgoing-mailbox.ts';

/** The settings of a mailbox by its direction. */
export const groupOf: Record<Mailbox['direction'], SettingGroup> = {
  incoming: incomingMailbox,
  outgoing: outgoingMailbox,
};
