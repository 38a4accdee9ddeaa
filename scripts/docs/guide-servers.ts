import { type MailProvider, providers } from '../../src/net/mail-providers.ts';
import { markdownTable } from './configuration.ts';

const words = {
  de: {
    title: 'Server bekannter Anbieter',
    about: 'Serveradresse, Port und Verschlüsselung, wie „Einstellungen suchen“ sie einträgt.',
    heading: 'Serveradressen',
    before:
      '„Einstellungen suchen“ im Formular kennt diese Anbieter an der Domäne der Adresse oder am Mailserver (MX) Ihrer eigenen Domäne. Die Angaben stammen aus den Anleitungen der Anbieter und können sich ändern; was der Anbieter Ihnen nennt, gilt vor dieser Liste. Was bei einzelnen zu beachten ist, steht unter [Anbieter](providers.md).',
    columns: ['Anbieter', 'Posteingang (IMAP)', 'Posteingang (POP3)', 'Postausgang (SMTP)'],
    or: 'oder',
    own: 'der eigene Mailserver (MX)',
  },
  en: {
    title: 'Servers of well-known providers',
    about: 'Server address, port and encryption as “Find settings” enters them.',
    heading: 'Server addresses',
    before:
      '“Find settings” in the form knows these providers by the domain of the address or by the mail server (MX) of your own domain. The entries come from the providers’ instructions and may change; what your provider tells you comes before this list. What to mind with some of them stands under [Providers](providers.md).',
    columns: ['Provider', 'Incoming (IMAP)', 'Incoming (POP3)', 'Outgoing (SMTP)'],
    or: 'or',
    own: 'your own mail server (MX)',
  },
} as const;

/** The guide's page of server addresses in one language, from the table that finds settings. */
export function guideServers(locale: 'de' | 'en'): string {
  const { title, about, heading, before, columns } = words[locale];
  const rows = providers.map((provider) => [
    provider.name,
    ...(['imap', 'pop3', 'smtp'] as const).map((protocol) => serverText(locale, provider, protocol)),
  ]);
  return `# ${title}\n\n${about}\n\n## ${heading} {#servers}\n\n${before}\n\n${markdownTable(columns, rows)}`;
}

function serverText(locale: 'de' | 'en', { servers }: MailProvider, protocol: string): string {
  const found = servers.filter((server) => server.protocol === protocol);
  const [first] = found;
  if (!first) return '–';
  const host = first.host === '{mx}' ? words[locale].own : `\`${first.host}\``;
  const ports = found.map(({ port, encryption }) => `${port} ${encryption === 'tls' ? 'TLS' : 'STARTTLS'}`);
  return `${host}, ${ports.join(` ${words[locale].or} `)}`;
}
