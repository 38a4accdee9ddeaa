import type { systemDe } from './system-de.ts';

/** Words of the system page in English. */
export const systemEn: Record<keyof typeof systemDe, string> = {
  'system.finding.storage': '{{text}}',
  'system.finding.diskLow':
    'Only {{free}} MB are left on the disk. Without room no more mail is taken in; it stays on the mail server meanwhile.',
  'system.finding.certificateExpires':
    'The certificate of the server of “{{name}}” expires in {{days}} days. After that the connection is refused.',
  'system.finding.certificateToday':
    'The certificate of the server of “{{name}}” expires today. After that the connection is refused.',
  'system.finding.certificateExpired':
    'The certificate of the server of “{{name}}” was valid at the last contact and has expired since.',
  'system.finding.secretExpires':
    'The client secret of “{{name}}” expires in {{days}} days. After that its mailboxes can no longer sign in.',
  'system.finding.secretToday':
    'The client secret of “{{name}}” expires today. After that its mailboxes can no longer sign in.',
  'system.finding.secretExpired':
    'The client secret of “{{name}}” has expired. The mailboxes of this connection can no longer sign in.',
  'system.finding.mailboxError': '“{{name}}”: {{text}}',
  'system.finding.mailboxOverdue':
    '“{{name}}” is not being fetched although it is time. Probably no worker process runs.',
  'system.finding.fetchStopped': 'No mailbox is fetched: “Do not read mailboxes” is on.',
  'system.finding.noWorker': 'No worker process runs: mail is neither fetched nor sent.',
  'system.finding.noOutgoing': 'There is no active mailbox for sending. Nobody can answer.',
  'system.finding.inboundFailed': 'Mails could not be read or filed. They are stored; number: {{count}}.',
  'system.finding.outboundFailed': 'Mails could not be sent; number: {{count}}.',
  'system.finding.inboundWaiting': 'Mails that came in have been waiting to be filed for {{minutes}} minutes.',
  'system.finding.outboundWaiting': 'Mails have been waiting to be sent for {{minutes}} minutes.',
  'system.finding.circuits':
    'Addresses get no auto-e-mails for now, because a machine seems to answer there; number: {{count}}.',
  'system.finding.tokenFailing': 'The access token of “{{name}}” could not be renewed: {{text}}',
  'system.action.keepSource': 'Make room, or have old sources removed',
  'system.action.certificate': 'Ask whoever runs the mail server; open the mailbox',
  'system.action.secret': 'Make a new secret at the provider and enter it here',
  'system.action.mailbox': 'Open the mailbox and test the connection',
  'system.action.fetchStopped': 'Allow fetching again in the settings',
  'system.action.startWorker': 'Start “poststelle serve” or “poststelle worker” on the server',
  'system.action.newOutgoing': 'Create a mailbox for sending',
  'system.action.intake': 'Look at them in the intake log and try again',
  'system.action.outbox': 'Look at them in the outbox and send again',
  'system.action.circuits': 'Look at the stops',
};
