import type { audit as german } from '../de/audit.ts';
import type { SameShape } from '../shape.ts';

/** The audit log. */
export const audit: SameShape<typeof german> = {
  title: 'Audit log',
  about: 'Who changed what, and when.',
  search: 'Search the audit log',
  who: 'Who',
  noAgent: 'No agent',
  kind: 'Kind',
  period: 'Period',
  lastDays_one: 'Last day',
  lastDays_other: 'Last {{count}} days',
  export: 'Download as a CSV file',
  nothing: 'The log says nothing about this',
  showAll: 'Show all lines',
  empty: 'No changes yet',
  emptyText:
    'It will say here who changed settings, mailboxes, master data or agents. What happened to tickets stands in their history.',
  end: 'Here the log begins.',
  named: '“{{name}}”',
  changed: '{{field}}: changed',
};
