import type { Template, TemplateText } from '../../../../src/api/contract/auto-mails.ts';
import type { Locale } from '../../i18n/locale.ts';

/** A template while it is being edited. */
export type Draft = {
  name: string;
  kind: Template['kind'];
  texts: Partial<Record<Locale, TemplateText>>;
};

export const emptyText: TemplateText = { subject: '', text: '', html: '' };

/** What the editor begins with: the template, or a copy of it that is called `copyName`, or an empty one in the language of the page. */
export function startOf(template: Template | undefined, copyName: string | undefined, locale: Locale): Draft {
  if (!template) return { name: '', kind: 'ticket', texts: { [locale]: emptyText } };
  return { name: copyName ?? template.name, kind: template.kind, texts: template.texts };
}

/** Where in a text the character of a line and column stands, both counted from 1; the end if there is none. */
export function offsetOf(text: string, line: number, column: number): number {
  const lines = text.split('\n');
  const before = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
  return Math.min(before + column - 1, text.length);
}

/** The text with `inserted` in place of what is selected, and where the cursor then stands. */
export function withInserted(text: string, start: number, end: number, inserted: string): { text: string; at: number } {
  return { text: text.slice(0, start) + inserted + text.slice(end), at: start + inserted.length };
}
