import { escapeText } from './html-quotes.ts';
import { htmlToText } from './html-text.ts';

/** Bodies beyond these are shown as their text, for a browser would choke on them: characters, pictures written inside included … */
const MAX_HTML = 16_000_000;
/** … and markup: a long newsletter has 10,000 tags, a report of 10,000 rows ten times as many. */
const MAX_TAGS = 200_000;

/** The text of a body that is beyond all measure, as HTML; null for every other. */
export function textIfTooMuch(html: string): string | null {
  if (html.length <= MAX_HTML && fewTags(html)) return null;
  return `<pre style="white-space:pre-wrap">${escapeText(htmlToText(html))}</pre>`;
}

function fewTags(html: string): boolean {
  let count = 0;
  for (let at = html.indexOf('<'); at >= 0 && count <= MAX_TAGS; at = html.indexOf('<', at + 1)) count++;
  return count <= MAX_TAGS;
}
