/** The HTML part of a mail that was written as plain text. */

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** What is surely an address of the web; the full stop that ends a sentence is not part of it. */
const LINK = /https?:\/\/[^\s<>"']{1,2000}[^\s<>"'.,;:!?)\]]/gu;

/** Plain text as HTML: blank lines part paragraphs, line ends stay, web addresses become links, everything else is text. */
export function textAsHtml(text: string): string {
  const paragraphs = text
    .replace(/\r\n?/gu, '\n')
    .trim()
    .split(/\n[\t ]*(?:\n[\t ]*)+/u);
  return paragraphs.map((paragraph) => `<p>${linked(paragraph).replaceAll('\n', '<br>\n')}</p>\n`).join('');
}

function linked(text: string): string {
  let html = '';
  let at = 0;
  for (const found of text.matchAll(LINK)) {
    html += escapedText(text.slice(at, found.index));
    html += `<a href="${escapedText(found[0])}">${escapedText(found[0])}</a>`;
    at = found.index + found[0].length;
  }
  return html + escapedText(text.slice(at));
}

/** Text as it stands in HTML, line ends untouched. */
export const escapedText = (text: string) => text.replace(/[&<>"]/gu, (character) => ENTITIES[character] ?? '');
