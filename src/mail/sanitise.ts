import sanitize from 'sanitize-html';
import { foldQuotes } from './html-quotes.ts';
import { htmlToText } from './html-text.ts';
import { allowedStyle } from './sanitise-style.ts';

export type SanitiseOptions = {
  /** The URL under which the part with this Content-ID (no angle brackets) is served, null if the mail has none. */
  cid: (contentId: string) => string | null;
  /** Text of the handle that unfolds a quote. */
  quoteLabel?: string;
  /** The subject of the mail: what a forwarded mail carries is not folded. */
  subject?: string;
};
export type SanitisedHtml = {
  html: string;
  /** Images that wait in `data-remote-src` for the reader's consent. */
  remoteImages: number;
};

/** Bodies beyond these are shown as their text, for a browser would choke on them: characters, pictures written inside included … */
const MAX_HTML = 16_000_000;
/** … and markup: a long newsletter has 10,000 tags, a report of 10,000 rows ten times as many. */
const MAX_TAGS = 200_000;

/** On the handle of a folded quote, unless the caller knows the reader's language. */
const FOLD_HANDLE = '…';

const TAGS =
  'a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del details dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p pre q s samp section small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr'.split(
    ' ',
  );
const DATA_IMAGE = /^data:image\/(?:png|gif|jpe?g|webp|bmp);base64,[a-z0-9+/=]+$/iu;
const BOX = ['align', 'valign', 'width', 'height', 'bgcolor'];
const ATTRIBUTES: Record<string, string[]> = {
  '*': ['style', 'dir', 'lang', 'title'],
  a: ['href', 'target', 'rel'],
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

/**
 * The HTML body of a mail, safe to show inside a sandboxed frame: no script, form, frame, style sheet, drawing or external load; styles
 * by a short list; links only http, https, mailto and tel, with their target as title; images from the mail by `options.cid`, remote ones
 * waiting in `data-remote-src`; quotes folded (`foldQuotes`). Bounded work; never throws.
 */
export function sanitiseHtml(html: string, options: SanitiseOptions): SanitisedHtml {
  if (html.length > MAX_HTML || !fewTags(html)) return { html: asText(html), remoteImages: 0 };
  let remoteImages = 0;
  const styled = styler();
  const folded = foldQuotes(html, { label: options.quoteLabel ?? FOLD_HANDLE, subject: options.subject });
  const clean = sanitize(folded, {
    allowedTags: TAGS,
    allowedAttributes: ATTRIBUTES,
    allowedClasses: { details: ['quoted'] },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowedSchemesByTag: { img: ['http', 'https', 'data'] },
    allowedSchemesAppliedToAttributes: ['href', 'src', 'data-remote-src'],
    allowProtocolRelative: false,
    disallowedTagsMode: 'discard',
    nestingLimit: 300,
    // Styles are filtered by our own list: the library's way through a CSS parser takes most of the time on a newsletter.
    parseStyleAttributes: false,
    transformTags: {
      '*': (tagName, attribs) => ({ tagName, attribs: styled(attribs) }),
      a: (tagName, attribs) => ({ tagName, attribs: link(attribs) }),
      img: (tagName, attribs) => {
        const image = picture(attribs, options.cid);
        if (image['data-remote-src'] !== undefined) remoteImages++;
        return { tagName, attribs: image };
      },
    },
  });
  return { html: clean, remoteImages };
}

/**
 * The HTML of a mail that leaves, by the same rules: what an agent wrote or quotes brings no script, form or style sheet to others. Quotes that were folded
 * for reading stand open again, and their remote pictures keep their address. `own` gives the `cid:` URL of one of our own pictures, null for any other.
 */
export function sanitiseOutgoing(html: string, own: (src: string) => string | null): string {
  if (html.length > MAX_HTML || !fewTags(html)) return asText(html);
  const styled = styler();
  return sanitize(html, {
    allowedTags: [...TAGS],
    allowedAttributes: { ...ATTRIBUTES, blockquote: ['type'] },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowedSchemesByTag: { img: ['http', 'https', 'data', 'cid'] },
    allowedSchemesAppliedToAttributes: ['href', 'src'],
    allowProtocolRelative: false,
    disallowedTagsMode: 'discard',
    nestingLimit: 300,
    parseStyleAttributes: false,
    transformTags: {
      '*': (tagName, attribs) => ({ tagName, attribs: styled(attribs) }),
      a: (tagName, attribs) => ({ tagName, attribs: leavingLink(attribs) }),
      img: (tagName, attribs) => ({ tagName, attribs: leavingPicture(attribs, own) }),
      details: 'div',
      summary: 'p',
    },
    exclusiveFilter: ({ tag, text, attribs }) =>
      (tag === 'img' && attribs['src'] === undefined) || (tag === 'summary' && text.trim() === FOLD_HANDLE),
  });
}

/** The result of `sanitiseHtml` after the reader has allowed remote images. */
export function showRemoteImages(html: string): string {
  return html.replace(/<img [^<>]*>/gu, (tag) => tag.replace(/ data-remote-src="/u, ' src="'));
}

/** Newsletters repeat few styles in many places: each is looked at once. Changes `attribs`, which are the library's copy for us. */
function styler(): (attribs: sanitize.Attributes) => sanitize.Attributes {
  const known = new Map<string, string>();
  return (attribs) => {
    // Not by RFC: Outlook keeps the margin of its paragraphs in a style sheet, which is not shown.
    const outlook = attribs['class'] !== undefined && /^mso/iu.test(attribs['class']) ? 'margin:0;' : '';
    const written = outlook + (attribs['style'] ?? '');
    if (written === '') return attribs;
    let style = known.get(written);
    if (style === undefined) known.set(written, (style = allowedStyle(written)));
    if (style === '') delete attribs['style'];
    else attribs['style'] = style;
    return attribs;
  };
}

function link(attribs: sanitize.Attributes): sanitize.Attributes {
  const { href, target: _target, rel: _rel, title: _title, ...rest } = attribs;
  const safe = safeTarget(href ?? '');
  if (safe === null) return rest;
  return { ...rest, href: safe, title: safe.slice(0, 300), target: '_blank', rel: 'noopener nofollow noreferrer' };
}

function leavingLink(attribs: sanitize.Attributes): sanitize.Attributes {
  const { href, target: _target, rel: _rel, title: _title, ...rest } = attribs;
  const safe = safeTarget(href ?? '');
  return safe === null ? rest : { ...rest, href: safe };
}

function leavingPicture(attribs: sanitize.Attributes, own: (src: string) => string | null): sanitize.Attributes {
  const { src = '', 'data-remote-src': remote, srcset: _srcset, referrerpolicy: _policy, ...rest } = attribs;
  const url = own(src) ?? remotePicture(remote ?? src);
  return url === null ? rest : { ...rest, src: url };
}

/** A picture of the web or written into the mail itself; no other address is one that others can open. */
function remotePicture(src: string): string | null {
  const plain = src.replace(/[\u0000-\u0020\u007f]/gu, '');
  if (DATA_IMAGE.test(plain)) return plain;
  const url = URL.parse(plain.startsWith('//') ? `https:${plain}` : plain);
  return url && /^https?:$/u.test(url.protocol) ? url.href : null;
}

/** The URL as it is really opened: host in ASCII, without a user name that poses as one; null if it may not be opened. */
function safeTarget(href: string): string | null {
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
function picture(attribs: sanitize.Attributes, cid: SanitiseOptions['cid']): sanitize.Attributes {
  const { src = '', srcset: _srcset, 'data-remote-src': _forged, ...rest } = attribs;
  const plain = src.replace(/[\u0000-\u0020\u007f]/gu, '');
  const image: sanitize.Attributes = { ...rest, referrerpolicy: 'no-referrer' };
  if (/^cid:/iu.test(plain)) {
    const served = cid(contentId(plain.slice(4)));
    if (served !== null) image['src'] = served;
  } else if (DATA_IMAGE.test(plain)) {
    image['src'] = plain;
  } else {
    const remote = URL.parse(plain.startsWith('//') ? `https:${plain}` : plain);
    if (remote && /^https?:$/u.test(remote.protocol)) image['data-remote-src'] = remote.href;
  }
  return image;
}

function contentId(escaped: string): string {
  try {
    return decodeURIComponent(escaped);
  } catch {
    return escaped;
  }
}

function fewTags(html: string): boolean {
  let count = 0;
  for (let at = html.indexOf('<'); at >= 0 && count <= MAX_TAGS; at = html.indexOf('<', at + 1)) count++;
  return count <= MAX_TAGS;
}

function asText(html: string): string {
  const text = htmlToText(html).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<pre style="white-space:pre-wrap">${text}</pre>`;
}
