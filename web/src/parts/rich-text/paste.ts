/** The four kinds of pictures that every mail program shows within a text. */
export const pictureTypes: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

/** Longer texts are pasted without their form. */
const MAX_PASTED = 500_000;

/**
 * HTML from Word, Outlook, LibreOffice or a web page as the editor understands it: without style sheets, comments and office elements, Word's lists as
 * lists, without handlers and without pictures that lie elsewhere. What markup is left the editor narrows down to what it knows.
 */
export function cleanPasted(html: string): string {
  if (html.length > MAX_PASTED) return '';
  const body = html
    // Word marks the bullet or number of a list item by a conditional comment.
    .replace(/<!(?:--)?\[if !supportLists\](?:--)?>/giu, '<list-mark>')
    .replace(/<!(?:--)?\[endif\](?:--)?>/giu, '</list-mark>')
    .replace(/<!--[^]*?-->/gu, '')
    .replace(/<(style|xml|script|title|head)\b[^]*?<\/\1\s*>/giu, '')
    .replace(/<\/?(?:o|v|w|m|st1):[^>]*>/giu, '')
    .replace(/<[a-z][^>]*>/giu, (tag) => tag.replace(/\son[a-z]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)/giu, ''))
    .replace(/<img\b[^>]*>/giu, (image) => (isOwnPicture(image) ? image : ''));
  return withLists(body).replace(/<\/?list-mark>/giu, '');
}

/** The files of a paste, unless it carries text: spreadsheets and Word add a picture of what they copy. */
export function pastedFiles(data: Pick<DataTransfer, 'files' | 'getData'>): File[] {
  return data.getData('text/plain').trim() === '' ? [...data.files] : [];
}

/** Pictures and everything else, each in order. */
export function partedFiles(files: readonly File[]): { pictures: File[]; others: File[] } {
  const isPicture = (file: File) => pictureTypes.has(file.type);
  return { pictures: files.filter(isPicture), others: files.filter((file) => !isPicture(file)) };
}

const isOwnPicture = (image: string) => /\ssrc\s*=\s*["']\/api\/(?:uploads|attachments)\//iu.test(image);

const ITEM = /<p\b[^>]*mso-list:[^>]*>([^]*?)<\/p\s*>/giu;

/** Not by a standard: Word writes list items as paragraphs with `mso-list` in their style and the mark as text. */
function withLists(html: string): string {
  let out = '';
  let at = 0;
  let open = '';
  for (const found of html.matchAll(ITEM)) {
    const between = html.slice(at, found.index);
    const [, mark = '', rest = ''] = /^([^]*?<\/list-mark>)?([^]*)$/iu.exec(found[1] ?? '') ?? [];
    const kind = /[\da-z]{1,4}[.)]/iu.test(textOf(mark)) ? 'ol' : 'ul';
    if (open !== '' && (between.trim() !== '' || kind !== open)) {
      out += `</${open}>`;
      open = '';
    }
    out += open === '' ? between : '';
    if (open === '') out += `<${kind}>`;
    open = kind;
    out += `<li><p>${rest.trim()}</p></li>`;
    at = found.index + found[0].length;
  }
  return out + (open === '' ? '' : `</${open}>`) + html.slice(at);
}

const textOf = (html: string) =>
  html
    .replace(/<[^>]*>/gu, '')
    .replace(/&nbsp;/giu, ' ')
    .trim();
