import { textAsHtml } from '../mail/text-html.ts';

/** What of a draft was typed or attached; `html` is null while it has no form. */
export type DraftWords<File = unknown> = { text: string; html: string | null; files: readonly File[] };

/** The words and files of two drafts as those of one, first the ones of `first`; with form if either has it. */
export function joinedWords<File>(first: DraftWords<File>, second: DraftWords<File>) {
  return {
    text: paragraphs(first.text, second.text),
    html: first.html === null && second.html === null ? null : withForm(first) + withForm(second),
    files: [...first.files, ...second.files],
  };
}

/** Texts one below the other, blank ones left out. */
export function paragraphs(...texts: string[]): string {
  return texts.filter((text) => text.trim() !== '').join('\n\n');
}

const withForm = ({ html, text }: DraftWords) => html ?? (text.trim() === '' ? '' : textAsHtml(text));
