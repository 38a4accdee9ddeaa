/** Ticket systems of others, known by the header fields they write. Their answers often lack Auto-Submitted, and two systems that acknowledge one another never end. */
import { headerValue } from './header.ts';
import type { Header } from './message.ts';

type Sign = { name: string; field: string; value?: RegExp };

/** One line each: the field that a system writes, and what its value must look like where others write the field, too. */
export const foreignDeskSigns: readonly Sign[] = [
  { name: 'OTRS', field: 'X-OTRS-Loop' },
  { name: 'OTRS', field: 'X-Mailer', value: /^OTRS\b/i },
  { name: 'OTRS', field: 'X-Powered-By', value: /^OTRS\b/i },
  { name: 'Znuny', field: 'X-Mailer', value: /^Znuny\b/i },
  { name: 'Znuny', field: 'X-Powered-By', value: /^Znuny\b/i },
  { name: 'OTOBO', field: 'X-OTOBO-Loop' },
  { name: 'OTOBO', field: 'X-Mailer', value: /^OTOBO\b/i },
  { name: 'Zammad', field: 'X-Zammad-Ticket-ID' },
  { name: 'Zammad', field: 'X-Mailer', value: /^Zammad\b/i },
  { name: 'Zammad', field: 'X-Powered-By', value: /^Zammad\b/i },
  { name: 'Request Tracker', field: 'RT-Ticket' },
  { name: 'Request Tracker', field: 'X-RT-Loop-Prevention' },
  { name: 'Request Tracker', field: 'RT-Originator' },
  { name: 'osTicket', field: 'X-Mailer', value: /^osTicket\b/i },
  { name: 'FreeScout', field: 'X-FreeScout-Mail-Type' },
  { name: 'FreeScout', field: 'X-FreeScout-Mailbox' },
  { name: 'Jira', field: 'X-JIRA-FingerPrint' },
  { name: 'Jira', field: 'X-Atlassian-Token' },
  { name: 'Jira Service Management', field: 'X-JSD-Notification' },
  { name: 'ServiceNow', field: 'X-ServiceNow-Generated' },
  { name: 'ServiceNow', field: 'X-ServiceNow-Source' },
  { name: 'Zendesk', field: 'X-Zendesk-From-Account-Id' },
  { name: 'Zendesk', field: 'X-Mailer', value: /^Zendesk\b/i },
  { name: 'Zendesk', field: 'X-Zendesk-Priority-Mail' },
  { name: 'Freshdesk', field: 'X-FD-Email-ID' },
  { name: 'Freshdesk', field: 'X-Freshdesk-Ticket-ID' },
  { name: 'Freshdesk', field: 'X-FW-Ticket-ID' },
  { name: 'Help Scout', field: 'X-HelpScout-Conversation-ID' },
  { name: 'Help Scout', field: 'X-Helpscout-Origin' },
  { name: 'HubSpot', field: 'X-HubSpot-Ticket-ID' },
  { name: 'Intercom', field: 'X-Intercom-Bin' },
  { name: 'Kayako', field: 'X-Kayako-Ticket' },
  { name: 'GLPI', field: 'X-GLPI-Entity' },
  { name: 'GLPI', field: 'X-Mailer', value: /^GLPI\b/i },
  { name: 'GitHub', field: 'X-GitHub-Reason' },
  { name: 'GitLab', field: 'X-GitLab-Project-Id' },
  { name: 'Redmine', field: 'X-Redmine-Issue-Id' },
  { name: 'Mantis', field: 'X-Mailer', value: /^MantisBT\b/i },
  { name: 'Poststelle', field: 'X-Poststelle-Desk' },
];

/** The name of the ticket system that wrote the mail, null if none is recognised. */
export function foreignDesk(header: Header): string | null {
  for (const { name, field, value } of foreignDeskSigns) {
    const written = headerValue(header, field);
    if (written !== undefined && (value === undefined || value.test(written.trim()))) return name;
  }
  return null;
}
