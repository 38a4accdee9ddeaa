/** The pages of the guide in their order, by group: docs/guide/<language>/<name>.md. */
export const guideGroups = [
  { group: 'start', names: ['first-steps'] },
  {
    group: 'connect',
    names: [
      'connect-mailbox',
      'providers',
      'servers',
      'oauth-microsoft',
      'oauth-google',
      'shared-mailboxes',
      'options',
    ],
  },
  { group: 'work', names: ['tickets', 'answering', 'reports'] },
  { group: 'rules', names: ['rules', 'auto-mails'] },
  { group: 'move', names: ['from-jtl', 'from-inet'] },
  { group: 'operate', names: ['troubleshooting', 'operation', 'privacy'] },
] as const satisfies { group: string; names: string[] }[];

/** All pages of the guide in their order. */
export const guideNames: readonly string[] = guideGroups.flatMap(({ names }) => names);
