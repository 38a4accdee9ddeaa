// npm run docs: writes the documentation that follows from definitions in the code. tests/docs.test.ts fails if a file is not what this writes.
import { readFileSync, writeFileSync } from 'node:fs';
import { configFields } from '../src/config-fields.ts';
import type { SettingGroup } from '../src/settings/field.ts';
import { category, contact, customer, label, priority, status, team } from '../src/settings/master-data.ts';
import { incomingMailbox } from '../src/settings/incoming-mailbox.ts';
import { oauthConnection } from '../src/settings/oauth-connection.ts';
import { outgoingMailbox } from '../src/settings/outgoing-mailbox.ts';
import { settingText } from '../src/settings/texts/index.ts';
import { configurationTable } from './docs/configuration.ts';
import { isEntry } from './entry.ts';
import { guideOptions } from './docs/guide-options.ts';
import { guideServers } from './docs/guide-servers.ts';
import { settingsPage } from './docs/settings.ts';
import { templatesPage } from './docs/templates.ts';

/** Every settings group, with its heading. */
export const documentedGroups: ReadonlyArray<{ title: string; group: SettingGroup }> = [
  { title: 'Incoming mailbox (Posteingang)', group: incomingMailbox },
  { title: 'Outgoing mailbox (Postausgang)', group: outgoingMailbox },
  { title: 'OAuth connection (OAuth-Verbindung)', group: oauthConnection },
  { title: 'Team (Ressource)', group: team },
  { title: 'Category (Kategorie)', group: category },
  { title: 'Priority (Priorität)', group: priority },
  { title: 'Status', group: status },
  { title: 'Label', group: label },
  { title: 'Location/customer (Ort/Kunde)', group: customer },
  { title: 'User (Benutzer)', group: contact },
];

/** The generated files as they should be: path → content. Throws if a text is missing. */
export function generatedDocs(): Map<string, string> {
  return new Map([
    ['docs/reference/settings.md', settingsPage(documentedGroups, settingText)],
    ['docs/reference/templates.md', templatesPage()],
    ...(['de', 'en'] as const).flatMap((locale): [string, string][] => [
      [`docs/guide/${locale}/options.md`, guideOptions(locale, documentedGroups, settingText)],
      [`docs/guide/${locale}/servers.md`, guideServers(locale)],
    ]),
    ['README.md', withTable(readFileSync('README.md', 'utf8'), configurationTable(configFields))],
  ]);
}

/** The text with the table between its two marks replaced; throws if the marks are gone. */
export function withTable(text: string, table: string): string {
  const marked = /(<!-- settings: written by npm run docs -->\n)[\s\S]*?(<!-- end of settings -->)/;
  if (!marked.test(text)) throw new Error('README.md has lost the marks around its table of settings');
  return text.replace(marked, (_all, start: string, end: string) => `${start}${table}${end}`);
}

if (isEntry(import.meta.url)) for (const [path, content] of generatedDocs()) writeFileSync(path, content);
