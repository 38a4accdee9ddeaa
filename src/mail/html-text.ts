import { type HtmlAttributes, scanHtml } from './html-scan.ts';
import { isHidden, isTight, keepsSpaces } from './html-hidden.ts';
import { type TextLines, textLines } from './html-lines.ts';

/** Elements whose content is no text for a reader. */
const UNREAD: ReadonlySet<string> = new Set(
  'head title style script noscript template iframe noembed noframes object applet svg math select audio video canvas'.split(
    ' ',
  ),
);
/** What may stand in a head; anything else ends a head that was left open. */
const HEAD_CONTENT: ReadonlySet<string> = new Set(
  'head title meta link style script base noscript template'.split(' '),
);

/** Lines of their own, without a blank line around. */
const BLOCKS: ReadonlySet<string> = new Set(
  'div tr table tbody thead tfoot caption ul ol dl dt dd li form center address article aside section header footer main nav figure figcaption fieldset legend details summary body html option'.split(
    ' ',
  ),
);
/** Set off by a blank line. */
const PARAGRAPHS: ReadonlySet<string> = new Set('p h1 h2 h3 h4 h5 h6 blockquote pre'.split(' '));

/** Text of a link that is kept to be compared with its target; longer ones differ anyway. */
const MAX_LINK_TEXT = 1000;

type Link = { href: string; text: string };
type List = { ordered: boolean; number: number };

/**
 * The text of an HTML body for a person to read: paragraphs, lists, one line per table row with ` | ` between the columns,
 * `text <url>` for links that do not show their target, `[alt]` for images, `> ` before quoted lines. Linear in the length; never throws.
 */
export function htmlToText(html: string): string {
  const out = textLines();
  const hidden: string[] = [];
  const pre: string[] = [];
  const margins: (0 | 1)[] = [];
  const lists: List[] = [];
  let link: Link | null = null;

  function open(name: string, attributes: HtmlAttributes): void {
    if (hidden.length === 1 && hidden[0] === 'head' && !HEAD_CONTENT.has(name)) hidden.length = 0;
    if (hidden.length > 0 || UNREAD.has(name) || isHidden(name, attributes)) {
      hidden.push(name);
      return;
    }
    if (pre.length > 0 || keepsSpaces(name, attributes)) {
      pre.push(name);
      out.verbatim(true);
    }
    if (PARAGRAPHS.has(name)) {
      margins.push(name === 'p' && isTight(attributes) ? 0 : 1);
      out.block(margins.at(-1)!);
    } else if (BLOCKS.has(name)) {
      out.block(0);
    }
    if (name === 'a') link = { href: (attributes.get('href') ?? '').trim(), text: '' };
    else if (name === 'img') text(imageText(attributes));
    else openPart(name, attributes, out, lists);
  }

  function close(name: string): void {
    if (hidden.length > 0) {
      hidden.pop();
      return;
    }
    if (name === 'a' && link) {
      out.inline(linkTarget(link));
      link = null;
    }
    closePart(name, out, lists);
    if (PARAGRAPHS.has(name)) out.block(margins.pop() ?? 0);
    else if (BLOCKS.has(name)) out.block(0);
    if (pre.length > 0) {
      pre.pop();
      out.verbatim(pre.length > 0);
    }
  }

  function text(value: string): void {
    if (hidden.length === 1 && hidden[0] === 'head' && value.trim() !== '') hidden.length = 0;
    if (hidden.length > 0 || value === '') return;
    if (link && link.text.length < MAX_LINK_TEXT) link.text += value;
    out.inline(value);
  }

  scanHtml(html, { open, close, text });
  return out.finish();
}

function openPart(name: string, attributes: HtmlAttributes, out: TextLines, lists: List[]): void {
  switch (name) {
    case 'br':
      return out.lineBreak();
    case 'hr':
      out.block(0);
      out.inline('-'.repeat(20));
      return out.block(0);
    case 'blockquote':
      return out.quote(true);
    case 'ul':
    case 'ol':
      lists.push({ ordered: name === 'ol', number: firstNumber(attributes) });
      return;
    case 'li': {
      const list = lists.at(-1);
      return out.openItem(list?.ordered ? `${list.number++}. ` : '- ');
    }
    case 'dd':
      return out.openItem('  ');
    case 'table':
      return out.openTable();
    case 'tr':
      return out.openRow();
    case 'td':
    case 'th':
      if (name === 'th') out.dataTable();
      return out.openCell();
    default:
  }
}

function closePart(name: string, out: TextLines, lists: List[]): void {
  switch (name) {
    case 'blockquote':
      return out.quote(false);
    case 'ul':
    case 'ol':
      lists.pop();
      return;
    case 'li':
    case 'dd':
      return out.closeItem();
    case 'table':
      return out.closeTable();
    case 'tr':
      return out.closeRow();
    case 'td':
    case 'th':
      return out.closeCell();
    default:
  }
}

function firstNumber(attributes: HtmlAttributes): number {
  const start = Number.parseInt(attributes.get('start') ?? '', 10);
  return Number.isSafeInteger(start) && start >= 0 && start < 1e6 ? start : 1;
}

/** ` <url>` if the text of the link does not already say where it leads. */
function linkTarget(link: Link): string {
  if (!/^(?:https?|ftp|mailto|tel):/iu.test(link.href)) return '';
  const target = bareTarget(link.href);
  const shown = bareTarget(link.text.replace(/\s+/gu, ' ').trim());
  return target === '' || shown === target ? '' : ` <${link.href.replace(/\s/gu, '%20')}>`;
}

function bareTarget(address: string): string {
  const bare = address
    .replace(/^(?:https?:\/\/|ftp:\/\/|mailto:|tel:)/iu, '')
    .replace(/^www\./iu, '')
    .replace(/\/$/u, '')
    .toLowerCase();
  return /^tel:/iu.test(address) || /^[\d\s()+/.-]+$/u.test(bare)
    ? bare.replace(/[^\d]/gu, '').replace(/^0+/u, '')
    : bare;
}

/** `[alt]`; the bare character for a picture of one; nothing for spacers and counting pixels. */
function imageText(attributes: HtmlAttributes): string {
  const alt = (attributes.get('alt') ?? '').replace(/\s+/gu, ' ').trim();
  const tiny = /^[01](?:px)?$/u;
  if (alt === '' || tiny.test(attributes.get('width') ?? '') || tiny.test(attributes.get('height') ?? '')) return '';
  return alt.length <= 8 && /\p{Extended_Pictographic}/u.test(alt) ? alt : `[${alt}]`;
}
