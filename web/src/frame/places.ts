import type { TablerIcon } from '@tabler/icons-react';
import {
  IconAddressBook,
  IconBook2,
  IconBuilding,
  IconBuildingCommunity,
  IconChartBar,
  IconDatabase,
  IconFlask,
  IconHeartbeat,
  IconHistory,
  IconInbox,
  IconMailCog,
  IconMailForward,
  IconPlugConnected,
  IconSend,
  IconTicket,
  IconUser,
} from '@tabler/icons-react';
import type { MasterKind } from '../../../src/settings/master-data.ts';

/** The places of the rail and the palette, in order. `admin` ones are shown to administrators only. */
export const places = [
  { to: '/tickets', name: 'frame.tickets', icon: IconTicket, admin: false },
  { to: '/contacts', name: 'frame.contacts', icon: IconAddressBook, admin: false },
  { to: '/customers', name: 'frame.customers', icon: IconBuildingCommunity, admin: false },
  { to: '/intake', name: 'frame.intake', icon: IconInbox, admin: false },
  { to: '/outbox', name: 'frame.outbox', icon: IconSend, admin: false },
  { to: '/reports', name: 'frame.reports', icon: IconChartBar, admin: false },
  { to: '/sandbox', name: 'frame.sandbox', icon: IconFlask, admin: true },
  { to: '/guide', name: 'frame.guide', icon: IconBook2, admin: false },
] as const satisfies Place[];

export const adminPlaces = [
  { to: '/admin/mailboxes', name: 'frame.mailboxes', icon: IconMailCog, admin: true },
  { to: '/admin/connections', name: 'frame.connections', icon: IconPlugConnected, admin: true },
  { to: '/admin/auto-mails', name: 'frame.autoMails', icon: IconMailForward, admin: true },
  { to: '/admin/data', name: 'frame.masterData', icon: IconDatabase, admin: true },
  { to: '/admin/agents', name: 'frame.agents', icon: IconUser, admin: true },
  { to: '/admin/desk', name: 'frame.desk', icon: IconBuilding, admin: true },
  { to: '/admin/system', name: 'frame.system', icon: IconHeartbeat, admin: true },
  { to: '/admin/audit', name: 'frame.audit', icon: IconHistory, admin: true },
] as const satisfies Place[];

/** The kinds of master data behind their place, in the order of their tabs. */
export const adminKinds = ['teams', 'categories', 'priorities', 'statuses', 'labels'] as const satisfies MasterKind[];

type Place = { to: string; name: string; icon: TablerIcon; admin: boolean };
