import { escapeText } from './html-quotes.ts';
import { type HtmlAttributes } from './html-scan.ts';
import { allowedStyle } from './sanitise-style.ts';

/** The URL under which the part with this Content-ID (no angle brackets) is served, null if the mail has none. */
export type ServedParts = (contentId: string) => string | null;

/** The end tag of these is never written (HTML §13.1.2), so their start tag ends itself. */
export const EMPTY_ELEMENTS: ReadonlySet<string> = new Set(['br', 'col', 'hr', 'img', 'wbr']);

/** A picture written into the mail itself. */
export const DATA_IMAGE = /^data:image\/(?:png|gif|jpe?g|webp|bmp);base64,[a-z0-9+/=]+$/iu;

const EVERYWHERE = ['style', 'dir', 'lang', 'title'];
const BOX = ['align', 'valign', 'width', 'height', 'bgcolor'];
const ATTRIBUTES: Record<string, string[]> = {
  a: ['href', 'target', 'rel'],
  details: ['class'],
  img: ['src', 'data-remote-src', 'alt', 'width', 'height', 'align', 'border', 'hspace', 'vspace', 'referrerpolicy'],
  table: [...BOX, 'border', 'cellpadding', 'cellspacing'],
  td: [...BOX, 'colspan', 'rowspan', 'nowrap'],
  th: [...BOX, 'colspan', 'rowspan', 'nowrap', 'scope'],
  ...Object.fromEntries(['tr', 'tbody', 'thead', 'tfoot', 'col', 'colgroup'].map((name) => [name, [...BOX, 'span']])),
  ...Object.fromEntries(
    ['div', 'p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'center', 'hr'].map((name) => [name, ['align', 'width']]),
  ),
  font: ['color', 'face', 'size'],
  ol: ['start', 'type'],
  ul: ['type'],
  li: ['value', 'type'],
  time: ['datetime'],
};

/** The elements that are shown, each with the attributes it may keep. */
export const allowedElements: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  'a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del details dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p pre q s samp section small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr'
    .split(' ')
    .map((name) => [name, new Set([...EVERYWHERE, ...(ATTRIBUTES[name] ?? [])])]),
);

/**
 * Writes the start tags of one body: only elements and attributes of our list, links to http, https, mailto and tel with their target as title, pictures of
 * the mail by `served`, remote ones in `data-remote-src`, styles by our list. '' for an element that is not on it. `remoteImages` counts as it goes.
 */
export function safeTags(served: ServedParts): {
  startTag: (name: string, attributes: HtmlAttributes) => string;
  remoteImages: () => number;
} {
  let remoteImages = 0;
  const styleOf = styler();
  const startTag = (name: string, attributes: HtmlAttributes) => {
    const allowed = allowedElements.get(name);
    if (!allowed) return '';
    if (attributes.size === 0 && name !== 'img') return EMPTY_ELEMENTS.has(name) ? `<${name} />` : `<${name}>`;
    const given = name === 'a' ? link(attributes) : name === 'img' ? picture(attributes, served) : attributes;
    if (name === 'img' && given.has('data-remote-src')) remoteImages++;
    const style = styleOf(attributes);
    let tag = `<${name}`;
    for (const [key, value] of given) {
      if (allowed.has(key)) tag += written(key, key === 'style' ? style : key === 'class' ? foldClass(value) : value);
    }
    if (!given.has('style')) tag += written('style', style);
    return EMPTY_ELEMENTS.has(name) ? `${tag} />` : `${tag}>`;
  };
  return { startTag, remoteImages: () => remoteImages };
}

/** An attribute that says nothing is left out, but for those that say something by being there. */
function written(key: string, value: string): string {
  if (value !== '') return ` ${key}="${escapeText(value).replaceAll('"', '&quot;')}"`;
  return key === 'alt' ? ' alt=""' : key === 'nowrap' || key === 'border' ? ` ${key}` : '';
}

/** Our own folds alone keep their class. */
const foldClass = (value: string) => (value.split(/\s+/u).includes('quoted') ? 'quoted' : '');

/** Newsletters repeat few styles in many places: each is looked at once. */
export function styler(): (attributes: HtmlAttributes) => string {
  const known = new Map<string, string>();
  return (attributes) => {
    // Not by RFC: Outlook keeps the margin of its paragraphs in a style sheet, which is not shown.
    const outlook = /^mso/iu.test(attributes.get('class') ?? '') ? 'margin:0;' : '';
    const given = outlook + (attributes.get('style') ?? '');
    if (given === '') return '';
    let style = known.get(given);
    if (style === undefined) known.set(given, (style = allowedStyle(given)));
    return style;
  };
}

function link(attributes: HtmlAttributes): Map<string, string> {
  const rest = without(attributes, 'href', 'target', 'rel', 'title');
  const safe = safeTarget(attributes.get('href') ?? '');
  if (safe === null) return rest;
  return rest
    .set('href', safe)
    .set('title', safe.slice(0, 300))
    .set('target', '_blank')
    .set('rel', 'noopener nofollow noreferrer');
}

/** The URL as it is really opened: host in ASCII, without a user name that poses as one; null if it may not be opened. */
export function safeTarget(href: string): string | null {
  // URL standard §4.4: browsers ignore tabs and line ends inside, and control characters around.
  const plain = href.replace(/[\u0000-\u001f\u007f]/gu, '').trim();
  if (!/^(?:https?:|mailto:|tel:)/iu.test(plain)) return null;
  const url = URL.parse(plain);
  if (url === null) return null;
  url.username = '';
  url.password = '';
  return url.href;
}

/** RFC 2392 for `cid:`; the URL of a remote image is kept aside. */
function picture(attributes: HtmlAttributes, served: ServedParts): Map<string, string> {
  const plain = (attributes.get('src') ?? '').replace(/[\u0000-\u0020\u007f]/gu, '');
  const image = without(attributes, 'src', 'srcset', 'data-remote-src').set('referrerpolicy', 'no-referrer');
  if (/^cid:/iu.test(plain)) {
    const url = served(contentId(plain.slice(4)));
    if (url !== null) image.set('src', url);
  } else if (DATA_IMAGE.test(plain)) {
    image.set('src', plain);
  } else {
    const remote = URL.parse(plain.startsWith('//') ? `https:${plain}` : plain);
    if (remote && /^https?:$/u.test(remote.protocol)) image.set('data-remote-src', remote.href);
  }
  return image;
}

function without(attributes: HtmlAttributes, ...names: string[]): Map<string, string> {
  const rest = new Map(attributes);
  for (const name of names) rest.delete(name);
  return rest;
}

function contentId(escaped: string): string {
  try {
    return decodeURIComponent(escaped);
  } catch {
    return escaped;
  }
}
